"""From labels to a network that reads digits, slowly."""

import numpy as np

from .forward_propagation import listed, signals_of
from .gradient_descent import train
from .initialisation import random_network
from .nested import lists


def one_hot(labels, classes):
    return np.array([[float(label == k) for k in range(classes)] for label in labels.tolist()])


def accuracy(ŷ, Y):
    pairs = zip(lists(ŷ), lists(Y), strict=True)
    right = [row.index(max(row)) == target.index(max(target)) for row, target in pairs]
    return sum(right) / len(right)


def hold_out(X, Y, share, rng):
    order = rng.permutation(len(X)).tolist()
    kept = round(share * len(X))
    test, training = order[:kept], order[kept:]
    return [part[chosen] for chosen in (training, test) for part in (X, Y)]


def hidden_features(network, X):
    return np.array(signals_of(listed(network), lists(X))[-2][1])


def learn(X, Y, hidden, α, epochs, batch_size, rng):
    widths = [X.shape[1], *hidden, Y.shape[1]]
    network = random_network(rng, widths, ["relu"] * len(hidden) + ["softmax"])
    return train(network, X, Y, "cross_entropy", α, epochs, batch_size, rng)
