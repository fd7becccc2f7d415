"""What a formula is worth with one slip in it, at the inputs of a table: activations and costs.

The slips follow from the formula itself, as SymPy derived it: a sign turned round, a term, a factor
or a square left out, z for a, the value for the slope. Nothing here knows any exercise.
"""

from typing import NamedTuple

import numpy as np

from .compiled import (
    activation_slope,
    activation_value,
    activations,
    cost_slope,
    cost_value,
    fused,
    rules_once,
)
from .reading import read
from .sampling import formula_value
from .syntax import show
from .variants import signs_inside


class TableSlip(NamedTuple):
    """A stable code, what was done ("… if the square is missing"), and the answers it leads to."""

    code: str
    done: str
    value: object


def of_activation(name, z):
    """Return what f(z) comes to with one slip in it; z has any shape.

    >>> [slip.done for slip in of_activation("relu", [-1.0, 2.0]) if slip.value[0] == 1.0]
    ['relu is taken at -z']
    """
    z, f = np.asarray(z, dtype=float), activation_value(name)
    found = [
        TableSlip("sign-inside", f"{name} is taken at -z", f(-z)),
        TableSlip("slope-for-value", f"{name}′ stands where {name} belongs", _slope(name, z)),
    ]
    return found + _inside(name, "value_text", {"z": z}, z)


def of_slope(name, z):
    """Return what f′(z) comes to with one slip in it; for softmax, its Jacobian.

    >>> [slip.code for slip in of_slope("tanh", [0.5]) if np.isclose(slip.value, 1 - 0.5**2)]
    ['sum-for-output']
    """
    z, a = np.asarray(z, dtype=float), activation_value(name)(z)
    if name == "softmax":
        return _of_jacobian(z)
    right, left = (_at(node, {"z": z}) for node in _sides(name, "slope_text"))
    found = [
        TableSlip("value-for-slope", f"{name}, not {name}′, is taken", a),
        TableSlip(
            "slope-at-output", f"{name}′ is taken at a = {name}(z), not at z", _slope(name, a)
        ),
    ]
    if len(set(map(str, _sides(name, "slope_text")))) > 1:
        swapped = "the slopes of the two sides are swapped"
        found += [
            TableSlip("kink", "z ≥ 0 stands where z > 0 belongs", np.where(z >= 0, right, left)),
            TableSlip("sides-swapped", swapped, np.where(z > 0, left, right)),
        ]
        halfway = np.where(z == 0, (right + left) / 2, _slope(name, z))
        found.append(TableSlip("kink", "the mean of both slopes is taken at z = 0", halfway))
    for other, rule in _by_value():
        if other == name:
            found += _by_own_value(name, rule, z, right)
        else:
            done = f"{other}'s rule {show(rule, {})} is taken, with a = {name}(z)"
            found.append(TableSlip("other-activation", done, _at(rule, {"a": a})))
    return found + _inside(name, "slope_text", {"z": z}, z)


def _by_own_value(name, rule, z, right):
    """Return the slips in a slope that is written with a = f(z), as tanh′ = 1 − a²."""
    one = len(set(map(str, _sides(name, "slope_text")))) == 1

    def whole(value):
        return value if one else np.where(z > 0, right, value)

    done = f"z stands for a = {name}(z) in {show(rule, {})}"
    slip = TableSlip("sum-for-output", done, whole(_at(rule, {"a": z})))
    return [slip, *_changed(rule, {"a": activation_value(name)(z)}, whole)]


def without_argument(name, argument, z, primed=False):
    """Return what f(z), or f′(z), comes to if its argument, such as ELU's α, is not used."""
    f = (activation_slope if primed else activation_value)(name)
    return [TableSlip("argument-unused", f"the {argument} is not used but the usual one", f(z))]


def _of_jacobian(z):
    a, right = activation_value("softmax")(z), activation_slope("softmax")(z)
    eye, among = np.eye(z.shape[-1]), {"the whole batch": None, "each column": 0}
    found = [
        TableSlip("diagonal-only", "only the diagonal of the Jacobian is there", right * eye),
        TableSlip("sign-inside", "+ stands where - belongs beside the diagonal", np.abs(right)),
    ]
    for words, axis in among.items():
        e = np.exp(z - z.max(axis=axis, keepdims=True))
        b = e / e.sum(axis=axis, keepdims=True)
        value = b[..., :, None] * (eye - b[..., None, :])
        found.append(TableSlip("wrong-axis", f"softmax sums over {words}, not each row", value))
    return found if a.ndim == 2 else found[:2]


