"""From labels to a network that reads digits; a half is rounded up, as at school."""

import numpy as np

from .forward_propagation import predict
from .gradient_descent import train
from .initialisation import random_network


def one_hot(labels, classes):
    Y = np.zeros((len(labels), classes))
    for row, label in zip(Y, labels, strict=True):
        row[label] = 1
    return Y


def accuracy(ŷ, Y):
    hits = [np.argmax(row) == np.argmax(target) for row, target in zip(ŷ, Y, strict=True)]
    return sum(hits) / len(hits)


def hold_out(X, Y, share, rng):
    order = rng.permutation(len(X))
    kept = int(share * len(X) + 0.5)
    return X[order[kept:]], Y[order[kept:]], X[order[:kept]], Y[order[:kept]]


def hidden_features(network, X):
    return predict(network[:-1], X)


def learn(X, Y, hidden, α, epochs, batch_size, rng):
    widths = [X.shape[1], *hidden, Y.shape[1]]
    activations = ["relu" for _ in hidden] + ["softmax"]
    network = random_network(rng, widths, activations)
    return train(network, X, Y, "cross_entropy", α, epochs, batch_size, rng)
