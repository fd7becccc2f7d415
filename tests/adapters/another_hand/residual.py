"""Residual networks by hand: the way back is written out, without nodes."""

import numpy as np

from .activations import softmax
from .autodiff import Node, add, apply, matmul
from .cost import cross_entropy
from .gradient_descent import minibatches
from .initialisation import he
from .normalisation import layer_norm_node

EPSILON = 1e-5


def residual(a, f):
    branch = f(a)
    return Node(branch.value + a.value, [branch, a], [lambda G: G, lambda G: G])


def path_sums(slopes):
    return np.poly(-np.asarray(slopes))


def residual_block(a, W, b, ε=EPSILON):
    h = apply(lambda x: x * (x > 0), lambda x: (x > 0) * 1.0, layer_norm_node(a, ε))
    return residual(a, lambda _: add(matmul(h, W), b))


def residual_network(rng, d_in, width, blocks, d_out):
    first, last = he(rng, d_in, width), he(rng, width, d_out)
    zeros = np.zeros((blocks, width, width)), np.zeros((blocks, width))
    return [first, *zip(*zeros, strict=True), last]


def normalised(a):
    centred = a - a.mean(axis=1)[:, None]
    root = np.sqrt(np.mean(centred * centred, axis=1) + EPSILON)[:, None]
    return centred / root, root


def back(G, X_hat, root):
    return (G - G.mean(axis=1)[:, None] - X_hat * (G * X_hat).mean(axis=1)[:, None]) / root


def pass_through(parameters, X):
    """Return (X̂, root) before each block and before the last layer, and the last z."""
    (W, b), *blocks, (W_last, b_last) = parameters
    a, seen = X @ W + b, []
    for W, b in blocks:
        seen.append(normalised(a))
        a = a + (np.maximum(seen[-1][0], 0) @ W + b)
    seen.append(normalised(a))
    return seen, seen[-1][0] @ W_last + b_last


def residual_predict(parameters, X):
    return softmax(pass_through(parameters, X)[1])


def residual_gradients(parameters, X, Y):
    seen, z = pass_through(parameters, X)
    ŷ = softmax(z)
    δ = (ŷ - Y) / len(Y)
    found = [(seen[-1][0].T @ δ, δ.sum(axis=0))]
    G = back(δ @ parameters[-1][0].T, *seen[-1])
    for (W, _), (X_hat, root) in zip(parameters[-2:0:-1], seen[-2::-1], strict=True):
        found.append((np.maximum(X_hat, 0).T @ G, G.sum(axis=0)))
        G = G + back((G @ W.T) * (X_hat > 0), X_hat, root)
    found.append((X.T @ G, G.sum(axis=0)))
    return cross_entropy(Y, ŷ), found[::-1]


def learn_residual(X, Y, width, blocks, α, epochs, batch_size, rng):
    parameters = residual_network(rng, X.shape[1], width, blocks, Y.shape[1])
    for _ in range(epochs):
        for batch in minibatches(X, Y, batch_size, rng):
            _, found = residual_gradients(parameters, *batch)
            parameters = [
                tuple(θ - α * dθ for θ, dθ in zip(*both, strict=True))
                for both in zip(parameters, found, strict=True)
            ]
    return parameters
