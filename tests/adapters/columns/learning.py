"""From labels to a network that reads digits, one digit a column."""

import numpy as np

from .forward_propagation import run, standing
from .gradient_descent import train
from .initialisation import random_network
from .turned import turned


def one_hot(labels, classes):
    columns = np.zeros((classes, len(labels)))
    columns[labels, range(len(labels))] = 1
    return turned(columns)


def accuracy(ŷ, Y):
    return float(np.mean(turned(ŷ).argmax(axis=0) == turned(Y).argmax(axis=0)))


def hold_out(X, Y, share, rng):
    order = rng.permutation(len(X))
    kept = round(share * len(X))
    parts = order[kept:], order[:kept]
    X_train, X_test, Y_train, Y_test = (Z[part] for Z in (X, Y) for part in parts)
    return X_train, Y_train, X_test, Y_test


def hidden_features(network, X):
    return turned(run(standing(network)[:-1], turned(X))[-1][1])


def learn(X, Y, hidden, α, epochs, batch_size, rng):
    widths = [X.shape[1], *hidden, Y.shape[1]]
    network = random_network(rng, widths, ["relu"] * len(hidden) + ["softmax"])
    return train(network, X, Y, "cross_entropy", α, epochs, batch_size, rng)
