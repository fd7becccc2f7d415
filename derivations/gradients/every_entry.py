"""Every entry of a claimed gradient by itself, against central differences of a derived network.

Differences come first: they name each entry that is off by a millionth or more. An entry that they
cannot decide, because it is lost in their rounding or a kink is beside it, looks the same as a
wrong one; complex steps tell the two apart.
"""

import numpy as np
import numpy.typing as npt

from derivations.arrays import PairsLike
from derivations.gradient_checker.report import RIGHT, GradientReport
from derivations.gradients.finite_differences import structured_differences
from derivations.gradients.numeric_check import check_numerically
from derivations.networks.derivation import Derivation

TOLERANCE = 1e-6  # relative, of each entry
METHOD = "central differences of every entry"


def check_every_entry(
    derivation: Derivation,
    parameters: PairsLike,
    X: npt.ArrayLike,
    Y: npt.ArrayLike,
    claimed: PairsLike,
    seed: int = 0,
) -> GradientReport:
    """Check claimed gradients [(dW, db), …] of a derived network, and return a `GradientReport`.

    The first arguments are as for `Derivation.gradients`. Only the network's forward pass and cost
    are used, never their derivatives. Raises ValueError for shapes that do not fit, TypeError for
    no real numbers.

    >>> from derivations.networks.derivation import derive
    >>> d = derive([1, 1], ["identity"], "mse")
    >>> parameters, X, Y = [([[2.0]], [0.0])], [[3.0]], [[0.0]]
    >>> check_every_entry(d, parameters, X, Y, [([[36.0]], [12.0])]).status
    'right'
    >>> print(check_every_entry(d, parameters, X, Y, [([[36.0]], [12.001])]))
    wrong, by central differences of every entry, then projected complex steps (seed 0)
    wrong: b1; right: W1
    b1[0]: wrong, claimed 12.001, numbers say 12
    """
    parameters, X, Y = derivation.checked(parameters, X, Y)
    found = structured_differences(derivation, parameters, X, Y)
    if _agree(claimed, found.gradients):
        return GradientReport(RIGHT, [], METHOD, [])
    report = check_numerically(derivation.cost_function(X, Y), parameters, claimed, seed)
    return report._replace(method=f"{METHOD}, then {report.method}")


def _agree(claimed, numeric):
    """Say whether every entry is the numerical one; what has another form does not agree."""
    try:
        pairs = [
            (np.asarray(mine), theirs)
            for pair, others in zip(claimed, numeric, strict=True)
            for mine, theirs in zip(pair, others, strict=True)
        ]
    except (TypeError, ValueError):
        return False
    return all(
        mine.dtype.kind in "fiub"
        and mine.shape == theirs.shape
        and bool((np.abs(mine - theirs) <= TOLERANCE * np.abs(theirs)).all())
        for mine, theirs in pairs
    )
