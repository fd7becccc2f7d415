"""Central differences of every parameter at once, reusing what one parameter cannot change.

Moving one weight moves one column of one layer's z. What lies below stays, the layer above moves by
an outer product, and only the layers beyond need a product again; all weights into one unit are
moved together. The same numbers as a loop over the entries, some ten times as soon.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from derivations.arrays import Pair, PairsLike
from derivations.networks.derivation import Derivation
from derivations.rules.compiled import (
    activation_slope,
    activation_value,
    activations,
    cost_source,
    rules_once,
    run,
)


class Differences(NamedTuple):
    """Numerical gradients [(dW, db), …], their noise, and where a kink was crossed.

    `noise` bounds the rounding error of each entry; `kinks` is True where some unit with a kink
    changed sides between −ε and +ε. Both are [(for W, for b), …] of the parameters' shapes.
    """

    gradients: list[Pair]
    noise: list[Pair]
    kinks: list[tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]]


def structured_differences(
    derivation: Derivation,
    parameters: PairsLike,
    X: npt.ArrayLike,
    Y: npt.ArrayLike,
    ε: float = 1e-5,
) -> Differences:
    """Return central differences by every parameter of a derived network.

    Arguments are as for `Derivation.gradients`. The forward pass is the network's own; nothing of
    its derivatives is used.

    >>> from derivations.networks.derivation import derive
    >>> d = derive([1, 1], ["identity"], "mse")
    >>> ((dW, db),) = structured_differences(d, [([[2.0]], [0.0])], [[3.0]], [[0.0]]).gradients
    >>> round(float(dW[0, 0]), 6), round(float(db[0]), 6)
    (36.0, 12.0)
    """
    if not 1e-12 < ε < 1:
        raise ValueError(f"ε must lie between 1e-12 and 1, not {ε}")
    parameters, X, Y = derivation.checked(parameters, X, Y)
    signals = derivation.forward(parameters, X)
    names = derivation.activations
    terms, counted = _terms(derivation.cost), _counted(derivation.cost, Y)
    over = rules_once()["costs"][derivation.cost]["over"]
    number = Y.size if over == "predictions" else len(Y)
    size = np.abs(terms(Y, signals[-1][1])).sum() / number
    Y = Y.ravel()[counted]
    found = Differences([], [], [])
    for layer, (W, _) in enumerate(parameters):
        inputs = X if layer == 0 else signals[layer - 1][1]
        moves = ε * np.vstack([inputs.T, np.ones(len(X))])  # (d_in + 1, n); the last is the bias
        slopes = np.empty((len(moves), W.shape[1]))
        crossed = np.zeros(slopes.shape, bool)
        both = np.vstack([moves, -moves])
        for unit in range(W.shape[1]):
            ŷ, sides = _moved(layer, unit, both, parameters, signals, names, counted)
            up, down = np.split(terms(Y, ŷ), 2)
            slopes[:, unit] = (up - down).sum(axis=1) / (2 * ε * number)
            for side in sides:
                up, down = np.split(side.reshape(len(both), -1), 2)
                crossed[:, unit] |= (up != down).any(axis=1)
        noise = np.full(slopes.shape, 8 * np.finfo(float).eps * size / ε)
        found.gradients.append((slopes[:-1], slopes[-1]))
        found.noise.append((noise[:-1], noise[-1]))
        found.kinks.append((crossed[:-1], crossed[-1]))
    return found


def _moved(layer, unit, moves, parameters, signals, names, counted):
    """Return ŷ at the counted places for each move of one unit's z, and the sides of the kinks."""
    (z, a), sides, last = signals[layer], [], len(names) - 1

    def output(at, z):
        if names[at] in kinked():
            sides.append(z > 0)
        return activation_value(names[at])(z)

    if names[layer] == "softmax":
        if layer == last:
            return _softmax_of_column(z, unit, moves, counted), sides
        whole = np.repeat(z[None], len(moves), axis=0)
        whole[:, :, unit] += moves
        whole = output(layer, whole)
    else:
        column = output(layer, z[:, unit] + moves)
        if layer == last:
            whole = np.repeat(a[None], len(moves), axis=0)
            whole[:, :, unit] = column
        else:
            # The units come first in memory: a few long rows are quicker than many short ones.
            steps = np.multiply.outer(parameters[layer + 1][0][unit], column - a[:, unit])
            layer += 1
            if layer == last and names[layer] == "softmax":
                return _softmax_near(steps, signals[layer][0], counted), sides
            steps += signals[layer][0].T[:, None]
            whole = output(layer, np.moveaxis(steps, 0, -1))
    for above in range(layer + 1, len(names)):
        W, b = parameters[above]
        whole = output(above, whole @ W + b)
    return whole.reshape(len(moves), -1)[:, counted], sides


def _softmax_near(steps, z, counted):
    """Return softmax of z + steps at the counted places; z's own maximum serves for all.

    `steps`, of shape (k, moves, n), are used up.
    """
    steps += (z - z.max(axis=-1, keepdims=True)).T[:, None]
    np.exp(steps, out=steps)
    sample, unit = np.divmod(counted, len(steps))
    return steps[unit, :, sample].T / steps.sum(axis=0)[:, sample]


def _softmax_of_column(z, unit, moves, counted):
    """Return softmax at the counted places where one unit's z moves: the other e^z stay."""
    highest = z.max(axis=-1)
    e, moved = np.exp(z - highest[:, None]), np.exp(z[:, unit] + moves - highest)
    totals = np.delete(e, unit, axis=-1).sum(axis=-1) + moved
    sample, at = np.divmod(counted, z.shape[-1])
    return np.where(at == unit, moved[:, sample], e[sample, at]) / totals[:, sample]


def _counted(cost, Y):
    """Return the places in Y, flat, that the cost can depend on: where y is 0, some costs are 0."""
    ŷ = np.array([0.1, 0.4, 0.9])
    unneeded = not _terms(cost)(np.zeros(3), ŷ).any()
    return np.flatnonzero(Y) if unneeded else np.arange(Y.size)


@cache
def kinked() -> set[str]:
    """Return the names of the activations whose slope jumps at 0.

    >>> sorted(kinked())
    ['leaky_relu', 'relu']
    """
    scalar = (name for name in activations() if name != "softmax")
    smallest = 5e-324
    return {
        name for name in scalar if activation_slope(name)(smallest) != activation_slope(name)(0)
    }


@cache
def _terms(cost):
    """Return the function (y, ŷ) -> what each prediction adds to the cost, not yet averaged."""
    lines = cost_source(cost, "value").splitlines()
    formula = rules_once()["costs"][cost]["value"]
    return run("\n".join([*lines[:-1], f"    return {formula}"]), cost)
