"""Residual connections: blocks that add to their input, so that networks may be deep."""

import numpy as np

from .activations import relu, relu_prime, softmax
from .autodiff import add, apply, gradients, leaf, matmul, softmax_cross_entropy
from .gradient_descent import minibatches
from .initialisation import he
from .normalisation import layer_norm_node


def residual(a, f):
    """Return the node a + f(a) of a node; f takes a node and returns one of the same shape.

    >>> float(residual(leaf(np.array(3.0)), lambda a: add(a, a)).value)
    9.0
    """
    return add(a, f(a))


def path_sums(slopes):
    """Return s (L + 1,), sorted by length: what the paths through L blocks add to the slope.

    slopes are those of each block's f, of one block or more. A path goes round some blocks, and
    through the others, whose slopes are multiplied. s[k] adds up the products of all paths through
    k blocks; the path that goes round all of them has the product 1.

    >>> path_sums([0.5, 4.0])
    array([1. , 4.5, 2. ])
    """
    sums = np.array([1.0])
    for slope in slopes:
        sums = np.append(sums, 0.0) + slope * np.append(0.0, sums)
    return sums


def residual_block(a, W, b, ε=1e-5):
    """Return the node a + relu(X̂)W + b, where X̂ is layer_norm_node(a, ε).

    a (n, d), W (d, d) and b (d,) are nodes.

    >>> a, W, b = (leaf(np.array(v)) for v in ([[1.0, 3.0]], [[1.0, 2.0], [3.0, 4.0]], [5.0, 6.0]))
    >>> residual_block(a, W, b, 0.0).value
    array([[ 9., 13.]])
    """

    def branch(a):
        return add(matmul(apply(relu, relu_prime, layer_norm_node(a, ε)), W), b)

    return residual(a, branch)


def residual_network(rng, d_in, width, blocks, d_out):
    """Return parameters [(W, b), ...] from d_in to d_out: a first layer, blocks, a last layer.

    The first and the last layer are drawn by he, in this order. The blocks, of so many units, are
    all 0: at first each returns what it is given.

    >>> [W.shape for W, b in residual_network(np.random.default_rng(0), 3, 4, 2, 5)]
    [(3, 4), (4, 4), (4, 4), (4, 5)]
    """
    first, last = he(rng, d_in, width), he(rng, width, d_out)
    return [first, *[(np.zeros((width, width)), np.zeros(width)) for _ in range(blocks)], last]


def _last_z(leaves, X):
    """Return the node z of the last layer, given leaves [(W, b), ...]."""
    (W, b), *blocks, (W_last, b_last) = leaves
    a = add(matmul(leaf(X), W), b)
    for W, b in blocks:
        a = residual_block(a, W, b)
    return add(matmul(layer_norm_node(a, 1e-5), W_last), b_last)


def residual_predict(parameters, X):
    """Return ŷ (n, d_out): softmax of the last layer, on X̂ of what the last block returns.

    parameters as in residual_network, X (n, d_in). The first layer has no activation; after it
    comes a residual_block for each block. X̂ is made by layer_norm_node, with ε = 1e-5 as in those.

    >>> parameters = [(np.array([[1.0, 3.0]]), np.zeros(2)), (np.zeros((2, 2)), np.zeros(2))]
    >>> residual_predict(parameters, np.array([[7.0]]))
    array([[0.5, 0.5]])
    """
    return softmax(_last_z([(leaf(W), leaf(b)) for W, b in parameters], X).value)


def residual_gradients(parameters, X, Y):
    """Return (J, [(dW, db), ...]): the cross-entropy of residual_predict, and its gradients.

    X (n, d_in), Y (n, d_out) one-hot; a pair for each layer and block, in their order.

    >>> parameters = [(np.array([[1.0, 3.0]]), np.zeros(2)), (np.zeros((2, 2)), np.zeros(2))]
    >>> J, found = residual_gradients(parameters, np.array([[7.0]]), np.array([[0.0, 1.0]]))
    >>> float(J.round(6)), found[1][1]
    (0.693147, array([ 0.5, -0.5]))
    """
    leaves = [(leaf(W), leaf(b)) for W, b in parameters]
    J = softmax_cross_entropy(_last_z(leaves, X), Y)
    found = gradients(J)
    return J.value, [(found[W], found[b]) for W, b in leaves]


def learn_residual(X, Y, width, blocks, α, epochs, batch_size, rng):
    """Return the parameters of a residual network that has learned to classify X.

    X (n, d_in), Y (n, d_out) one-hot. rng draws the network, then the minibatches of each epoch;
    with each of these every parameter takes one step of gradient descent.

    >>> X, Y = np.array([[-1.0, 1.0], [1.0, -1.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> parameters = learn_residual(X, Y, 4, 2, 0.5, 20, 2, np.random.default_rng(0))
    >>> residual_predict(parameters, X).round().tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    parameters = residual_network(rng, X.shape[1], width, blocks, Y.shape[1])
    for _ in range(epochs):
        for X_batch, Y_batch in minibatches(X, Y, batch_size, rng):
            _, found = residual_gradients(parameters, X_batch, Y_batch)
            pairs = zip(parameters, found, strict=True)
            parameters = [(W - α * dW, b - α * db) for (W, b), (dW, db) in pairs]
    return parameters
