"""Gradient descent: step against the gradient, over and over, to make the cost small."""

from .backpropagation import backpropagate
from .cost import COSTS
from .forward_propagation import Layer, predict


def update(network, gradients, α):
    """Return a new network, one step downhill: W − α·dW and b − α·db in every layer.

    gradients are [(dW, db), ...], one pair a layer, α the learning rate.
    The old network is left as it was.

    >>> import numpy as np
    >>> network = [Layer(np.array([[3.0]]), np.array([1.0]), "identity")]
    >>> update(network, [(np.array([[5.0]]), np.array([-2.0]))], 0.5)
    [Layer(W=array([[0.5]]), b=array([2.]), activation='identity')]
    """
    return [
        Layer(W - α * dW, b - α * db, activation)
        for (W, b, activation), (dW, db) in zip(network, gradients, strict=True)
    ]


def descend(network, X, Y, cost, α):
    """Return a new network after one step: first every layer's gradients, then every update.

    X (n, d_in), Y (n, d_out), cost a name in COSTS, α the learning rate.

    >>> import numpy as np
    >>> network = [Layer(np.array([[3.0]]), np.array([0.0]), "identity")]
    >>> descend(network, np.array([[1.0], [2.0]]), np.array([[2.0], [4.0]]), "mse", 0.1)
    [Layer(W=array([[2.5]]), b=array([-0.3]), activation='identity')]
    """
    return update(network, backpropagate(network, X, Y, cost), α)


def minibatches(X, Y, size, rng):
    """Yield (X_batch, Y_batch), pairs of size samples each; the last may have fewer.

    X (n, d_in) and Y (n, d_out) are shuffled by rng together, so that a sample keeps its
    target. Every sample comes exactly once.

    >>> import numpy as np
    >>> X = np.array([[1], [2], [3]])
    >>> batches = list(minibatches(X, 10 * X, 2, np.random.default_rng(0)))
    >>> [len(X_batch) for X_batch, Y_batch in batches]
    [2, 1]
    >>> all((Y_batch == 10 * X_batch).all() for X_batch, Y_batch in batches)
    True
    """
    order = rng.permutation(len(X))
    for start in range(0, len(X), size):
        batch = order[start : start + size]
        yield X[batch], Y[batch]


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    """Return (network, costs) after so many epochs of gradient descent, each once through X.

    X (n, d_in), Y (n, d_out), cost a name in COSTS, α the learning rate. An epoch is one step
    on all samples or, given a batch_size, one step on each minibatch, shuffled anew by rng.
    costs are those on all samples: costs[0] before any step, then one after each epoch.

    >>> import numpy as np
    >>> network = [Layer(np.array([[0.0]]), np.array([0.0]), "identity")]
    >>> X = np.array([[-1.0], [1.0]])
    >>> network, costs = train(network, X, 2 * X, "mse", 0.25, epochs=2)
    >>> [float(J) for J in costs], network[0].W
    ([4.0, 1.0, 0.25], array([[1.5]]))
    """
    J, _ = COSTS[cost]
    costs = [J(Y, predict(network, X))]
    for _ in range(epochs):
        batches = [(X, Y)] if batch_size is None else minibatches(X, Y, batch_size, rng)
        for X_batch, Y_batch in batches:
            network = descend(network, X_batch, Y_batch, cost, α)
        costs.append(J(Y, predict(network, X)))
    return network, costs
