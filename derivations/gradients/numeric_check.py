"""The check of gradients by numbers alone: which entries are not the slope of this cost.

First the projected check by complex steps; where these cannot be trusted, central differences
entry by entry. Nothing is compared with an absolute tolerance: a cost that is scaled by 1e-4 is
checked as strictly as before. What numbers cannot decide is reported as undecided, never as right.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from derivations.arrays import PairsLike
from derivations.gradients.projected_check import BrokenStep, wrong_entries
from derivations.networks.derivation import CostFunction

RIGHT, WRONG, UNDECIDED = "right", "wrong", "undecided"
MOST_FINDINGS = 8


@dataclass(frozen=True)
class Finding:
    """One entry: where, what was claimed, what the numbers say, "wrong", "kink" or "undecided"."""

    parameter: str
    index: tuple[int, ...]
    claimed: float
    numeric: float
    verdict: str


class NumericReport(NamedTuple):
    """What the numbers say: "right", "wrong" or "undecided", the entries, how, and what was odd."""

    status: str
    findings: list[Finding]
    method: str
    alarms: list[str]

    def __str__(self) -> str:
        """Return the report as lines."""
        lines = [f"{self.status}, by {self.method}", *(f"alarm: {alarm}" for alarm in self.alarms)]
        lines += [
            f"{finding.parameter}[{', '.join(map(str, finding.index))}]: {finding.verdict}, "
            f"claimed {finding.claimed:.8g}, numbers say {finding.numeric:.8g}"
            for finding in self.findings
        ]
        return "\n".join(lines)


def check_numerically(
    J: CostFunction, parameters: PairsLike, claimed: PairsLike, seed: int = 0
) -> NumericReport:
    """Check claimed gradients [(dW, db), …] against the cost function J(parameters) -> number.

    `parameters` is [(W, b), …]; J is called with lists of the same form and must not change them.
    It should let complex arrays through; if it does not, differences are used. A J with an
    attribute `analytic = True` (`Derivation.cost_function` makes such) is spared the test of that.
    Returns a
    `NumericReport`. Raises ValueError for shapes that do not fit, TypeError for no real numbers.

    >>> parameters = [(np.array([[2.0]]), np.array([1.0]))]
    >>> J = lambda parameters: ((parameters[0][0] * 3 + parameters[0][1]) ** 2).sum()
    >>> check_numerically(J, parameters, [(np.array([[42.0]]), np.array([14.0]))]).status
    'right'
    >>> print(check_numerically(J, parameters, [(np.array([[42.0]]), np.array([15.0]))]))
    wrong, by projected complex steps
    b1[0]: wrong, claimed 15, numbers say 14
    """
    tensors, names = _flat(parameters, "parameters")
    gradients, _ = _flat(claimed, "gradients")
    for name, array, gradient in zip(names, tensors, gradients, strict=False):
        if array.shape != gradient.shape:
            raise ValueError(f"∂J/∂{name} has shape {gradient.shape} where {array.shape} belongs")
    if len(tensors) != len(gradients):
        raise ValueError(f"{len(tensors)} parameters, but {len(gradients)} gradients")
    if not all(np.isfinite(gradient).all() for gradient in gradients):
        return NumericReport(WRONG, _not_finite(gradients, names), "looking", [])

    def cost(arrays):
        return J(list(zip(arrays[::2], arrays[1::2], strict=True)))

    analytic = getattr(J, "analytic", False) is True
    rng = np.random.default_rng(seed)
    try:
        wrong = wrong_entries(cost, tensors, gradients, rng, analytic, MOST_FINDINGS)
    except BrokenStep as alarm:
        return _by_differences(cost, tensors, gradients, names, str(alarm))
    findings = [
        Finding(names[entry.tensor], entry.index, entry.claimed, entry.numeric, WRONG)
        for entry in wrong or []
    ]
    status = RIGHT if wrong is None else WRONG
    return NumericReport(status, findings, "projected complex steps", [])


def _not_finite(gradients, names):
    """Return the entries that are no numbers."""
    found = [
        Finding(name, tuple(map(int, at)), float(gradient[tuple(at)]), float("nan"), WRONG)
        for name, gradient in zip(names, gradients, strict=True)
        for at in np.argwhere(~np.isfinite(gradient))[:MOST_FINDINGS]
    ]
    return found[:MOST_FINDINGS]


def _flat(pairs, what):
    """Return the arrays of [(W, b), …] in one list as float64, and their names."""
    tensors, names = [], []
    for layer, pair in enumerate(pairs, 1):
        for letter, value in zip("Wb", pair, strict=True):
            array = np.asarray(value)
            if array.dtype.kind not in "fiub":
                raise TypeError(
                    f"{letter}{layer} among the {what} holds {array.dtype}, not real numbers"
                )
            tensors.append(array.astype(float))
            names.append(f"{letter}{layer}")
    return tensors, names


def _is_single(J, tensors):
    """Return a sentence if J has no more than the digits of float32, else "".

    Arithmetic of seven digits shows: moving the parameters by a billionth moves J not at all, or by
    far too much.
    """

    def moved(step):
        return float(np.real(J([array * (1 + step) + step for array in tensors])))

    found = [moved(k * 1e-9) for k in range(-2, 3)]
    expected = abs(moved(1e-3) - moved(-1e-3)) * 5e-7
    size = max(map(abs, found))
    visible = expected > 1e3 * np.finfo(float).eps * size
    changes = np.abs(np.diff(found))
    if visible and (changes == 0).any():
        return (
            "the cost has the seven digits of float32: differences are good to about 1 % there, "
            "and smaller errors cannot be decided"
        )
    return ""


def _by_differences(J, tensors, gradients, names, alarm):
    """Check entry by entry with central differences, kinks and noise told apart from errors."""
    single = _is_single(J, tensors)
    findings, undecided, alarms = [], 0, [single] if single else [alarm]
    for name, array, gradient, place in zip(
        names, tensors, gradients, range(len(tensors)), strict=True
    ):
        for at in np.ndindex(array.shape):
            verdict, numeric = _entry(J, tensors, place, at, float(gradient[at]), bool(single))
            if verdict == UNDECIDED:
                undecided += 1
            if verdict not in (RIGHT, UNDECIDED):
                findings.append(Finding(name, at, float(gradient[at]), numeric, verdict))
    wrong = any(finding.verdict == WRONG for finding in findings)
    if undecided:
        alarms = [*alarms, f"{undecided} entries are too small for differences to decide"]
    status = WRONG if wrong else UNDECIDED if undecided or single else RIGHT
    findings.sort(key=lambda finding: finding.verdict != WRONG)
    return NumericReport(status, findings[:MOST_FINDINGS], "central differences", alarms)


def _entry(J, tensors, place, at, claimed, single):
    """Return the verdict on one entry and its numerical slope."""
    unit = np.finfo(np.float32 if single else float).eps
    θ = tensors[place][at]
    steps = (5e-3, 2e-2) if single else (1e-5, 1e-6, 1e-7)
    tolerance = 2e-2 if single else 1e-6
    middle, numeric, within = float(np.real(J(tensors))), float("nan"), False
    for step in steps:
        ε = step * max(1.0, abs(θ))
        up, down = (_value(J, tensors, place, at, θ + sign * ε) for sign in (1, -1))
        slope, left, right = (up - down) / (2 * ε), (middle - down) / ε, (up - middle) / ε
        noise = 8 * unit * max(abs(up), abs(down), abs(middle)) / ε
        size = max(abs(claimed), abs(slope))
        numeric = slope if np.isnan(numeric) else numeric
        if abs(claimed - slope) <= tolerance * size:
            return RIGHT, slope
        within = within or (abs(claimed - slope) <= noise and noise > tolerance * size)
    bent = abs(left - right) > 0.01 * max(abs(left), abs(right)) + 8 * noise
    low, high = min(left, right), max(left, right)
    if bent and low - 8 * noise <= claimed <= high + 8 * noise:
        return "kink", numeric
    return (UNDECIDED if within else WRONG), numeric


def _value(J, tensors, place, at, θ):
    moved = list(tensors)
    moved[place] = tensors[place].copy()
    moved[place][at] = θ
    return float(np.real(J(moved)))
