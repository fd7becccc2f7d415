"""Nodes whose pulls are those of jax.vjp."""

import functools

import jax
import jax.numpy as jnp

from .edges import inward, outward


class Node:
    def __init__(self, value, parents=(), pulls=()):
        self.value, self.parents, self.pulls = value, parents, pulls


def leaf(value):
    return Node(value)


def node_of(function, *parents):
    """Return the node that a function of arrays makes of its parents."""
    value, back = jax.vjp(function, *(inward(parent.value) * 1.0 for parent in parents))

    def pull(i, G):
        return outward(back(jnp.asarray(inward(G) * 1.0).reshape(value.shape))[i])

    return Node(outward(value), parents, [functools.partial(pull, i) for i in range(len(parents))])


def unbroadcast(G, shape):
    G = inward(G) * 1.0
    _, back = jax.vjp(lambda a: jnp.broadcast_to(a, G.shape), jnp.zeros(shape))
    return outward(back(G)[0])


def add(a, b):
    return node_of(jnp.add, a, b)


def multiply(a, b):
    return node_of(jnp.multiply, a, b)


def matmul(a, b):
    return node_of(jnp.matmul, a, b)


def apply(f, f_prime, a):
    return Node(f(a.value), [a], [lambda G: G * f_prime(a.value)])


def softmax_cross_entropy(z, Y):
    Y = inward(Y) * 1.0
    return node_of(lambda z: -(Y * jax.nn.log_softmax(z)).sum() / len(Y), z)


def topological_order(node):
    found = {}

    def visit(n):
        if n not in found:
            for parent in n.parents:
                visit(parent)
            found.setdefault(n)

    visit(node)
    return list(found)


def gradients(node):
    found = {node: outward(jnp.ones(jnp.shape(node.value)))}
    for n in topological_order(node)[::-1]:
        shares = [pull(found[n]) for pull in n.pulls]
        for parent, share in zip(n.parents, shares, strict=True):
            found[parent] = share + found[parent] if parent in found else share
    return found


def classifier_gradients(parameters, X, Y, f):
    leaves = [tuple(map(leaf, pair)) for pair in parameters]
    z = None
    for W, b in leaves:
        a = leaf(X) if z is None else f(z)
        z = node_of(lambda a, W, b: a @ W + b, a, W, b)
    J = softmax_cross_entropy(z, Y)
    found = gradients(J)
    return float(J.value), [tuple(found[n] for n in pair) for pair in leaves]
