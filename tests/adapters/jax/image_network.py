"""A network for images whose gradients jax.grad derives."""

import jax
import numpy as np

from .convolution import convolved
from .edges import inward, outward
from .gradient_descent import minibatches
from .pooling import greatest


def random_image_network(rng, shape, count, size, classes):
    *sides, channels = shape
    rows, columns = ((side - size + 1) // 2 for side in sides)
    layers = []
    for each in ((size, size, channels, count), (rows * columns * count, classes)):
        layers.append((rng.normal(size=each) * np.sqrt(2 / np.prod(each[:-1])), np.zeros(each[-1])))
    return layers


@jax.jit
def parts_of(parameters, X):
    (K, b_K), (W, b) = parameters
    Z = convolved(X, K, b_K)
    pooled, where = greatest(jax.nn.relu(Z), 2)
    P = pooled.reshape(len(X), -1)
    return Z, where, P, P @ W + b


def cost_of(parameters, X, Y):
    *_, scores = parts_of(parameters, X)
    return -(Y * jax.nn.log_softmax(scores)).sum() / len(Y)


slopes_of = jax.jit(jax.grad(cost_of))


def image_forward(parameters, X):
    *parts, scores = parts_of(*inward((parameters, X)))
    return outward((*parts, jax.nn.softmax(scores)))


def image_gradients(parameters, X, Y):
    return outward(slopes_of(*inward((parameters, X, Y))))


def learn_images(X, Y, count, size, α, epochs, batch_size, rng):
    parameters = inward(random_image_network(rng, X.shape[1:], count, size, Y.shape[1]))
    costs = [float(cost_of(parameters, *inward((X, Y))))]
    for _ in range(epochs):
        for batch in minibatches(X, Y, batch_size, rng):
            slopes = slopes_of(parameters, *inward(batch))
            parameters = jax.tree.map(lambda θ, dθ: θ - α * dθ, parameters, slopes)
        costs.append(float(cost_of(parameters, *inward((X, Y)))))
    return outward(parameters), costs
