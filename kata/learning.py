"""Learning: a network that reads handwritten digits, from all the chapters before."""

import numpy as np

from .forward_propagation import forward
from .gradient_descent import train
from .initialisation import random_network


def one_hot(labels, classes):
    """Return Y (n, classes): in each row a 1 in the column of the label, 0 elsewhere.

    labels (n,) are integers from 0 to classes − 1.

    >>> one_hot(np.array([2, 0]), 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    return np.eye(classes)[labels]


def accuracy(ŷ, Y):
    """Return the share of the samples whose largest ŷ is in the column of the largest Y.

    ŷ (n, k) are probabilities or other scores, Y (n, k) is one-hot; the result is from 0 to 1.

    >>> accuracy(np.array([[0.2, 0.8], [0.6, 0.4]]), np.array([[0.0, 1.0], [0.0, 1.0]]))
    0.5
    """
    return float((ŷ.argmax(axis=1) == Y.argmax(axis=1)).mean())


def hold_out(X, Y, share, rng):
    """Return X_train, Y_train, X_test, Y_test: a share of the samples is kept for the test.

    X (n, d_in), Y (n, k); share is from 0 to 1, and share·n is rounded to the nearest whole
    number; of one that ends in .5 the next lower or the next higher.
    rng shuffles the samples before it takes the test: any of them may come into it, the rest
    are for training. None is in both parts, and each keeps its target.

    >>> X = np.arange(5)[:, None]
    >>> X_train, Y_train, X_test, Y_test = hold_out(X, 10 * X, 0.4, np.random.default_rng(0))
    >>> X_train.shape, X_test.shape
    ((3, 1), (2, 1))
    >>> np.sort(np.vstack([Y_train, Y_test]).ravel())
    array([ 0, 10, 20, 30, 40])
    """
    order = rng.permutation(len(X))
    n_test = round(share * len(X))
    test, training = order[:n_test], order[n_test:]
    return X[training], Y[training], X[test], Y[test]


def hidden_features(network, X):
    """Return the activations of the last hidden layer, (n, its width): what was learnt to see.

    X (n, d_in); the network has at least one hidden layer.

    >>> hidden = (np.array([[1.0, -1.0]]), np.array([0.0, 0.0]), "relu")
    >>> output = (np.array([[1.0], [1.0]]), np.array([0.0]), "identity")
    >>> hidden_features([hidden, output], np.array([[-3.0], [2.0]]))
    array([[0., 3.],
           [2., 0.]])
    """
    _, a = forward(network, X)[-2]
    return a


def learn(X, Y, hidden, α, epochs, batch_size, rng):
    """Return (network, costs): a network that classifies, trained on X and Y.

    X (n, d_in), Y (n, k) one-hot, hidden the list of the hidden layers' widths. These are
    relu layers, the output is softmax, the cost is cross-entropy; the weights start with he.
    α, epochs, batch_size and costs as in train. rng draws the weights, then the minibatches.

    >>> X, Y = np.array([[-1.0], [1.0]]), one_hot(np.array([0, 1]), 2)
    >>> network, costs = learn(X, Y, [4], 0.5, 50, 1, np.random.default_rng(0))
    >>> [W.shape for W, _, _ in network], len(costs), bool(costs[-1] < 0.1)
    ([(1, 4), (4, 2)], 51, True)
    """
    widths = [X.shape[1], *hidden, Y.shape[1]]
    activations = ["relu"] * len(hidden) + ["softmax"]
    network = random_network(rng, widths, activations)
    return train(network, X, Y, "cross_entropy", α, epochs, batch_size, rng)
