"""Normalisation: numbers of mean 0 and deviation 1, by column or by row, and the way back."""

import numpy as np

from .autodiff import Node


def curvatures(X):
    """Return the curvatures of the mean squared error of ŷ = Xw + b, (d + 1,), in ascending order.

    X (n, d). They are the eigenvalues of the Hessian, the matrix of second derivatives by w and b:
    twice the mean of uᵀu over the samples, where the row u is a sample with a 1 after it, for b.

    >>> curvatures(np.array([[-1.0], [1.0]]))
    array([2., 2.])
    """
    u = np.column_stack([X, np.ones(len(X))])
    return np.linalg.eigvalsh(2 * u.T @ u / len(u))


def mean_and_deviation(X):
    """Return (mean, deviation) of each column of X (n, d), both (d,).

    The deviation is the root of the mean squared distance from the mean.

    >>> mean_and_deviation(np.array([[0.0, 5.0], [4.0, 5.0]]))
    (array([2., 5.]), array([2., 0.]))
    """
    return X.mean(axis=0), X.std(axis=0)


def standardise(X, mean, deviation):
    """Return X (n, d) minus the mean, over the deviation, column by column; both are (d,).

    A column whose deviation is 0 is not divided.

    >>> standardise(np.array([[0.0, 7.0]]), np.array([2.0, 5.0]), np.array([2.0, 0.0]))
    array([[-1.,  2.]])
    """
    return (X - mean) / np.where(deviation == 0, 1.0, deviation)


def _normalised(X, ε, axis):
    """Return X with mean 0 and deviation 1 along an axis, and the root that it was divided by."""
    centred = X - X.mean(axis=axis, keepdims=True)
    root = np.sqrt((centred**2).mean(axis=axis, keepdims=True) + ε)
    return centred / root, root


def _back(G, X_hat, root, axis):
    """Return what goes back to X of G, the gradient of X̂."""
    along = X_hat * (G * X_hat).mean(axis=axis, keepdims=True)
    return (G - G.mean(axis=axis, keepdims=True) - along) / root


def batch_norm(X, γ, β, ε):
    """Return Y = γ·X̂ + β (n, d), where X̂ is X with each column normalised over the batch.

    X (n, d), γ and β (d,), ε one number. A column loses its mean and is divided by √(variance + ε);
    the variance is the mean squared distance from the mean.

    >>> batch_norm(np.array([[0.0], [4.0]]), np.array([3.0]), np.array([1.0]), 0.0)
    array([[-2.],
           [ 4.]])
    """
    X_hat, _ = _normalised(X, ε, axis=0)
    return γ * X_hat + β


def batch_norm_back(dY, X, γ, ε):
    """Return (dX, dγ, dβ): what goes back to X, γ and β of dY, the gradient of batch_norm's Y.

    dY and X (n, d), γ (d,); dX (n, d), dγ and dβ (d,). With X̂ and √(variance + ε) of batch_norm:

        G = γ·dY
        dX = (G − mean G − X̂·mean(G·X̂))/√(variance + ε)     means over the batch
        dγ = Σ dY·X̂                                          sums over the batch
        dβ = Σ dY

    >>> dY, X = np.array([[4.0], [0.0], [0.0], [0.0]]), np.array([[0.0], [0.0], [2.0], [2.0]])
    >>> dX, dγ, dβ = batch_norm_back(dY, X, np.array([1.0]), 0.0)
    >>> dX.ravel(), dγ, dβ
    (array([ 2., -2.,  0.,  0.]), array([-4.]), array([4.]))
    """
    X_hat, root = _normalised(X, ε, axis=0)
    return _back(γ * dY, X_hat, root, axis=0), (dY * X_hat).sum(axis=0), dY.sum(axis=0)


def running(kept, new, ρ):
    """Return the running average (1 − ρ)·kept + ρ·new, of two arrays of one shape or two numbers.

    >>> running(2.0, 8.0, 0.5)
    5.0
    """
    return (1 - ρ) * kept + ρ * new


def batch_norm_predict(X, γ, β, ε, mean, variance):
    """Return γ·(X − mean)/√(variance + ε) + β (n, d), where training has kept mean and variance.

    X (n, d), γ, β, mean and variance (d,), ε one number.

    >>> one = np.array([1.0])
    >>> batch_norm_predict(np.array([[9.0]]), 3 * one, one, 0.0, 5 * one, 4 * one)
    array([[7.]])
    """
    return γ * (X - mean) / np.sqrt(variance + ε) + β


def layer_norm(X, γ, β, ε):
    """Return Y = γ·X̂ + β (n, d), where X̂ is X with each row normalised by itself.

    X (n, d), γ and β (d,), ε one number. A row loses its mean and is divided by √(variance + ε).

    >>> layer_norm(np.array([[1.0, 3.0], [5.0, 25.0]]), np.array([1.0, 1.0]), np.zeros(2), 0.0)
    array([[-1.,  1.],
           [-1.,  1.]])
    """
    X_hat, _ = _normalised(X, ε, axis=1)
    return γ * X_hat + β


def layer_norm_back(dY, X, γ, ε):
    """Return (dX, dγ, dβ): what goes back to X, γ and β of dY, the gradient of layer_norm's Y.

    Shapes as in batch_norm_back. dX is made in the same way, with means along each row; dγ and dβ
    are sums over the batch here as well.

    >>> dY, X = np.array([[4.0, 0.0, 0.0, 0.0]]), np.array([[0.0, 0.0, 2.0, 2.0]])
    >>> dX, dγ, dβ = layer_norm_back(dY, X, np.ones(4), 0.0)
    >>> dX, dγ, dβ
    (array([[ 2., -2.,  0.,  0.]]), array([-4.,  0.,  0.,  0.]), array([4., 0., 0., 0.]))
    """
    X_hat, root = _normalised(X, ε, axis=1)
    return _back(γ * dY, X_hat, root, axis=1), (dY * X_hat).sum(axis=0), dY.sum(axis=0)


def batch_norm_node(a, ε):
    """Return the node of X̂, a node's value (n, d) normalised as in batch_norm: γ is 1 and β is 0.

    >>> y = batch_norm_node(Node(np.array([[0.0], [0.0], [2.0], [2.0]])), 0.0)
    >>> y.value.ravel(), y.pulls[0](np.array([[4.0], [0.0], [0.0], [0.0]])).ravel()
    (array([-1., -1.,  1.,  1.]), array([ 2., -2.,  0.,  0.]))
    """
    X_hat, root = _normalised(a.value, ε, axis=0)
    return Node(X_hat, [a], [lambda G: _back(G, X_hat, root, axis=0)])


def layer_norm_node(a, ε):
    """Return the node of X̂, a node's value (n, d) normalised as in layer_norm: γ is 1 and β is 0.

    >>> y = layer_norm_node(Node(np.array([[0.0, 0.0, 2.0, 2.0]])), 0.0)
    >>> y.value, y.pulls[0](np.array([[4.0, 0.0, 0.0, 0.0]]))
    (array([[-1., -1.,  1.,  1.]]), array([[ 2., -2.,  0.,  0.]]))
    """
    X_hat, root = _normalised(a.value, ε, axis=1)
    return Node(X_hat, [a], [lambda G: _back(G, X_hat, root, axis=1)])
