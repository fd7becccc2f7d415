"""Depth: what more layers buy, and what they cost."""

import numpy as np

from .backpropagation import backpropagate
from .forward_propagation import Layer, predict


def count_layers(network):
    """Return how many layers have weights: the output layer counts, the input does not.

    >>> hidden = (np.zeros((2, 3)), np.zeros(3), "relu")
    >>> output = (np.zeros((3, 1)), np.zeros(1), "identity")
    >>> count_layers([hidden, output])
    2
    """
    return len(network)


def count_parameters(network):
    """Return the number of weights and biases of each layer, a list.

    >>> hidden = (np.zeros((2, 3)), np.zeros(3), "relu")
    >>> output = (np.zeros((3, 1)), np.zeros(1), "identity")
    >>> count_parameters([hidden, output])
    [9, 4]
    """
    return [W.size + b.size for W, b, _ in network]


def gradient_norms(network, X, Y, cost):
    """Return the norm of ∂J/∂W for each layer: the root of the sum of its squared entries.

    X (n, d_in), Y (n, d_out), cost a name in COSTS; a list of numbers, first layer first.

    >>> network = [(np.array([[1.0], [1.0]]), np.array([0.0]), "identity")]
    >>> gradient_norms(network, np.array([[3.0, 4.0]]), np.array([[6.5]]), "mse")
    [5.0]
    """
    return [float(np.linalg.norm(dW)) for dW, _ in backpropagate(network, X, Y, cost)]


def tent_network(folds):
    """Return the ReLU network that folds [0, 1] so many times, with 2 units a hidden layer.

    tent(x) = 2·relu(x) − 4·relu(x − 1/2) rises from 0 to 1 at x = 1/2 and falls back to 0;
    the network computes tent(tent(...tent(x))), one hidden layer a fold, and a linear output.
    Each fold doubles the straight pieces (Telgarsky, arXiv 1509.08101).

    >>> predict(tent_network(2), np.array([[0.0], [0.25], [0.5], [0.75], [1.0]])).ravel()
    array([0., 1., 0., 1., 0.])
    """
    tent = np.array([[2.0], [-4.0]])
    fold_x = Layer(np.array([[1.0, 1.0]]), np.array([0.0, -0.5]), "relu")
    fold_tent = Layer(np.hstack([tent, tent]), np.array([0.0, -0.5]), "relu")
    output = Layer(tent, np.array([0.0]), "identity")
    return [fold_x] + [fold_tent] * (folds - 1) + [output]


def shallow_tent_network(folds):
    """Return a network with one hidden layer, of 2**folds units, that is tent_network on [0, 1].

    The k-th unit is relu(x − k/2ᶠ), for k = 0, 1, ..., 2ᶠ − 1: from there on the slope is 2ᶠ
    where k is even and −2ᶠ where it is odd. The output adds up the changes of slope:
    2ᶠ at first, then −2·2ᶠ and 2·2ᶠ in turn.

    >>> hidden, output = shallow_tent_network(2)
    >>> hidden.b, output.W.ravel()
    (array([ 0.  , -0.25, -0.5 , -0.75]), array([ 4., -8.,  8., -8.]))
    """
    units = 2**folds
    k = np.arange(units)
    changes = 2.0 * units * (-1) ** k
    changes[0] = units
    hidden = Layer(np.ones((1, units)), -k / units, "relu")
    return [hidden, Layer(changes[:, None], np.array([0.0]), "identity")]


def linear_pieces(network, low, high, points):
    """Return how many straight pieces a network with one input and one output has on [low, high].

    Looks at so many evenly spaced points, 3 or more, so they should lie much closer than the
    kinks. A kink is where the slope between neighbouring points changes by more than rounding;
    the pieces are one more.

    >>> linear_pieces(tent_network(3), 0, 1, 1000)
    8
    """
    ŷ = predict(network, np.linspace(low, high, points)[:, None]).ravel()
    kinks = np.diff(ŷ, 2)
    is_rounding = np.abs(kinks) <= 1e-9 * np.abs(ŷ).max()
    signs = np.where(is_rounding, 0, np.sign(kinks))
    # A kink between two points shows twice in a row, with one sign: only the first counts.
    is_new = signs != np.concatenate([[0], signs[:-1]])
    return int(((signs != 0) & is_new).sum()) + 1
