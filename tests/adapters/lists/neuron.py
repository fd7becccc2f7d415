"""One neuron, or a layer of them, as loops over lists."""

from .nested import on_lists, plus, product


@on_lists
def weighted_sum(x, W, b):
    return plus(product(x, W), b)


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))
