"""Backpropagation: the chain rule, layer by layer, from the cost back to the first weights."""

import numpy as np

from .activations import ACTIVATIONS
from .cost import COSTS
from .forward_propagation import forward


def _error(dJ_da, z, activation):
    """Return δ = ∂J/∂z of a layer, (n, d_out), from the slope ∂J/∂a of the same shape."""
    _, f_prime = ACTIVATIONS[activation]
    if activation == "softmax":
        return np.einsum("ni,nij->nj", dJ_da, f_prime(z))
    return dJ_da * f_prime(z)


def _output_error(z, ŷ, Y, activation, cost):
    """Return δ = ∂J/∂z of the output layer, (n, d_out)."""
    # Here f′(z) cancels against the cost's slope. Cancelled by hand it cannot be 0 in a
    # saturated unit, where 0 times something huge would say that there is nothing to learn.
    if (activation, cost) == ("sigmoid", "binary_cross_entropy"):
        return (ŷ - Y) / Y.size
    if (activation, cost) == ("softmax", "cross_entropy"):
        return (ŷ - Y) / len(Y)
    _, cost_prime = COSTS[cost]
    return _error(cost_prime(Y, ŷ), z, activation)


def backward(network, X, Y, signals, cost):
    """Return the gradients [(dW, db), ...] of the cost, in the order of the layers.

    X (n, d_in), Y (n, d_out), signals as forward returns them, cost a name in COSTS.
    dW = ∂J/∂W has W's shape, db = ∂J/∂b has b's. From the last layer to the first:

        δ  = ∂J/∂ŷ ⊙ f′(z)               in the output layer; ⊙ multiplies entry by entry
        δ  = (δ_next W_nextᵀ) ⊙ f′(z)    in the others, δ_next and W_next of the layer after
        dW = inputᵀ δ                    the input is the a of the layer before, or X
        db = Σ δ                         over the samples

    J is already an average over the batch, so dW and db are not averaged once more.
    The slope of softmax is a Jacobian: δⱼ = Σᵢ ∂J/∂aᵢ · ∂aᵢ/∂zⱼ for each sample.
    Sigmoid with binary cross-entropy and softmax with cross-entropy both have the output
    δ = (ŷ − Y) / n (n counts what J averages over: entries, samples), even where f′(z) is 0.

    >>> network = [(np.array([[3.0]]), np.array([0.0]), "identity")]
    >>> X, Y = np.array([[1.0], [2.0]]), np.array([[2.0], [4.0]])
    >>> backward(network, X, Y, forward(network, X), "mse")
    [(array([[5.]]), array([3.]))]
    """
    inputs = [X] + [a for _, a in signals[:-1]]
    δ = _output_error(*signals[-1], Y, network[-1][2], cost)
    gradients = [(inputs[-1].T @ δ, δ.sum(axis=0))]
    for i in reversed(range(len(network) - 1)):
        W_next = network[i + 1][0]
        δ = _error(δ @ W_next.T, signals[i][0], network[i][2])
        gradients.insert(0, (inputs[i].T @ δ, δ.sum(axis=0)))
    return gradients


def backpropagate(network, X, Y, cost):
    """Return the gradients [(dW, db), ...] of the cost: a forward pass, then a backward pass.

    X (n, d_in), Y (n, d_out), cost a name in COSTS; dW and db have the shapes of W and b.

    >>> network = [(np.array([[3.0]]), np.array([0.0]), "identity")]
    >>> backpropagate(network, np.array([[1.0], [2.0]]), np.array([[2.0], [4.0]]), "mse")
    [(array([[5.]]), array([3.]))]
    """
    return backward(network, X, Y, forward(network, X), cost)
