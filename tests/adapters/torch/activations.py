"""Activation functions of torch.nn.functional; each slope is autograd's."""

import torch
from torch.nn import functional

from .tensors import array, on_tensors, slope, tensor

# On tensors: what a network is made of.
FUNCTIONS = {
    "identity": lambda z: z.clone(),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": functional.relu,
    "leaky_relu": lambda z, slope=0.01: functional.leaky_relu(z, slope),
    "elu": lambda z, alpha=1.0: functional.elu(z, alpha),
    "swish": functional.silu,
    "softmax": lambda z: torch.softmax(z, dim=-1),
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


def softmax_jacobian(z):
    """Differentiate each row of z by itself."""
    z = tensor(z)
    rows = z.reshape(-1, z.shape[-1])
    jacobians = torch.func.vmap(torch.func.jacrev(FUNCTIONS["softmax"]))(rows)
    return array(jacobians.reshape(*z.shape, z.shape[-1]))
