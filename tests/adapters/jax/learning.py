"""From labels to a network that reads digits."""

import jax
import jax.numpy as jnp

from .edges import inward, outward
from .forward_propagation import parts, signals_of
from .gradient_descent import train
from .initialisation import random_network


def one_hot(labels, classes):
    return outward(jax.nn.one_hot(jnp.asarray(labels), classes, dtype=float))


def accuracy(ŷ, Y):
    right = jnp.argmax(inward(ŷ), axis=1) == jnp.argmax(inward(Y), axis=1)
    return float(jnp.mean(right, dtype=float))


def hold_out(X, Y, share, rng):
    order = rng.permutation(len(X))
    kept = round(share * len(X))
    test, training = order[:kept], order[kept:]
    return X[training], Y[training], X[test], Y[test]


def hidden_features(network, X):
    return outward(signals_of(*parts(network), inward(X))[-2][1])


def learn(X, Y, hidden, α, epochs, batch_size, rng):
    widths = [X.shape[1], *hidden, Y.shape[1]]
    network = random_network(rng, widths, ["relu"] * len(hidden) + ["softmax"])
    return train(network, X, Y, "cross_entropy", α, epochs, batch_size, rng)
