"""Convolution: one small kernel of weights for every place of an image."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def output_size(n, k, padding, stride):
    """Return how many places a kernel of k entries has in n of them, a whole number.

    padding zeros are added at each end of the n entries; the kernel moves by stride entries from
    one place to the next. k is at most n + 2·padding.

    >>> output_size(8, 3, 1, 2)
    4
    """
    return (n + 2 * padding - k) // stride + 1


def correlate(x, k, stride=1, padding=0):
    """Return z, one entry for each place of the kernel k: the products with what it sees, added up.

    x (n,), k (at most n + 2·padding entries); padding zeros are added at each end of x. The kernel
    is not turned round. It moves by stride entries from one place to the next.

    >>> correlate(np.array([1.0, 2.0, 4.0, 7.0, 11.0]), np.array([-1.0, 0.0, 1.0]))
    array([3., 5., 7.])
    >>> correlate(np.array([1.0, 2.0, 4.0, 7.0, 11.0]), np.array([-1.0, 0.0, 1.0]), stride=2)
    array([3., 7.])
    """
    seen = sliding_window_view(np.pad(x, padding), len(k))[::stride]
    return seen @ k


def as_dense(k, n):
    """Return the weights W of the dense layer for which x @ W is correlate(x, k), x (n,).

    W (n, n − len(k) + 1) has the kernel k in each column, one row further down each time, and 0
    elsewhere.

    >>> as_dense(np.array([-1.0, 5.0]), 3)
    array([[-1.,  0.],
           [ 5., -1.],
           [ 0.,  5.]])
    """
    W = np.zeros((n, n - len(k) + 1))
    for j in range(W.shape[1]):
        W[j : j + len(k), j] = k
    return W


def correlate_back(δ, x, k):
    """Return (dx, dk), the gradients of the cost with respect to x and k, of their shapes.

    x (n,), k (at most n entries), δ is the gradient with respect to correlate(x, k), of its shape.

    >>> x, k = np.array([1.0, 2.0, 4.0]), np.array([-1.0, 5.0])
    >>> correlate_back(np.array([1.0, 10.0]), x, k)
    (array([-1., -5., 50.]), array([21., 42.]))
    """
    return as_dense(k, len(x)) @ δ, correlate(x, δ)


def conv(X, K, b):
    """Return Z (n, h − kh + 1, w − kw + 1, f): what each of f kernels finds in each place.

    X (n, h, w, c) are n images of h rows, w columns and c channels. K (kh, kw, c, f) are the
    kernels: each weighs kh rows, kw columns and all channels, and adds its own bias of b (f,).

    >>> X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]).reshape(1, 2, 3, 1)
    >>> K = np.array([[0.0, 1.0], [0.0, 10.0]]).reshape(2, 2, 1, 1)
    >>> conv(X, K, np.array([100.0])).reshape(1, 2)
    array([[152., 163.]])
    """
    kh, kw, _, _ = K.shape
    seen = sliding_window_view(X, (kh, kw), axis=(1, 2))  # (n, h′, w′, c, kh, kw)
    return np.tensordot(seen, K, axes=[(4, 5, 3), (0, 1, 2)]) + b


def conv_back(dZ, X, K):
    """Return (dX, dK, db), the gradients of the cost with respect to X, K and b, of their shapes.

    X and K as in conv, dZ is the gradient with respect to what conv returns, of its shape.

    >>> X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]).reshape(1, 2, 3, 1)
    >>> K = np.array([[0.0, 1.0], [0.0, 10.0]]).reshape(2, 2, 1, 1)
    >>> dX, dK, db = conv_back(np.array([1.0, 2.0]).reshape(1, 1, 2, 1), X, K)
    >>> dX.reshape(2, 3)
    array([[ 0.,  1.,  2.],
           [ 0., 10., 20.]])
    >>> dK.reshape(2, 2), db
    (array([[ 5.,  8.],
           [14., 17.]]), array([3.]))
    """
    kh, kw, _, _ = K.shape
    _, h, w, _ = dZ.shape
    seen = sliding_window_view(X, (kh, kw), axis=(1, 2))
    dK = np.tensordot(seen, dZ, axes=[(0, 1, 2), (0, 1, 2)])  # (c, kh, kw, f)
    spread = np.tensordot(dZ, K, axes=[3, 3])  # (n, h′, w′, kh, kw, c)
    dX = np.zeros(X.shape)
    for i in range(kh):
        for j in range(kw):
            dX[:, i : i + h, j : j + w] += spread[:, :, :, i, j]
    return dX, dK.transpose(1, 2, 0, 3), dZ.sum(axis=(0, 1, 2))


def conv_parameters(rows, columns, channels, count):
    """Return how many weights and biases count kernels of rows × columns × channels have.

    >>> conv_parameters(3, 3, 1, 8)
    80
    """
    return rows * columns * channels * count + count


def receptive_field(kernels, strides):
    """Return how many entries of the input one output of the last layer sees, a whole number.

    kernels and strides have one whole number for each layer of convolution or pooling, in one
    direction, the first layer first.

    >>> receptive_field([3, 2, 3], [1, 2, 1])
    8
    """
    seen, step = 1, 1
    for k, stride in zip(kernels, strides, strict=True):
        seen += (k - 1) * step
        step *= stride
    return seen
