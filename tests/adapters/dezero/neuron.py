"""One neuron, or a layer of them, as a matrix product of variables."""

from dezero import functions

from .variables import on_variables


@on_variables
def weighted_sum(x, W, b):
    return functions.matmul(x, W) + b


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))
