"""Random layers: the numbers come from NumPy's generator, the rest is done on lists."""

import math

import numpy as np

from .forward_propagation import Layer
from .nested import each


def _normal(rng, d_in, d_out, size, deviation):
    drawn = rng.standard_normal((*size, d_in, d_out)).tolist()
    b = np.zeros((*size, 1, d_out) if size else d_out)
    return np.array(each(lambda draw: draw * deviation, drawn)), b


def he(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, math.sqrt(2 / d_in))


def xavier(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, math.sqrt(2 / (d_in + d_out)))


def _unit(rng, d_in):
    """Return one unit's weights and its bias; one of them is redrawn, and never negative."""
    numbers = [draw * 0.6007 / math.sqrt(d_in) for draw in rng.standard_normal(d_in + 1).tolist()]
    numbers[int(rng.integers(d_in + 1))] = float(rng.beta(2, 1))
    return numbers


def rai(rng, d_in, d_out, size=()):
    if size:
        layers = [rai(rng, d_in, d_out, size[1:]) for _ in range(size[0])]
        W, b = (np.array(parts) for parts in zip(*layers, strict=True))
        return W, b if len(size) > 1 else b[:, None]
    units = [_unit(rng, d_in) for _ in range(d_out)]
    return np.array([unit[:-1] for unit in units]).T, np.array([unit[-1] for unit in units])


def random_network(rng, widths, activations, draw=he):
    return [
        Layer(*draw(rng, widths[i], widths[i + 1]), activation)
        for i, activation in enumerate(activations)
    ]
