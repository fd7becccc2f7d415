"""L2 by jax.grad of the penalty, and dropout whose backward pass is JAX's own."""

import jax
import jax.numpy as jnp
import numpy as np

from .activations import FUNCTIONS
from .edges import inward, outward
from .forward_propagation import parts


def _penalty(parameters, λ):
    return λ / 2 * sum(jnp.vdot(W, W) for W, _ in parameters)


def l2_cost(network, λ):
    return float(_penalty(parts(network)[0], λ))


def with_l2(network, gradients, λ):
    slopes = jax.grad(_penalty)(parts(network)[0], λ)
    pairs = [tuple(pair) for pair in inward(list(map(tuple, gradients)))]
    return outward(jax.tree.map(jnp.add, [tuple(pair) for pair in slopes], pairs))


def stop_early(costs, patience):
    best = 0
    for epoch in range(1, len(costs)):
        best = epoch if costs[epoch] < costs[best] else best
        if epoch == best + patience:
            return best, epoch
    return best, len(costs) - 1


def dropout_mask(rng, shape, keep):
    return np.array(rng.random(shape) < keep, dtype=float) / keep


def _last(parameters, names, X, masks):
    """Return the last layer's z and a."""
    a = X
    for (W, b), name, mask in zip(parameters, names, [*masks, 1.0], strict=True):
        z = a @ W + b
        a = FUNCTIONS[name](z) * mask
    return z, a


def _cost(parameters, names, X, Y, masks):
    z, _ = _last(parameters, names, X, masks)
    return -(Y * jax.nn.log_softmax(z)).sum() / len(Y)


def predict_dropped(network, X, masks):
    return outward(_last(*parts(network), inward(X), inward(list(masks)))[1])


def dropped_gradients(network, X, Y, masks):
    parameters, names = parts(network)
    given = inward(X), inward(Y), inward(list(masks))
    return outward([tuple(pair) for pair in jax.grad(_cost)(parameters, names, *given)])
