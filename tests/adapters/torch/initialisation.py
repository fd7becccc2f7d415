"""Random layers, drawn from NumPy's generator and worked on as tensors."""

import torch

from .forward_propagation import Layer
from .tensors import array, tensor


def _normal(rng, d_in, d_out, size, variance):
    W = tensor(rng.standard_normal((*size, d_in, d_out))) * variance**0.5
    b = torch.zeros((*size, 1, d_out) if size else d_out, dtype=W.dtype)
    return array(W), array(b)


def he(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / d_in)


def xavier(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / (d_in + d_out))


def rai(rng, d_in, d_out, size=()):
    V = tensor(rng.standard_normal((*size, d_in + 1, d_out))) * (0.6007 / d_in**0.5)
    chosen = torch.from_numpy(rng.integers(d_in + 1, size=(*size, 1, d_out)))
    V = array(V.scatter(-2, chosen, tensor(rng.beta(2, 1, size=chosen.shape))))
    W, b = V[..., :d_in, :], V[..., d_in:, :]
    return W, b if size else b[0]


def random_network(rng, widths, activations, draw=he):
    ends = zip(widths, widths[1:], activations, strict=False)
    return [Layer(*draw(rng, d_in, d_out), activation) for d_in, d_out, activation in ends]
