"""Activation functions of dezero.functions; each slope is what backward() leaves in grad."""

import numpy as np
from dezero import functions

from .variables import on_variables, slope


def _elu(z, alpha=1.0):
    """With t = tanh(z/2), e^z − 1 is 2t/(1 − t), which keeps its digits near 0."""
    right = z.data > 0
    t = functions.tanh(functions.clip(z, -np.inf, 0.0) / 2)
    return z * right + 2 * alpha * t / (1 - t) * ~right


# On variables: what a network is made of.
FUNCTIONS = {
    "identity": lambda z: z * 1.0,
    "sigmoid": functions.sigmoid,
    "tanh": functions.tanh,
    "relu": functions.relu,
    "leaky_relu": lambda z, slope=0.01: functions.leaky_relu(z, number(slope)),
    "elu": lambda z, alpha=1.0: _elu(z, number(alpha)),
    "swish": lambda z: z * functions.sigmoid(z),
    "softmax": lambda z: functions.softmax(z, axis=-1),
}


def number(parameter):
    """A parameter is no variable: nothing is derived by it."""
    return getattr(parameter, "data", parameter)


def slope_of(name):
    return on_variables(lambda z, *parameter: slope(FUNCTIONS[name], z, *parameter))


identity, identity_prime = on_variables(FUNCTIONS["identity"]), slope_of("identity")
sigmoid, sigmoid_prime = on_variables(FUNCTIONS["sigmoid"]), slope_of("sigmoid")
tanh, tanh_prime = on_variables(FUNCTIONS["tanh"]), slope_of("tanh")
relu, relu_prime = on_variables(FUNCTIONS["relu"]), slope_of("relu")
leaky_relu, leaky_relu_prime = on_variables(FUNCTIONS["leaky_relu"]), slope_of("leaky_relu")
elu, elu_prime = on_variables(FUNCTIONS["elu"]), slope_of("elu")
swish, swish_prime = on_variables(FUNCTIONS["swish"]), slope_of("swish")
softmax = on_variables(FUNCTIONS["softmax"])


@on_variables
def softmax_jacobian(z):
    """Send each unit vector back through all rows at once."""
    units = np.eye(z.shape[-1])
    softmax = FUNCTIONS["softmax"]
    rows = [slope(lambda z, unit=unit: softmax(z) * unit, z).data for unit in units]
    return np.stack(rows, axis=-2)
