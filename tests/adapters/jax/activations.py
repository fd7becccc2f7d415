"""Activation functions of jax.nn; each slope is jax.grad's, one entry at a time under vmap."""

import jax
import jax.numpy as jnp

from .edges import on_jax

# On JAX arrays: what a network is made of.
FUNCTIONS = {
    "identity": lambda z: z,
    "sigmoid": jax.nn.sigmoid,
    "tanh": jnp.tanh,
    "relu": jax.nn.relu,
    "leaky_relu": lambda z, slope=0.01: jnp.where(z > 0, z, slope * z),
    "elu": jax.nn.elu,
    "swish": jax.nn.silu,
    "softmax": jax.nn.softmax,
}


def slope_of(name):
    """Differentiate a function of one number, and take the slope at every entry."""
    slope = jax.grad(lambda z, *parameter: FUNCTIONS[name](z, *parameter))

    def everywhere(z, *parameter):
        return jax.vmap(lambda entry: slope(entry, *parameter))(z.ravel()).reshape(z.shape)

    return on_jax(everywhere)


identity, identity_prime = on_jax(FUNCTIONS["identity"]), slope_of("identity")
sigmoid, sigmoid_prime = on_jax(FUNCTIONS["sigmoid"]), slope_of("sigmoid")
tanh, tanh_prime = on_jax(FUNCTIONS["tanh"]), slope_of("tanh")
relu, relu_prime = on_jax(FUNCTIONS["relu"]), slope_of("relu")
leaky_relu, leaky_relu_prime = on_jax(FUNCTIONS["leaky_relu"]), slope_of("leaky_relu")
elu, elu_prime = on_jax(FUNCTIONS["elu"]), slope_of("elu")
swish, swish_prime = on_jax(FUNCTIONS["swish"]), slope_of("swish")
softmax = on_jax(FUNCTIONS["softmax"])


@on_jax
def softmax_jacobian(z):
    rows = jax.vmap(jax.jacobian(jax.nn.softmax))(z.reshape(-1, z.shape[-1]))
    return rows.reshape(*z.shape, z.shape[-1])
