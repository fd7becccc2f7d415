"""A network for images whose backward pass is written out, part by part."""

import numpy as np

from .convolution import conv, conv_back
from .gradient_descent import minibatches
from .pooling import cut


def random_image_network(rng, shape, count, size, classes):
    h, w, c = shape
    found = (h - size + 1) // 2 * ((w - size + 1) // 2) * count
    K = rng.normal(0, (2 / (size * size * c)) ** 0.5, (size, size, c, count))
    W = rng.normal(0, (2 / found) ** 0.5, (found, classes))
    return [(K, np.zeros(count)), (W, np.zeros(classes))]


def probabilities(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def image_forward(parameters, X):
    (K, b_K), (W, b) = parameters
    Z = conv(X, K, b_K)
    seen = np.stack(cut(Z * (Z > 0), 2))
    places = np.arange(Z.shape[1] * Z.shape[2]).reshape(1, *Z.shape[1:3], 1)
    listed = np.stack([np.broadcast_to(part, seen.shape[1:]) for part in cut(places, 2)])
    best = seen.argmax(axis=0)[None]
    pooled, where = (np.take_along_axis(of, best, 0)[0] for of in (seen, listed))
    P = pooled.reshape(len(X), -1)
    return Z, where, P, probabilities(P @ W + b)


def cost_of(parameters, X, Y):
    _, _, _, ŷ = image_forward(parameters, X)
    return -(Y * np.log(np.maximum(ŷ, 1e-12))).sum() / len(Y)


def image_gradients(parameters, X, Y):
    (K, _), (W, _) = parameters
    Z, where, P, ŷ = image_forward(parameters, X)
    δ = (ŷ - Y) / len(X)
    d_pooled = (δ @ W.T).reshape(where.shape)
    places = np.arange(Z.shape[1] * Z.shape[2]).reshape(1, *Z.shape[1:3], 1)
    dZ = np.zeros(Z.shape)
    for part, place in zip(cut(dZ, 2), cut(places, 2), strict=True):
        part[...] = d_pooled * (where == place)
    dZ = dZ * (Z > 0)
    _, dK, db_K = conv_back(dZ, X, K)
    return [(dK, db_K), (P.T @ δ, δ.sum(axis=0))]


def learn_images(X, Y, count, size, α, epochs, batch_size, rng):
    parameters = random_image_network(rng, X.shape[1:], count, size, Y.shape[1])
    costs = [cost_of(parameters, X, Y)]
    for _ in range(epochs):
        for x, y in minibatches(X, Y, batch_size, rng):
            gradients = image_gradients(parameters, x, y)
            parameters = [
                (W - α * dW, b - α * db)
                for (W, b), (dW, db) in zip(parameters, gradients, strict=True)
            ]
        costs.append(cost_of(parameters, X, Y))
    return parameters, costs
