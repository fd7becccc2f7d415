"""From labels to a network that reads digits, given a long night."""

import numpy as np

from .forward_propagation import predict
from .gradient_descent import train
from .initialisation import random_network


def one_hot(labels, classes):
    return np.array([[1.0 if k == label else 0.0 for k in range(classes)] for label in labels])


def accuracy(ŷ, Y):
    return float(np.mean(np.argmax(ŷ, axis=1) == np.argmax(Y, axis=1)))


def hold_out(X, Y, share, rng):
    order = rng.permutation(len(X))
    kept = round(share * len(X))
    return X[order[kept:]], Y[order[kept:]], X[order[:kept]], Y[order[:kept]]


def hidden_features(network, X):
    return predict(network[:-1], X)


def learn(X, Y, hidden, α, epochs, batch_size, rng):
    widths = [X.shape[1], *hidden, Y.shape[1]]
    network = random_network(rng, widths, ["relu"] * len(hidden) + ["softmax"])
    return train(network, X, Y, "cross_entropy", α, epochs, batch_size, rng)
