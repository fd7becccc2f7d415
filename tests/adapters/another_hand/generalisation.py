"""Powers column by column, and masks of booleans for the parts of the samples."""

import numpy as np


def powers(x, degree):
    table = np.ones((len(x), degree))
    for column in range(degree):
        table[:, column] = x ** (column + 1)
    return table


def three_way(X, Y, validation, test, rng):
    order = rng.permutation(len(X))
    first = round(test * len(X))
    second = first + round(validation * len(X))
    return [(X[part], Y[part]) for part in (order[second:], order[first:second], order[:first])]


def choose(costs):
    return sorted(range(len(costs)), key=lambda place: costs[place])[0]
