"""Initialisation: the random weights a network starts from."""

import numpy as np

from .forward_propagation import Layer


def he(rng, d_in, d_out, size=()):
    """Return (W, b): W normal with mean 0 and variance 2/d_in, b = 0. Made for relu.

    W (d_in, d_out), b (d_out,). With size, such as (5,), that many layers at once:
    W (*size, d_in, d_out), b (*size, 1, d_out), so that X @ W + b still works.
    From He, Zhang, Ren, Sun, arXiv 1502.01852.

    >>> W, b = he(np.random.default_rng(0), 200, 3)
    >>> W.shape, float(W.var().round(2)), b
    ((200, 3), 0.01, array([0., 0., 0.]))
    >>> W, b = he(np.random.default_rng(0), 2, 3, size=(5,))
    >>> W.shape, b.shape
    ((5, 2, 3), (5, 1, 3))
    """
    W = rng.standard_normal((*size, d_in, d_out)) * np.sqrt(2 / d_in)
    b = np.zeros((*size, 1, d_out) if size else d_out)
    return W, b


def xavier(rng, d_in, d_out, size=()):
    """Return (W, b): W normal with mean 0 and variance 2/(d_in + d_out), b = 0. Made for tanh.

    Shapes as in he. From Glorot, Bengio, "Understanding the difficulty of training deep
    feedforward neural networks", AISTATS 2010.

    >>> W, b = xavier(np.random.default_rng(0), 100, 100)
    >>> W.shape, float(W.var().round(2)), b.shape
    ((100, 100), 0.01, (100,))
    """
    W = rng.standard_normal((*size, d_in, d_out)) * np.sqrt(2 / (d_in + d_out))
    b = np.zeros((*size, 1, d_out) if size else d_out)
    return W, b


def rai(rng, d_in, d_out, size=()):
    """Return (W, b) drawn by randomised asymmetric initialisation. Made against dying relu.

    Shapes as in he. A unit has d_in weights and one bias. All d_in + 1 of them are normal
    with mean 0 and standard deviation 0.6007/√d_in; then one of them, chosen at random (it
    may be the bias), is replaced by a draw from the Beta(2, 1) distribution, which is never
    negative. From Lu, Shin, Su, Karniadakis, arXiv 1903.06733.

    >>> W, b = rai(np.random.default_rng(0), 2, 3)
    >>> W.shape, b.shape, bool((np.vstack([W, b]) > 0).any(axis=0).all())
    ((2, 3), (3,), True)
    """
    V = rng.standard_normal((*size, d_in + 1, d_out)) * 0.6007 / np.sqrt(d_in)
    chosen = rng.integers(d_in + 1, size=(*size, 1, d_out))
    np.put_along_axis(V, chosen, rng.beta(2, 1, size=chosen.shape), axis=-2)
    W, b = V[..., :-1, :], V[..., -1:, :]
    return W, b if size else b[0]


def random_network(rng, widths, activations, draw=he):
    """Return a network of random layers: widths [2, 3, 1] make the layers 2 to 3 and 3 to 1.

    activations has one name a layer, so one fewer than widths; draw is he, xavier or rai, and
    is called once a layer, from the first to the last.

    >>> network = random_network(np.random.default_rng(0), [2, 3, 1], ["relu", "identity"])
    >>> [(W.shape, b.shape, activation) for W, b, activation in network]
    [((2, 3), (3,), 'relu'), ((3, 1), (1,), 'identity')]
    """
    return [
        Layer(*draw(rng, d_in, d_out), activation)
        for d_in, d_out, activation in zip(widths[:-1], widths[1:], activations, strict=True)
    ]
