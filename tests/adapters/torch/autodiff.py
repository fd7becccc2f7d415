"""Nodes whose pulls are torch.autograd.grad."""

import functools

import numpy as np
import torch

from .tensors import array, tensor


class Node:
    def __init__(self, value, parents=(), pulls=()):
        self.value, self.parents, self.pulls = value, parents, pulls


def leaf(value):
    return Node(value)


def node_of(function, *parents):
    """Return the node that a function of tensors makes of its parents."""
    inputs = [tensor(parent.value).requires_grad_() for parent in parents]
    output = function(*inputs)

    def pull(i, G):
        G = tensor(G).reshape(output.shape)
        return array(torch.autograd.grad(output, inputs[i], G, retain_graph=True)[0])

    pulls = [functools.partial(pull, i) for i in range(len(inputs))]
    return Node(array(output), list(parents), pulls)


def unbroadcast(G, shape):
    before = torch.zeros(shape, dtype=torch.float64, requires_grad=True)
    G = tensor(G)
    (gradient,) = torch.autograd.grad(before.broadcast_to(G.shape), before, G)
    return array(gradient)


def add(a, b):
    return node_of(torch.add, a, b)


def multiply(a, b):
    return node_of(torch.mul, a, b)


def matmul(a, b):
    return node_of(torch.matmul, a, b)


def apply(f, f_prime, a):
    return Node(f(a.value), (a,), (lambda G: f_prime(a.value) * G,))


def softmax_cross_entropy(z, Y):
    Y = tensor(Y)
    return node_of(lambda z: torch.nn.functional.cross_entropy(z, Y), z)


def topological_order(node):
    order, open_nodes = {}, [(node, iter(node.parents))]
    while open_nodes:
        n, parents = open_nodes[-1]
        parent = next((p for p in parents if p not in order), None)
        if parent is None:
            order[n] = None
            open_nodes.pop()
        else:
            open_nodes.append((parent, iter(parent.parents)))
    return list(order)


def gradients(node):
    found = {n: np.zeros(np.shape(n.value)) for n in topological_order(node)}
    found[node] = np.ones(np.shape(node.value))
    for n in reversed(list(found)):
        for parent, pull in zip(n.parents, n.pulls, strict=True):
            found[parent] = found[parent] + pull(found[n])
    return found


def classifier_gradients(parameters, X, Y, f):
    leaves = [(leaf(W), leaf(b)) for W, b in parameters]
    a = leaf(X)
    for i, (W, b) in enumerate(leaves):
        z = node_of(lambda a, W, b: torch.addmm(b, a, W), a, W, b)
        a = f(z) if i < len(leaves) - 1 else z
    J = softmax_cross_entropy(a, Y)
    found = gradients(J)
    return float(J.value), [(found[W], found[b]) for W, b in leaves]
