"""A stack of linear layers is one layer: multiply from the last to the first."""

import math

import numpy as np

from .nested import _dot, columns, depth, each, lists, on_lists, plus, product


def collapse(layers):
    *earlier, (W, b) = [(lists(W), lists(b)) for W, b in layers]
    for W_before, b_before in reversed(earlier):
        W, b = product(W_before, W), plus(product(b_before, W), b)
    return np.array(W), np.array(b)


@on_lists
def decide(ŷ):
    return each(lambda prediction: int(prediction > 1 / 2), ŷ)


def best_linear_fit(X, y):
    """Rotate pairs of columns until all are at right angles (one-sided Jacobi), then divide."""
    inputs = [[*row, 1.0] for row in lists(X)]
    targets = lists(y)
    many = depth(targets) > 1
    U, V = _right_angles(columns(inputs))
    largest = max(_dot(u, u) for u in U)
    kept = [(u, v) for u, v in zip(U, V, strict=True) if _dot(u, u) > 1e-24 * largest]
    fits = [
        [
            math.fsum(_dot(u, target) / _dot(u, u) * v[i] for u, v in kept)
            for i in range(len(inputs[0]))
        ]
        for target in (columns(targets) if many else [targets])
    ]
    solution = np.array(columns(fits) if many else fits[0])
    return solution[:-1], solution[-1]


def _right_angles(U):
    """Return U·V with orthogonal columns, and V, a rotation; both as lists of columns."""
    count = len(U)
    V = [[float(i == j) for i in range(count)] for j in range(count)]
    for _ in range(60):
        turned = False
        for p in range(count):
            for q in range(p + 1, count):
                pp, qq, pq = _dot(U[p], U[p]), _dot(U[q], U[q]), _dot(U[p], U[q])
                if abs(pq) <= 1e-15 * math.sqrt(pp * qq):
                    continue
                turned = True
                angle = 0.5 * math.atan2(2 * pq, pp - qq)
                c, s = math.cos(angle), math.sin(angle)
                for M in (U, V):
                    pairs = list(zip(M[p], M[q], strict=True))
                    M[p] = [c * a + s * b for a, b in pairs]
                    M[q] = [c * b - s * a for a, b in pairs]
        if not turned:
            break
    return U, V
