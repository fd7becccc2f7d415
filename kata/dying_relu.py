"""Dying ReLU: how units, and whole networks, die (Lu et al., arXiv 1903.06733)."""

import numpy as np

from .activations import relu
from .forward_propagation import forward


def silent_share(network, X):
    """Return, for each hidden layer, each unit's share of the samples on which its a is exactly 0.

    X (n, d_in); the result is a list of arrays (width of that layer,).

    >>> hidden = (np.array([[1.0, -1.0, 0.0]]), np.array([0.0, 0.0, -1.0]), "relu")
    >>> output = (np.array([[1.0], [1.0], [1.0]]), np.array([0.0]), "identity")
    >>> silent_share([hidden, output], np.array([[-1.0], [1.0], [2.0], [3.0]]))
    [array([0.25, 0.75, 1.  ])]
    """
    *hidden, _ = forward(network, X)
    return [(a == 0).mean(axis=0) for _, a in hidden]


def dead_share(network, X):
    """Return the share of all hidden units that are dead, inactive on every sample, a number.

    X (n, d_in); the network has at least one hidden layer.

    >>> hidden = (np.array([[1.0, -1.0, 0.0, 1.0]]), np.array([0.0, 0.0, -1.0, 1.0]), "relu")
    >>> output = (np.array([[1.0], [1.0], [1.0], [1.0]]), np.array([0.0]), "identity")
    >>> dead_share([hidden, output], np.array([[-1.0], [1.0], [2.0], [3.0]]))
    0.25
    """
    return float((np.concatenate(silent_share(network, X)) == 1).mean())


def born_dead_share(rng, draw, width, depth, X, nets):
    """Return the share of so many random ReLU networks that are constant on X before training.

    The depth counts the output layer: each network has depth − 1 hidden relu layers of so
    many units (width), from draw(rng, d_in, d_out, size=(nets,)), for he, xavier or rai, and
    a linear output. It is constant as soon as all units of one hidden layer are inactive on
    all of X (n, d_in): nothing of x gets through, and the output layer need not be drawn.

    >>> from .initialisation import he
    >>> X = np.array([[-1.0], [1.0]])
    >>> born_dead_share(np.random.default_rng(0), he, width=2, depth=2, X=X, nets=100)
    0.0
    >>> born_dead_share(np.random.default_rng(0), he, width=2, depth=50, X=X, nets=100)
    1.0
    """
    dead = np.zeros(nets, dtype=bool)
    a = X
    for _ in range(depth - 1):
        W, b = draw(rng, a.shape[-1], width, size=(nets,))
        a = relu(a @ W + b)
        dead |= (a == 0).all(axis=(-2, -1))
    return float(dead.mean())


def born_dead_bounds(width, depth):
    """Return (lower, upper), between which the probability lies that a network is born dead.

    For one input, symmetric weights (he) and no bias; width N, depth L ≥ 2 with the output
    layer. With a₁ = 1 − 2⁻ᴺ, a₂ = 1 − 2¹⁻ᴺ − (N − 1)·4⁻ᴺ and
    c = (1 − 2¹⁻ᴺ)(1 − 2⁻ᴺ) / (1 + (N − 1)·2⁻ᴺ):
    upper = 1 − a₁ᴸ⁻², lower = upper + c·(a₂ᴸ⁻² − a₁ᴸ⁻²).

    >>> born_dead_bounds(width=2, depth=3)
    (0.15625, 0.25)
    """
    N, L = width, depth
    a1 = 1 - 2**-N
    a2 = 1 - 2 ** (1 - N) - (N - 1) * 4**-N
    c = (1 - 2 ** (1 - N)) * (1 - 2**-N) / (1 + (N - 1) * 2**-N)
    upper = 1 - a1 ** (L - 2)
    return upper + c * (a2 ** (L - 2) - a1 ** (L - 2)), upper


def single_input_death(width, depth):
    """Return the probability that some layer of a ReLU network is inactive on one nonzero input.

    For symmetric weights and no bias; width N, depth L with the output layer. A hidden layer is
    inactive, all its units, with probability 2⁻ᴺ, and at least one of L − 1 with 1 − (1 − 2⁻ᴺ)ᴸ⁻¹.

    >>> single_input_death(width=1, depth=3)
    0.75
    """
    return 1 - (1 - 2**-width) ** (depth - 1)
