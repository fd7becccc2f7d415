"""Backpropagation on columns: Δ = (W_nextᵀ Δ_next) ∘ f′(Z), dW = Δ Aᵀ, db = Σ Δ along the row."""

from .activations import error
from .cost import SLOPES
from .forward_propagation import forward, standing
from .turned import flat, turned


def last_error(Z, Ŷ, Y, activation, cost):
    if (activation, cost) == ("sigmoid", "binary_cross_entropy"):
        return (Ŷ - Y) / Ŷ.size
    if (activation, cost) == ("softmax", "cross_entropy"):
        return (Ŷ - Y) / Ŷ.shape[1]
    # A cost is a sum over samples and outputs: it does not care which way round they stand.
    return error(activation, turned(SLOPES[cost](turned(Y), turned(Ŷ))), Z)


def backward(network, X, Y, signals, cost):
    layers = standing(network)
    Z, A = ([turned(signal) for signal in kind] for kind in zip(*signals, strict=True))
    inputs = [turned(X), *A[:-1]]
    Δ = last_error(Z[-1], A[-1], turned(Y), layers[-1][2], cost)
    gradients = []
    while layers:
        W, _, _ = layers.pop()
        gradients.append(flat(Δ @ inputs.pop().T, Δ.sum(axis=1, keepdims=True)))
        if layers:
            Δ = error(layers[-1][2], W.T @ Δ, Z[len(layers) - 1])
    return gradients[::-1]


def backpropagate(network, X, Y, cost):
    return backward(network, X, Y, forward(network, X), cost)
