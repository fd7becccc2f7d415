"""From labels to a network that reads digits."""

import torch
from torch.nn import functional

from .forward_propagation import layers_of, signals_of
from .gradient_descent import train
from .initialisation import random_network
from .tensors import array, tensor


def one_hot(labels, classes):
    return array(functional.one_hot(tensor(labels).long(), classes).double())


def accuracy(ŷ, Y):
    return (tensor(ŷ).argmax(dim=1) == tensor(Y).argmax(dim=1)).double().mean().item()


def hold_out(X, Y, share, rng):
    order = rng.permutation(len(X))
    test, training = torch.tensor_split(torch.from_numpy(order), [round(share * len(X))])
    return X[training.numpy()], Y[training.numpy()], X[test.numpy()], Y[test.numpy()]


def hidden_features(network, X):
    return array(signals_of(layers_of(network[:-1]), tensor(X))[-1][1])


def learn(X, Y, hidden, α, epochs, batch_size, rng):
    widths = [X.shape[1], *hidden, Y.shape[1]]
    network = random_network(rng, widths, ["relu"] * len(hidden) + ["softmax"])
    return train(network, X, Y, "cross_entropy", α, epochs, batch_size, rng)
