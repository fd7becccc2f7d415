"""Activation functions of one number, taken entry by entry."""

import math

from .nested import each, on_lists


def _sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z > -700 else math.exp(max(z, -745.0))


def _sigmoid_prime(z):
    return _sigmoid(z) * _sigmoid(-z)


def _relu(z):
    return z if z > 0 else 0.0


def _relu_prime(z):
    return 1.0 if z > 0 else 0.0


def _leaky_relu(z, slope=0.01):
    return z if z > 0 else slope * z


def _leaky_relu_prime(z, slope=0.01):
    return 1.0 if z > 0 else slope


def _elu(z, alpha=1.0):
    return z if z > 0 else alpha * math.expm1(z)


def _elu_prime(z, alpha=1.0):
    return 1.0 if z > 0 else alpha * math.exp(z)


def _softmax(z):
    """z is one row; rows in rows are taken one by one."""
    if isinstance(z[0], list):
        return [_softmax(row) for row in z]
    top = max(z)
    e = [math.exp(entry - top) for entry in z]
    whole = math.fsum(e)
    return [entry / whole for entry in e]


def _softmax_jacobian(z):
    if isinstance(z[0], list):
        return [_softmax_jacobian(row) for row in z]
    a = _softmax(z)
    return [[ai * ((i == j) - aj) for j, aj in enumerate(a)] for i, ai in enumerate(a)]


# Of one number each: what a network is made of.
FUNCTIONS = {
    "identity": (lambda z: z, lambda z: 1.0),
    "sigmoid": (_sigmoid, _sigmoid_prime),
    "tanh": (math.tanh, lambda z: 1 - math.tanh(z) ** 2),
    "relu": (_relu, _relu_prime),
    "leaky_relu": (_leaky_relu, _leaky_relu_prime),
    "elu": (_elu, _elu_prime),
    "swish": (
        lambda z: z * _sigmoid(z),
        lambda z: _sigmoid(z) + z * _sigmoid_prime(z),
    ),
}


def apply(activation, z):
    """Return a for all of z."""
    return _softmax(z) if activation == "softmax" else each(FUNCTIONS[activation][0], z)


def back(activation, dJ_da, z):
    """Return δ = ∂J/∂z of a layer from ∂J/∂a."""
    if activation == "softmax":
        return [
            [
                sum(d * j for d, j in zip(row, column, strict=True))
                for column in zip(*J, strict=True)
            ]
            for row, J in zip(dJ_da, _softmax_jacobian(z), strict=True)
        ]
    f_prime = FUNCTIONS[activation][1]
    return each(lambda d, entry: d * f_prime(entry), dJ_da, z)


def everywhere(function):
    return on_lists(lambda z, *parameter: each(lambda entry: function(entry, *parameter), z))


identity, identity_prime = map(everywhere, FUNCTIONS["identity"])
sigmoid, sigmoid_prime = map(everywhere, FUNCTIONS["sigmoid"])
tanh, tanh_prime = map(everywhere, FUNCTIONS["tanh"])
relu, relu_prime = map(everywhere, FUNCTIONS["relu"])
leaky_relu, leaky_relu_prime = map(everywhere, FUNCTIONS["leaky_relu"])
elu, elu_prime = map(everywhere, FUNCTIONS["elu"])
swish, swish_prime = map(everywhere, FUNCTIONS["swish"])
softmax, softmax_jacobian = on_lists(_softmax), on_lists(_softmax_jacobian)
