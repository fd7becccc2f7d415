"""Random layers, drawn from NumPy's generator; of a unit of rai, the bias comes first."""

import numpy as np

from .forward_propagation import Layer


def _normal(rng, d_in, d_out, size, deviation):
    W = deviation * rng.standard_normal((d_in, d_out, *size))
    W = np.moveaxis(W, (0, 1), (-2, -1))
    return W, np.zeros((*size, 1, d_out) if size else d_out)


def he(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, np.sqrt(2 / d_in))


def xavier(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, np.sqrt(2 / (d_in + d_out)))


def rai(rng, d_in, d_out, size=()):
    deviation = 0.6007 / np.sqrt(d_in)
    V = rng.normal(0, deviation, size=(*size, d_out, d_in + 1))
    units = V.reshape(-1, d_in + 1)
    chosen = rng.integers(d_in + 1, size=len(units))
    units[np.arange(len(units)), chosen] = rng.beta(2, 1, size=len(units))
    W, b = np.swapaxes(V[..., 1:], -1, -2), V[..., 0]
    return W, b[..., None, :] if size else b


def random_network(rng, widths, activations, draw=he):
    ends = zip(widths, widths[1:], activations, strict=False)
    return [Layer(*draw(rng, d_in, d_out), activation) for d_in, d_out, activation in ends]
