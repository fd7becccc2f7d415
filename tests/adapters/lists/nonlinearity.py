"""A stack of linear layers is one layer: multiply from the last to the first."""

import numpy as np

from .nested import each, lists, on_lists, plus, product


def collapse(layers):
    *earlier, (W, b) = [(lists(W), lists(b)) for W, b in layers]
    for W_before, b_before in reversed(earlier):
        W, b = product(W_before, W), plus(product(b_before, W), b)
    return np.array(W), np.array(b)


@on_lists
def decide(ŷ):
    return each(lambda prediction: int(prediction > 1 / 2), ŷ)
