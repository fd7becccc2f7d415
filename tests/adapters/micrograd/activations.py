"""Activation functions of one Value, taken entry by entry; each slope is backward()'s."""

import numpy as np
from micrograd.engine import Value

from .values import each, exp, expm1, flat, lists, on_values, slopes, total, values


def _sigmoid(z):
    # Of two forms the one whose power of e is at most 1.
    if z.data > 0:
        return 1 / (1 + exp(-z))
    e = exp(z)
    return e / (1 + e)


def _leaky_relu(z, slope=0.01):
    return z * 1.0 if z.data > 0 else z * slope


def _elu(z, alpha=1.0):
    return z * 1.0 if z.data > 0 else expm1(z) * alpha


def _softmax(row):
    """A row is a list of Values; of a list of rows each is taken by itself."""
    if isinstance(row[0], list):
        return [_softmax(one) for one in row]
    top = max(z.data for z in row)
    powers = [exp(z - top) for z in row]
    whole = total(powers)
    return [power / whole for power in powers]


# Of one Value each: what a network is made of.
FUNCTIONS = {
    "identity": lambda z: z * 1.0,
    "sigmoid": _sigmoid,
    "tanh": lambda z: 2 * _sigmoid(2 * z) - 1,
    "relu": Value.relu,
    "leaky_relu": _leaky_relu,
    "elu": _elu,
    "swish": lambda z: z * _sigmoid(z),
}


def apply(activation, z):
    """Return a for all of z."""
    return _softmax(z) if activation == "softmax" else each(FUNCTIONS[activation], z)


def everywhere(name):
    return on_values(
        lambda z, *parameter: each(
            lambda entry: FUNCTIONS[name](entry, *(value.data for value in parameter)), z
        )
    )


def slope_of(name):
    def slope(z, *parameter, **named):
        z = values(lists(z))
        for entry in flat(z):
            FUNCTIONS[name](entry, *parameter, **named).backward()
        return slopes(z)

    return slope


identity, identity_prime = everywhere("identity"), slope_of("identity")
sigmoid, sigmoid_prime = everywhere("sigmoid"), slope_of("sigmoid")
tanh, tanh_prime = everywhere("tanh"), slope_of("tanh")
relu, relu_prime = everywhere("relu"), slope_of("relu")
leaky_relu, leaky_relu_prime = everywhere("leaky_relu"), slope_of("leaky_relu")
elu, elu_prime = everywhere("elu"), slope_of("elu")
swish, swish_prime = everywhere("swish"), slope_of("swish")
softmax = on_values(_softmax)


def softmax_jacobian(z):
    """Derive one output after another, each from Values of its own."""
    z = lists(z)
    if isinstance(z[0], list):
        return np.array([softmax_jacobian(row) for row in z])
    rows = []
    for i in range(len(z)):
        row = values(z)
        _softmax(row)[i].backward()
        rows.append(slopes(row))
    return np.array(rows)
