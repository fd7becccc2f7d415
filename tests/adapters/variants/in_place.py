"""Work in place, on copies of one's own: arguments stay as they are."""

import numpy as np


def softmax(z):
    a = np.array(z, dtype=float)
    a -= a.max(axis=-1, keepdims=True)
    np.exp(a, out=a)
    a /= a.sum(axis=-1, keepdims=True)
    return a


def numerical_gradient(J, θ, ε=1e-5):
    θ = np.array(θ, dtype=float)
    gradient = np.empty_like(θ)
    for index in np.ndindex(θ.shape):
        before = θ[index]
        θ[index] = before + ε
        above = J(θ)
        θ[index] = before - ε
        gradient[index] = (above - J(θ)) / (2 * ε)
        θ[index] = before
    return gradient


def update(network, gradients, α):
    new = [Layer(W.copy(), b.copy(), activation) for W, b, activation in network]
    for (W, b, _), (dW, db) in zip(new, gradients, strict=True):
        W -= α * dW
        b -= α * db
    return new


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    network = [Layer(W.copy(), b.copy(), activation) for W, b, activation in network]
    costs = np.empty(epochs + 1)
    costs[0] = COSTS[cost][0](Y, predict(network, X))
    for epoch in range(epochs):
        for x, y in [(X, Y)] if batch_size is None else minibatches(X, Y, batch_size, rng):
            for (W, b, _), (dW, db) in zip(
                network, backpropagate(network, x, y, cost), strict=True
            ):
                np.subtract(W, α * dW, out=W)
                np.subtract(b, α * db, out=b)
        costs[epoch + 1] = COSTS[cost][0](Y, predict(network, X))
    return network, costs
