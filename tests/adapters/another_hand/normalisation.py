"""Normalisation sample by sample or unit by unit, and a way back through Jacobians."""

import numpy as np

from .autodiff import Node


def curvatures(X):
    rows = [np.append(x, 1.0) for x in X]
    hessian = sum(np.outer(u, u) for u in rows) * (2 / len(rows))
    values = np.linalg.eigvals(hessian)
    return np.sort(values.real)


def mean_and_deviation(X):
    mean = np.sum(X, axis=0) / len(X)
    return mean, np.sqrt(np.sum((X - mean) ** 2, axis=0) / len(X))


def standardise(X, mean, deviation):
    columns = [(x - m) / s if s else x - m for x, m, s in zip(X.T, mean, deviation, strict=True)]
    return np.stack(columns, axis=1)


def one(x, ε):
    """Return a vector, normalised, and its Jacobian, which is symmetric."""
    n = len(x)
    centring = np.eye(n) - 1 / n
    c = centring @ x
    root = (c @ c / n + ε) ** 0.5
    x_hat = c / root
    return x_hat, (centring - np.outer(x_hat, x_hat) / n) / root


def rows(X, ε):
    return np.array([one(x, ε)[0] for x in X * 1.0])


def rows_back(G, X, ε):
    return np.array([one(x, ε)[1] @ g for x, g in zip(X * 1.0, G, strict=True)])


def batch_norm(X, γ, β, ε):
    return rows(X.T, ε).T * γ + β


def layer_norm(X, γ, β, ε):
    return rows(X, ε) * γ + β


def sums(dY, X_hat):
    return np.einsum("nd,nd->d", dY, X_hat), np.einsum("nd->d", dY * 1.0)


def batch_norm_back(dY, X, γ, ε):
    return (rows_back((dY * γ).T, X.T, ε).T, *sums(dY, rows(X.T, ε).T))


def layer_norm_back(dY, X, γ, ε):
    return (rows_back(dY * γ, X, ε), *sums(dY, rows(X, ε)))


def batch_norm_node(a, ε):
    X = a.value
    return Node(rows(X.T, ε).T, [a], [lambda G: rows_back(G.T, X.T, ε).T])


def layer_norm_node(a, ε):
    X = a.value
    return Node(rows(X, ε), [a], [lambda G: rows_back(G, X, ε)])


def running(kept, new, ρ):
    return kept + ρ * (new - kept)


def batch_norm_predict(X, γ, β, ε, mean, variance):
    scale = γ / (variance + ε) ** 0.5
    return X * scale + (β - mean * scale)
