"""A network for images: convolution, ReLU, max pooling of 2×2, and a softmax layer."""

import numpy as np

from .activations import relu, relu_prime, softmax
from .convolution import conv, conv_back, output_size
from .cost import cross_entropy
from .gradient_descent import minibatches
from .neuron import weighted_sum
from .pooling import max_pool, max_pool_back


def random_image_network(rng, shape, count, size, classes):
    """Return the parameters of two layers, [(K, b), (W, b)], for images of this shape (h, w, c).

    K (size, size, c, count) are the kernels. W has a row for each number that 2×2 pooling leaves of
    what they find, and a column for each class. Weights are normal with mean 0 and variance 2/d,
    where d is how many inputs a unit has; each b is 0.

    >>> parameters = random_image_network(np.random.default_rng(0), (8, 8, 1), 16, 5, 10)
    >>> [(W.shape, b.shape) for W, b in parameters]
    [((5, 5, 1, 16), (16,)), ((64, 10), (10,))]
    """
    h, w, c = shape
    rows, columns = (output_size(side, size, 0, 1) // 2 for side in (h, w))
    seen, found = size * size * c, rows * columns * count
    K = rng.standard_normal((size, size, c, count)) * np.sqrt(2 / seen)
    W = rng.standard_normal((found, classes)) * np.sqrt(2 / found)
    return [(K, np.zeros(count)), (W, np.zeros(classes))]


def image_forward(parameters, X):
    """Return (Z, where, P, ŷ): what each part of the network makes of images X (n, h, w, c).

    parameters are the arrays [(K, b), (W, b)] of both layers. Z is what conv returns; relu and
    max_pool of 2×2 follow, where is max_pool's. P (n, d) has the pooled numbers of an image in one
    row, place by place, and kernel by kernel in each. ŷ (n, k) is the softmax of the last layer.

    >>> parameters = random_image_network(np.random.default_rng(0), (8, 8, 1), 16, 5, 10)
    >>> [part.shape for part in image_forward(parameters, np.zeros((3, 8, 8, 1)))]
    [(3, 4, 4, 16), (3, 2, 2, 16), (3, 64), (3, 10)]
    """
    (K, b_K), (W, b) = parameters
    Z = conv(X, K, b_K)
    pooled, where = max_pool(relu(Z), 2)
    P = pooled.reshape(len(X), -1)
    return Z, where, P, softmax(weighted_sum(P, W, b))


def image_gradients(parameters, X, Y):
    """Return the gradients [(dK, db), (dW, db)] of cross-entropy, each of its parameter's shape.

    parameters and X as in image_forward, Y (n, k) one-hot.

    >>> parameters = random_image_network(np.random.default_rng(0), (8, 8, 1), 16, 5, 10)
    >>> (dK, _), (dW, _) = image_gradients(parameters, np.zeros((1, 8, 8, 1)), np.eye(10)[:1])
    >>> dK.shape, dW.shape
    ((5, 5, 1, 16), (64, 10))
    """
    (K, _), (W, _) = parameters
    Z, where, P, ŷ = image_forward(parameters, X)
    δ = (ŷ - Y) / len(Y)
    d_pooled = (δ @ W.T).reshape(where.shape)
    dZ = max_pool_back(d_pooled, where, Z.shape) * relu_prime(Z)
    _, dK, db_K = conv_back(dZ, X, K)
    return [(dK, db_K), (P.T @ δ, δ.sum(axis=0))]


def learn_images(X, Y, count, size, α, epochs, batch_size, rng):
    """Return (parameters, costs): a random image network, trained on X (n, h, w, c) and Y (n, k).

    count and size as in random_image_network, Y one-hot; α, epochs and costs as in train. The cost
    is cross-entropy. rng draws the network, then the minibatches, of batch_size images each.

    >>> X, Y = np.stack([np.eye(4), 1 - np.eye(4)])[..., None], np.eye(2)
    >>> parameters, costs = learn_images(X, Y, 2, 3, 0.1, 10, 2, np.random.default_rng(0))
    >>> len(costs), bool(costs[-1] < costs[0])
    (11, True)
    """
    parameters = random_image_network(rng, X.shape[1:], count, size, Y.shape[1])
    costs = [cross_entropy(Y, image_forward(parameters, X)[-1])]
    for _ in range(epochs):
        for rows, Y_batch in minibatches(X.reshape(len(X), -1), Y, batch_size, rng):
            gradients = image_gradients(parameters, rows.reshape(-1, *X.shape[1:]), Y_batch)
            layers = zip(parameters, gradients, strict=True)
            parameters = [(W - α * dW, b - α * db) for (W, b), (dW, db) in layers]
        costs.append(cross_entropy(Y, image_forward(parameters, X)[-1]))
    return parameters, costs
