"""From labels to a network that reads digits."""

import numpy as np
from dezero import functions

from .forward_propagation import predict
from .gradient_descent import train
from .initialisation import random_network


def one_hot(labels, classes):
    return np.identity(classes)[np.asarray(labels)]


def accuracy(ŷ, Y):
    return float(functions.accuracy(ŷ, Y.argmax(axis=1)).data)


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
