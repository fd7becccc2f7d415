"""Activation functions of mygrad and mygrad.nnet; each slope is what backward() leaves in grad."""

import mygrad as mg
import numpy as np
from mygrad.nnet import activations as nnet

from .tensors import on_tensors, slope


def _sigmoid(z):
    return nnet.sigmoid(mg.clip(z, -700, None))


def _leaky_relu(z, slope=0.01):
    # The library's own has the slope 0 at the kink.
    return mg.where(z.data > 0, z, slope * z)


def _elu(z, alpha=1.0):
    # The library's own has the slope 1 at the kink, whatever alpha is.
    return mg.where(z.data > 0, z, alpha * mg.expm1(mg.where(z.data > 0, 0.0, z)))


# On tensors: what a network is made of.
FUNCTIONS = {
    "identity": lambda z: +z,
    "sigmoid": _sigmoid,
    "tanh": nnet.tanh,
    "relu": nnet.relu,
    "leaky_relu": _leaky_relu,
    "elu": _elu,
    "swish": lambda z: z * _sigmoid(z),
    "softmax": nnet.softmax,
}


def slope_of(name):
    return on_tensors(lambda z, *parameter: slope(FUNCTIONS[name], z, *parameter))


identity, identity_prime = on_tensors(FUNCTIONS["identity"]), slope_of("identity")
sigmoid, sigmoid_prime = on_tensors(FUNCTIONS["sigmoid"]), slope_of("sigmoid")
tanh, tanh_prime = on_tensors(FUNCTIONS["tanh"]), slope_of("tanh")
relu, relu_prime = on_tensors(FUNCTIONS["relu"]), slope_of("relu")
leaky_relu, leaky_relu_prime = on_tensors(FUNCTIONS["leaky_relu"]), slope_of("leaky_relu")
elu, elu_prime = on_tensors(FUNCTIONS["elu"]), slope_of("elu")
swish, swish_prime = on_tensors(FUNCTIONS["swish"]), slope_of("swish")
softmax = on_tensors(FUNCTIONS["softmax"])


@on_tensors
def softmax_jacobian(z):
    """Send each unit vector back through all rows at once."""
    units = np.eye(z.shape[-1])
    return np.stack([slope(lambda z, unit=unit: nnet.softmax(z) * unit, z) for unit in units], -2)
