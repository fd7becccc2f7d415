"""Automatic differentiation: each operation knows its own slopes, the chain rule does the rest."""

import numpy as np

from .activations import softmax
from .cost import cross_entropy


class Node:
    """A value in a computation, the nodes it is made of, and a way back to each of them.

    value is an array. pulls has one function for each of the parents: it takes G, the gradient of
    this node and of its shape, and returns what this node adds to the gradient of that parent.

    >>> x = Node(np.array(3.0))
    >>> y = Node(x.value**2, parents=[x], pulls=[lambda G: G * 2 * x.value])
    >>> float(y.pulls[0](1.0))
    6.0
    """

    def __init__(self, value, parents=(), pulls=()):
        """Keep all three."""
        self.value = value
        self.parents = parents
        self.pulls = pulls


def leaf(value):
    """Return a node without parents: an input, a parameter, a constant.

    >>> leaf(np.array(3.0)).value
    array(3.)
    """
    return Node(value)


def unbroadcast(G, shape):
    """Return the gradient of an array of this shape that NumPy has broadcast to G's shape.

    Wherever one entry was repeated, its gradients are added up.

    >>> unbroadcast(np.array([[1.0, 2.0], [3.0, 4.0]]), (2,))
    array([4., 6.])
    >>> unbroadcast(np.array([[1.0, 2.0], [3.0, 4.0]]), (2, 1))
    array([[3.],
           [7.]])
    """
    G = G.sum(axis=tuple(range(G.ndim - len(shape))))
    repeated = tuple(axis for axis, size in enumerate(shape) if size == 1)
    return G.sum(axis=repeated, keepdims=True)


def add(a, b):
    """Return the node a + b of two nodes, whose shapes NumPy can broadcast.

    >>> add(leaf(np.array([[1.0], [2.0]])), leaf(np.array([10.0]))).value
    array([[11.],
           [12.]])
    """
    pulls = [lambda G: unbroadcast(G, a.value.shape), lambda G: unbroadcast(G, b.value.shape)]
    return Node(a.value + b.value, [a, b], pulls)


def multiply(a, b):
    """Return the node a·b of two nodes, entry by entry; NumPy can broadcast their shapes.

    >>> float(multiply(leaf(np.array(2.0)), leaf(np.array(3.0))).value)
    6.0
    """
    pulls = [
        lambda G: unbroadcast(G * b.value, a.value.shape),
        lambda G: unbroadcast(G * a.value, b.value.shape),
    ]
    return Node(a.value * b.value, [a, b], pulls)


def matmul(a, b):
    """Return the node of the matrix product of two nodes, (n, k) and (k, m).

    >>> a, b = leaf(np.array([[1.0, 2.0], [3.0, 4.0]])), leaf(np.array([[5.0], [6.0]]))
    >>> c = matmul(a, b)
    >>> c.value, c.pulls[1](np.array([[1.0], [1.0]]))
    (array([[17.],
           [39.]]), array([[4.],
           [6.]]))
    """
    return Node(a.value @ b.value, [a, b], [lambda G: G @ b.value.T, lambda G: a.value.T @ G])


def apply(f, f_prime, a):
    """Return the node f(a), entry by entry; f_prime is the slope of f.

    >>> y = apply(np.sin, np.cos, leaf(np.array(0.0)))
    >>> float(y.value), float(y.pulls[0](2.0))
    (0.0, 2.0)
    """
    return Node(f(a.value), [a], [lambda G: G * f_prime(a.value)])


def softmax_cross_entropy(z, Y):
    """Return the node of the cost J, one number: cross_entropy of softmax(z) and the targets.

    z is a node (n, k), Y is an array (n, k), one-hot.

    >>> J = softmax_cross_entropy(leaf(np.array([[0.0, 0.0]])), np.array([[0.0, 1.0]]))
    >>> float(J.value.round(9)), J.pulls[0](1.0)
    (0.693147181, array([[ 0.5, -0.5]]))
    """
    ŷ = softmax(z.value)
    return Node(cross_entropy(Y, ŷ), [z], [lambda G: G * (ŷ - Y) / len(Y)])


def topological_order(node):
    """Return all that a node is made of, itself included: a list, each after its own parents.

    Each node is in it once, however often it is used.

    >>> x = leaf(np.array(3.0))
    >>> y = multiply(x, x)
    >>> [float(n.value) for n in topological_order(add(y, x))]
    [3.0, 9.0, 12.0]
    """
    order, seen = [], set()

    def visit(n):
        if n not in seen:
            seen.add(n)
            for parent in n.parents:
                visit(parent)
            order.append(n)

    visit(node)
    return order


def gradients(node):
    """Return {n: gradient} for all that a node is made of, itself included.

    The gradient of n has the shape of n's value: it is the slope of the node's value with respect
    to n or, of a node with several entries, that of their sum. Each call starts anew.

    >>> x = leaf(np.array(3.0))
    >>> y = add(multiply(x, x), x)
    >>> float(gradients(y)[x])
    7.0
    """
    found = {node: np.ones(np.shape(node.value))}
    for n in reversed(topological_order(node)):
        for parent, pull in zip(n.parents, n.pulls, strict=True):
            found[parent] = found.get(parent, 0.0) + pull(found[n])
    return found


def classifier_gradients(parameters, X, Y, f):
    """Return (J, [(dW, db), ...]): what a softmax classifier costs, and its gradients.

    parameters are arrays [(W, b), ...], a pair for each layer; X (n, d_in), Y (n, k) one-hot. f
    takes the node z of a hidden layer and returns its node a. J is the cross-entropy, a number.

    >>> W, b = np.array([[0.0, 0.0]]), np.array([0.0, 0.0])
    >>> X, Y = np.array([[2.0]]), np.array([[0.0, 1.0]])
    >>> J, [(dW, db)] = classifier_gradients([(W, b)], X, Y, lambda z: z)
    >>> float(J.round(9)), dW, db
    (0.693147181, array([[ 1., -1.]]), array([ 0.5, -0.5]))
    """
    leaves = [(leaf(W), leaf(b)) for W, b in parameters]
    a = leaf(X)
    for W, b in leaves[:-1]:
        a = f(add(matmul(a, W), b))
    W, b = leaves[-1]
    J = softmax_cross_entropy(add(matmul(a, W), b), Y)
    found = gradients(J)
    return J.value, [(found[W], found[b]) for W, b in leaves]
