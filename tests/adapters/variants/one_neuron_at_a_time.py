"""A layer is its neurons, one after another; products of vectors are np.dot."""

import numpy as np


def weighted_sum(x, W, b):
    if W.ndim == 1:
        return np.dot(x, W) + b
    columns = [np.dot(x, W[:, j]) + b[j] for j in range(W.shape[1])]
    return np.stack(columns, axis=-1)


def collapse(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = np.dot(W, W_next), np.dot(b, W_next) + b_next
    return W, b


def learn(X, Y, hidden, α, epochs, batch_size, rng):
    widths = [X.shape[1]] + hidden + [Y.shape[1]]  # noqa: RUF005  hidden is a list
    network = random_network(rng, widths, ["relu"] * len(hidden) + ["softmax"])
    return train(network, X, Y, "cross_entropy", α, epochs, batch_size, rng)
