"""Regularisation: L2, early stopping and dropout, which keep a network from memorising samples."""

from .activations import ACTIVATIONS, softmax
from .neuron import weighted_sum


def l2_cost(network, λ):
    """Return the penalty (λ/2)·Σ W², a number: over all weights of all layers, and no bias.

    >>> import numpy as np
    >>> float(l2_cost([(np.array([[1.0, -2.0]]), np.array([9.0, 9.0]), "relu")], 0.1))
    0.25
    """
    return λ / 2 * sum((W**2).sum() for W, _, _ in network)


def with_l2(network, gradients, λ):
    """Return the gradients [(dW, db), ...] of the cost with its penalty: dW + λW, and db as it is.

    gradients are those without the penalty, one pair a layer.

    >>> import numpy as np
    >>> network = [(np.array([[3.0]]), np.array([7.0]), "identity")]
    >>> with_l2(network, [(np.array([[5.0]]), np.array([2.0]))], 0.1)
    [(array([[5.3]]), array([2.]))]
    """
    return [(dW + λ * W, db) for (W, _, _), (dW, db) in zip(network, gradients, strict=True)]


def stop_early(costs, patience):
    """Return (best, stopped), two epochs: the one of the least cost, and the one that is the last.

    costs are those on the validation set, costs[0] before the first epoch. Training stops as soon
    as `patience` epochs in a row have brought no new least cost, or where the costs end.

    >>> stop_early([5, 3, 4, 2, 3, 3, 1], 2)
    (3, 5)
    """
    best = 0
    for epoch, cost in enumerate(costs):
        if cost < costs[best]:
            best = epoch
        if epoch - best == patience:
            return best, epoch
    return best, len(costs) - 1


def dropout_mask(rng, shape, keep):
    """Return an array of 0 and 1/keep: each entry is 1/keep with the probability keep.

    keep is above 0 and at most 1. The mean of an entry is thus 1.

    >>> import numpy as np
    >>> dropout_mask(np.random.default_rng(0), (2, 3), 0.5)
    array([[0., 2., 2.],
           [2., 0., 0.]])
    """
    return (rng.random(shape) < keep) / keep


def predict_dropped(network, X, masks):
    """Return ŷ (n, d_out) with dropout: each hidden layer's a is multiplied by its mask.

    X (n, d_in); masks has an array for each hidden layer, of the shape of its a. The output layer
    has none.

    >>> import numpy as np
    >>> hidden = (np.array([[2.0, 4.0]]), np.array([0.0, 0.0]), "relu")
    >>> output = (np.array([[1.0], [1.0]]), np.array([0.0]), "identity")
    >>> predict_dropped([hidden, output], np.array([[1.0]]), [np.array([[2.0, 0.0]])])
    array([[4.]])
    """
    a = X
    for (W, b, activation), mask in zip(network, [*masks, 1.0], strict=True):
        f, _ = ACTIVATIONS[activation]
        a = f(weighted_sum(a, W, b)) * mask
    return a


def dropped_gradients(network, X, Y, masks):
    """Return the gradients [(dW, db), ...] of cross-entropy where units are dropped by masks.

    X (n, d_in), Y (n, k) one-hot, masks as in predict_dropped; the hidden activations work entry by
    entry, the output is softmax. On its way back a gradient is multiplied by the same mask.

    >>> import numpy as np
    >>> hidden = (np.array([[1.0, 1.0]]), np.array([0.0, 0.0]), "relu")
    >>> output = (np.array([[0.0, 0.0], [0.0, 0.0]]), np.array([0.0, 0.0]), "softmax")
    >>> X, Y = np.array([[1.0]]), np.array([[1.0, 0.0]])
    >>> dropped_gradients([hidden, output], X, Y, [np.array([[2.0, 0.0]])])[1]
    (array([[-1.,  1.],
           [ 0.,  0.]]), array([-0.5,  0.5]))
    """
    inputs, slopes = [X], []
    for (W, b, activation), mask in zip(network[:-1], masks, strict=True):
        f, f_prime = ACTIVATIONS[activation]
        z = weighted_sum(inputs[-1], W, b)
        inputs.append(f(z) * mask)
        slopes.append(f_prime(z) * mask)
    W, b, _ = network[-1]
    δ = (softmax(weighted_sum(inputs[-1], W, b)) - Y) / len(Y)
    gradients = [(inputs[-1].T @ δ, δ.sum(axis=0))]
    for i in reversed(range(len(slopes))):
        W_next, _, _ = network[i + 1]
        δ = δ @ W_next.T * slopes[i]
        gradients.insert(0, (inputs[i].T @ δ, δ.sum(axis=0)))
    return gradients
