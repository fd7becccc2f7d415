"""From labels to a network that reads digits, by scikit-learn's encoder and metric."""

import numpy as np
from sklearn.metrics import accuracy_score
from sklearn.preprocessing import OneHotEncoder

from .forward_propagation import predict
from .gradient_descent import train
from .initialisation import random_network


def one_hot(labels, classes):
    encoder = OneHotEncoder(categories=[range(classes)], sparse_output=False)
    return encoder.fit_transform(np.reshape(labels, (-1, 1)))


def accuracy(ŷ, Y):
    return accuracy_score(np.argmax(Y, axis=1), np.argmax(ŷ, axis=1))


def hold_out(X, Y, share, rng):
    order = rng.permutation(len(X))
    test, training = np.split(order, [round(share * len(X))])
    return X[training], Y[training], X[test], Y[test]


def hidden_features(network, X):
    return predict(network[:-1], X)


def learn(X, Y, hidden, α, epochs, batch_size, rng):
    widths = [X.shape[1], *hidden, Y.shape[1]]
    network = random_network(rng, widths, ["relu"] * len(hidden) + ["softmax"])
    return train(network, X, Y, "cross_entropy", α, epochs, batch_size, rng)