def of_cost(name, y, ŷ):
    """Return what J(y, ŷ) comes to with one slip in it.

    >>> y, ŷ = np.array([[1.0], [1.0]]), np.array([[0.0], [1.0]])
    >>> [slip.done for slip in of_cost("mse", y, ŷ) if slip.value == 1.0][0]
    'the sum is not divided by n'
    """
    J, n, k = cost_value(name)(y, ŷ), _number(name, y), y.shape[1]
    shares = activation_value("softmax" if k > 1 else "sigmoid")(ŷ)
    swapped = "y and ŷ are swapped"
    found = [
        TableSlip("not-averaged", "the sum is not divided by n", J * n),
        TableSlip("root", "the root of the mean is taken", np.sqrt(np.abs(J))),
        TableSlip("half", "the cost is halved, as in another convention", J / 2),
        TableSlip("swapped", swapped, cost_value(name)(ŷ, y)),
        TableSlip(
            "applied-twice", "ŷ is made a probability once more", cost_value(name)(y, shares)
        ),
        *_of_the_mean(name, k, J),
    ]
    if "log" in rules_once()["costs"][name]["value_text"]:
        found.append(TableSlip("base-10", "the logarithm is the one to base 10", J / np.log(10)))
    node = _cost_node(name, "value_text")
    return found + _changed(node, {"y": y, "ŷ": ŷ}, lambda entries: np.sum(entries) / n)


def of_cost_slope(name, y, ŷ):
    """Return what ∂J/∂ŷ comes to with one slip in it."""
    slope, n, k = cost_slope(name)(y, ŷ), _number(name, y), y.shape[1]
    found = [
        TableSlip("sign", "the sign is the wrong way round", -slope),
        TableSlip("not-averaged", "it is not divided by n", slope * n),
        *_of_the_mean(name, k, slope),
    ]
    if any(fused(activation, name) for activation in activations()):
        found.append(TableSlip("cancelled", "(ŷ - y)/n is taken, which is ∂J/∂z", (ŷ - y) / n))
    node = _cost_node(name, "slope_text")
    if node[0] in ("multiply", "negate") and "2" in show(node, {}):
        found += [
            TableSlip("constant-factor", "the factor 2 is missing", slope / 2),
            TableSlip("constant-factor", "the factor -2/n is missing", slope * -n / 2),
            TableSlip("constant-factor", "the factor 2/n is missing", slope * n / 2),
        ]
    return found + _changed(node, {"y": y, "ŷ": ŷ}, lambda entries: entries / n)


def _of_the_mean(name, k, value):
    if rules_once()["costs"][name]["over"] == "predictions":
        return [TableSlip("mean", "n counts the samples, not all predictions", value * k)]
    return [TableSlip("mean", "n counts all predictions, not the samples", value / k)]


def _number(name, y):
    return y.size if rules_once()["costs"][name]["over"] == "predictions" else len(y)


def _cost_node(name, what):
    text = rules_once()["costs"][name][what].replace("·", "*").replace("log(", "ln(")
    return read(text, {"y": "y", "ŷ": "ŷ"})


def _slope(name, z):
    slope = activation_slope(name)(z)
    return np.einsum("...ii->...i", slope) if name == "softmax" else slope


def _sides(name, what):
    """Return a formula for z > 0 and one for z ≤ 0."""
    text = rules_once()["activations"][name][what].replace("·", "*")
    sides = [side.split(" for ")[0] for side in text.split(", ")]
    nodes = [read(side, {"z": "z"}) for side in sides]
    return nodes * 2 if len(nodes) == 1 else nodes


def _inside(name, what, points, z):
    """Return the slips inside a formula: on both sides if they are the same, else on each."""
    right, left = _sides(name, what)
    if right == left:
        return _changed(right, points, lambda value: value)
    others = _at(right, points), _at(left, points)
    return [
        *_changed(right, points, lambda value: np.where(z > 0, value, others[1])),
        *_changed(left, points, lambda value: np.where(z > 0, others[0], value)),
    ]


def _changed(node, points, whole):
    """Return a formula's slips; `whole` makes answers of a formula's values."""
    return [TableSlip(code, done, whole(_at(wrong, points))) for wrong, code, done in _slips(node)]


def _slips(node):
    """Yield (changed formula, code, what was done) for every slip in a formula."""
    yield from signs_inside(node, {})
    yield from _left_out(node, lambda changed: changed)


def _left_out(node, put):
    kind, parts = node[0], node[1:]
    if kind in ("add", "multiply"):
        for at, part in enumerate(parts):
            rest = parts[:at] + parts[at + 1 :]
            left = rest[0] if len(rest) == 1 else (kind, *rest)
            what, shown = ("term", "factor")[kind == "multiply"], show(part, {}).removeprefix("-")
            yield put(left), f"{what}-missing", f"the {what} {shown} is missing"
    if kind == "power":
        yield put(parts[0]), "power-missing", f"{show(parts[0], {})} is not squared"
        absolute = ("power", ("power", parts[0], 2), 0.5)
        done = f"the absolute value of {show(parts[0], {})} is taken, not its square"
        yield put(absolute), "power-missing", done
    for at, part in enumerate(node):
        if at and isinstance(part, tuple):
            yield from _left_out(part, lambda new, at=at: put((*node[:at], new, *node[at + 1 :])))


def _at(node, points):
    shape = np.broadcast_shapes(*(np.shape(value) for value in points.values()))
    with np.errstate(all="ignore"):
        return np.broadcast_to(formula_value(node, points), shape).astype(float)


def _by_value():
    for name, rule in rules_once()["activations"].items():
        texts = rule.get("slope_by_value")
        if texts and texts[-1] and "z" not in texts[-1]:
            yield name, read(str(texts[-1]).replace("**", "^"), {"a": "a"})
