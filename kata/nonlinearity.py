"""Non-linearity: without an activation between them, any stack of layers is a single layer."""

import numpy as np


def collapse(layers):
    """Return the one (W, b) that does what the stack of linear layers does.

    layers is [(W, b), ...] in the order they are applied. Two of them, one after the other:
    (xW₁ + b₁)W₂ + b₂ = x(W₁W₂) + (b₁W₂ + b₂). The result: W (d_in, d_out), b (d_out,).

    >>> double_plus_1 = (np.array([[2.0]]), np.array([1.0]))
    >>> triple_plus_5 = (np.array([[3.0]]), np.array([5.0]))
    >>> collapse([double_plus_1, triple_plus_5])
    (array([[6.]]), array([8.]))
    """
    (W, b), *rest = layers
    for W_next, b_next in rest:
        W, b = W @ W_next, b @ W_next + b_next
    return W, b


def decide(ŷ):
    """Return how each prediction is classified: 1 where ŷ > 1/2, else 0. Integers, as ŷ's shape.

    >>> decide(np.array([0.2, 0.5, 0.9]))
    array([0, 0, 1])
    """
    return np.where(ŷ > 1 / 2, 1, 0)


def best_linear_fit(X, y):
    """Return the (w, b) whose predictions Xw + b have the least squared error: linear regression.

    X (n, d_in). For y (n,), w is (d_in,) and b one number; for y (n, k), (d_in, k) and (k,).
    The bias is the weight of one more input that is always 1. Where several (w, b) fit
    equally well, the smallest is returned.

    >>> w, b = best_linear_fit(np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0]))
    >>> w.round(9), float(b.round(9))
    (array([2.]), 1.0)
    """
    X_and_ones = np.column_stack([X, np.ones(len(X))])
    solution, *_ = np.linalg.lstsq(X_and_ones, y, rcond=None)
    return solution[:-1], solution[-1]
