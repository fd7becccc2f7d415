"""Nodes that are numbered as they are made: a later one never goes into an earlier one."""

import itertools

import numpy as np

from .activations import softmax
from .cost import cross_entropy

NUMBERS = itertools.count()


class Node:
    def __init__(self, value, parents=(), pulls=()):
        self.value, self.parents, self.pulls = value, tuple(parents), tuple(pulls)
        self.number = next(NUMBERS)


leaf = Node


def unbroadcast(G, shape):
    padded = (1,) * (np.ndim(G) - len(shape)) + tuple(shape)
    for axis, size in enumerate(padded):
        if size == 1:
            G = np.sum(G, axis=axis, keepdims=True)
    return np.reshape(G, shape)


def two(value, a, b, to_a, to_b):
    return Node(
        value,
        [a, b],
        [
            lambda G: unbroadcast(to_a(G), np.shape(a.value)),
            lambda G: unbroadcast(to_b(G), np.shape(b.value)),
        ],
    )


def add(a, b):
    return two(a.value + b.value, a, b, lambda G: G, lambda G: G)


def multiply(a, b):
    return two(a.value * b.value, a, b, lambda G: b.value * G, lambda G: a.value * G)


def matmul(a, b):
    back = (
        lambda G: np.einsum("nm,km->nk", G, b.value),
        lambda G: np.einsum("nm,nk->km", G, a.value),
    )
    return Node(a.value.dot(b.value), (a, b), back)


def apply(f, f_prime, a):
    slope = f_prime(a.value)
    return Node(f(a.value), (a,), (lambda G: slope * G,))


def softmax_cross_entropy(z, Y):
    ŷ = softmax(z.value)
    return Node(cross_entropy(Y, ŷ), (z,), (lambda G: (G / len(Y)) * (ŷ - Y),))


def topological_order(node):
    found, new = {node}, {node}
    while new:
        new = {p for n in new for p in n.parents} - found
        found.update(new)
    return sorted(found, key=lambda n: n.number)


def gradients(node):
    found = {n: np.zeros(np.shape(n.value)) for n in topological_order(node)}
    found[node] += 1.0
    for n in sorted(found, key=lambda n: -n.number):
        for parent, pull in zip(n.parents, n.pulls, strict=True):
            found[parent] += pull(found[n])
    return found


def classifier_gradients(parameters, X, Y, f):
    leaves = [(Node(W), Node(b)) for W, b in parameters]
    z = None
    for W, b in leaves:
        z = add(matmul(Node(X) if z is None else f(z), W), b)
    J = softmax_cross_entropy(z, Y)
    found = gradients(J)
    return J.value, [(found[W], found[b]) for W, b in leaves]
