"""The three-way verdict on gradients: claimed, measured through one's own forward pass, derived.

It tells a wrong derivative from a wrong forward pass.
"""

import numpy as np
import numpy.typing as npt

from derivations.arrays import PairsLike, told_apart
from derivations.gradient_checker.report import Diagnosis
from derivations.gradients.diagnosis import diagnose_gradients
from derivations.gradients.forward_pass import WrongSignal
from derivations.networks.derivation import CostFunction, Derivation

ε = 1e-5
AGREE = 1e-6
UNMEASURED = 1e-2  # a measured slope that is further off than this tells nothing
NAMES = ("∂J/∂W", "∂J/∂b")


def three_way(
    derivation: Derivation,
    parameters: PairsLike,
    X: npt.ArrayLike,
    Y: npt.ArrayLike,
    claimed: object,
    J: CostFunction,
) -> list[Diagnosis]:
    """Return why claimed gradients [(dW, db), …] are wrong: a list of `Diagnosis`, [] if right.

    `J(parameters)` is the claimer's own cost, through their own forward pass. The entry that is
    furthest off is measured through it by central differences.

    >>> from derivations.networks.derivation import derive
    >>> d = derive([1, 1], ["identity"], "mse")
    >>> parameters, X, Y = [([[2.0]], [0.0])], [[1.0], [3.0]], [[0.0], [0.0]]
    >>> ((dW, db),) = d.gradients(parameters, X, Y)
    >>> first, *_ = three_way(d, parameters, X, Y, [(-dW, db)], d.cost_function(X, Y))
    >>> first.message  # doctest: +ELLIPSIS
    '∂J/∂W1[0, 0]: yours -20, numeric 20, derived 20. Your forward pass is right; ...'
    """
    # A mistake that is only tried out may overflow where the right derivation does not.
    with np.errstate(all="ignore"):
        found = diagnose_gradients(derivation, parameters, X, Y, claimed)
    first = measured(derivation, parameters, X, Y, claimed, J) if found else None
    if first is None:
        return found
    # What the chain rule's mistakes explain counts only where the forward pass is right.
    forward_right = first.code == "three-way"
    return [first, *(diagnosis for diagnosis in found if diagnosis.code and forward_right)]


def measured(
    derivation: Derivation,
    parameters: PairsLike,
    X: npt.ArrayLike,
    Y: npt.ArrayLike,
    claimed: object,
    J: CostFunction,
    signal: WrongSignal | None = None,
) -> Diagnosis | None:
    """Return the three-way verdict on the entry that is furthest off; None where none can be told.

    Its code is "forward-pass" where the cost, or what leads to it, is wrong; else "three-way". What
    is known to be wrong with the forward pass itself is a `signal`.
    """
    at = _furthest(claimed, derivation.gradients(parameters, X, Y))
    if at is None:
        return None
    layer, which, index, yours, derived = at
    ends = _moved(parameters, layer, which, index)
    high, low = (float(J(end)) for end in ends)
    numeric = (high - low) / (2 * ε)
    # Costs are compared, not slopes alone: where the cost is flat or has a kink, no slope is found.
    true_costs = [derivation.cost_of(end, X, Y) for end in ends]
    forward_right = _near(high, true_costs[0]) and _near(low, true_costs[1])
    if signal:
        forward_right, verdict = False, signal.sentence
    elif forward_right:
        verdict = "Your forward pass is right; your gradient is wrong."
        if abs(numeric - derived) > UNMEASURED * max(abs(numeric), abs(derived)):
            verdict += " J is too flat here, or too curved, to measure its slope."
    elif _near(yours, numeric):
        verdict = (
            "Your gradient fits your forward pass. The mistake is in that pass or in the cost."
        )
    else:
        verdict = "Your forward pass or cost is wrong, and your gradient does not fit it."
    where = f"{NAMES[which]}{layer + 1}"
    name = f"{where}[{', '.join(map(str, index))}]"
    yours, derived = told_apart(yours, derived)
    message = f"{name}: yours {yours}, numeric {numeric:.6g}, derived {derived}. {verdict}"
    return Diagnosis((where,), message, "three-way" if forward_right else "forward-pass")


def _near(a, b):
    return abs(a - b) <= AGREE * max(abs(a), abs(b)) + 1e-9


def _furthest(claimed, truth):
    """Return (layer, 0 or 1, index, claimed, true) of the entry furthest off, if it can be told."""
    worst, found = 0.0, None
    if not isinstance(claimed, list | tuple):
        return None
    for layer, (pair, right) in enumerate(zip(claimed, truth, strict=False)):
        for which, (array, true) in enumerate(zip(pair, right, strict=False)):
            if not isinstance(array, np.ndarray) or array.shape != true.shape:
                return None
            if not np.isfinite(array).all():
                return None
            away = np.abs(array - true) / (np.abs(true).max(initial=0.0) or 1.0)
            if away.max(initial=0.0) > worst:
                worst = away.max()
                index = tuple(int(i) for i in np.unravel_index(away.argmax(), away.shape))
                found = layer, which, index, float(array[index]), float(true[index])
    return found


def _moved(parameters, layer, which, index):
    """Return the parameters with one entry larger by ε, and with it smaller by ε."""
    ends = []
    for step in (ε, -ε):
        moved = [[np.array(array, dtype=float) for array in pair] for pair in parameters]
        moved[layer][which][index] += step
        ends.append([tuple(pair) for pair in moved])
    return ends
