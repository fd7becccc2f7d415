"""Lists for tuples, tuples for lists, arrays for lists of numbers, a list for a generator."""

import numpy as np


def forward(network, X):
    signals, a = (), X
    for W, b, activation in network:
        z = weighted_sum(a, W, b)
        a = ACTIVATIONS[activation][0](z)
        signals += ([z, a],)
    return signals


def backpropagate(network, X, Y, cost):
    return tuple(list(pair) for pair in backward(network, X, Y, forward(network, X), cost))


def collapse(layers):
    layers = list(layers)
    while len(layers) > 1:
        (V, c), (W, b) = layers[-2:]
        layers[-2:] = [[V @ W, c @ W + b]]
    return list(layers[0])


def minibatches(X, Y, size, rng):
    order = np.arange(len(X))
    rng.shuffle(order)
    return [[X[order[i : i + size]], Y[order[i : i + size]]] for i in range(0, len(X), size)]


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    J = COSTS[cost][0]
    costs = [J(Y, predict(network, X))]
    for _ in range(epochs):
        for batch in minibatches(X, Y, batch_size, rng) if batch_size else [[X, Y]]:
            network = descend(network, *batch, cost, α)
        costs += [J(Y, predict(network, X))]
    return [tuple(network), np.array(costs)]


def count_parameters(network):
    return tuple(W.size + b.size for W, b, _ in network)


def gradient_norms(network, X, Y, cost):
    return np.array([np.linalg.norm(dW) for dW, _ in backpropagate(network, X, Y, cost)])


def silent_share(network, X):
    return tuple((a == 0).mean(axis=0) for _, a in forward(network, X)[:-1])


def hold_out(X, Y, share, rng):
    order = rng.permutation(len(X))
    test, training = np.split(order, [round(share * len(X))])
    return [part[chosen] for chosen in (training, test) for part in (X, Y)]
