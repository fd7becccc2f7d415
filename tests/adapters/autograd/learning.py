"""From labels to a network that reads digits."""

import autograd.numpy as np

from .forward_propagation import forward
from .gradient_descent import train
from .initialisation import random_network


def one_hot(labels, classes):
    return 1.0 * (np.array(labels)[:, None] == np.arange(classes))


def accuracy(ŷ, Y):
    return np.mean(np.argmax(ŷ, axis=1) == np.argmax(Y, axis=1))


def hold_out(X, Y, share, rng):
    order = rng.permutation(len(X))
    test, training = np.split(order, [int(np.rint(share * len(X)))])
    return X[training], Y[training], X[test], Y[test]


def hidden_features(network, X):
    return forward(network, X)[-2][1]


def learn(X, Y, hidden, α, epochs, batch_size, rng):
    widths = [X.shape[1], *hidden, Y.shape[1]]
    network = random_network(rng, widths, [*["relu"] * len(hidden), "softmax"])
    return train(network, X, Y, "cross_entropy", α, epochs, batch_size, rng)
