"""Convolution as sums over the entries of a kernel, each of which sees a shifted image."""

import itertools

import numpy as np


def output_size(n, k, padding, stride):
    return len(range(0, n + 2 * padding - k + 1, stride))


def correlate(x, k, stride=1, padding=0):
    zeros = np.zeros(padding)
    padded = np.concatenate([zeros, x, zeros])
    places = len(padded) - len(k) + 1
    z = sum(weight * padded[i : i + places] for i, weight in enumerate(k))
    return z[::stride]


def as_dense(k, n):
    columns = [
        np.concatenate([np.zeros(j), k, np.zeros(n - len(k) - j)]) for j in range(n - len(k) + 1)
    ]
    return np.stack(columns, axis=1)


def correlate_back(δ, x, k):
    return np.convolve(δ, k), np.array([δ @ x[i : i + len(δ)] for i in range(len(k))])


def entries_of(K):
    return itertools.product(range(K.shape[0]), range(K.shape[1]))


def conv(X, K, b):
    h, w = X.shape[1] - K.shape[0] + 1, X.shape[2] - K.shape[1] + 1
    parts = [X[:, i : i + h, j : j + w] @ K[i, j] for i, j in entries_of(K)]
    return np.add.reduce(parts) + b


def conv_back(dZ, X, K):
    _, h, w, _ = dZ.shape
    dX, dK = np.zeros(X.shape), np.empty(K.shape)
    for i, j in entries_of(K):
        seen = slice(None), slice(i, i + h), slice(j, j + w)
        dX[seen] = dX[seen] + dZ @ np.swapaxes(K[i, j], 0, 1)
        dK[i, j] = np.einsum("nhwc,nhwf->cf", X[seen], dZ)
    return dX, dK, np.einsum("nhwf->f", dZ)


def conv_parameters(rows, columns, channels, count):
    return (rows * columns * channels + 1) * count


def receptive_field(kernels, strides):
    field = 1
    for k, stride in zip(reversed(kernels), reversed(strides), strict=True):
        field = (field - 1) * stride + k
    return field
