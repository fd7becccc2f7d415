"""Mistakes in an activation and in its slope, from the formulas that SymPy derived."""

from functools import cache

import numpy as np
import numpy.typing as npt

from derivations.arrays import Array
from derivations.claims.edits import of_product_rule
from derivations.known_mistakes.formulas import at, changed, first_of_equals
from derivations.known_mistakes.known_mistake import KnownMistake
from derivations.language.differentiate import differentiate
from derivations.language.parser import read
from derivations.language.phrases import instead
from derivations.language.tree import show, substitute
from derivations.rules.compiled import activation_slope, activation_value, rules_once

# Where mistakes that no answer tells apart are recognised: on both sides of every kink, and on it.
_SAMPLES = np.array([-2.3, -0.7, -0.2, 0.0, 0.4, 0.9, 1.7])


def of_activation(name: str, z: npt.ArrayLike) -> list[KnownMistake]:
    """Return what f(z) comes to with one mistake in it; z has any shape.

    >>> [m.done for m in of_activation("relu", [-1.0, 2.0]) if m.value[0] == 1.0]
    ['the function returns |z|', '`relu(-z)` instead of `relu(z)`']
    """
    z = np.asarray(z, dtype=float)
    return _of_softmax(z) if name == "softmax" else _distinct(_of_value, name, z)


def of_slope(name: str, z: npt.ArrayLike) -> list[KnownMistake]:
    """Return what f′(z) comes to with one mistake in it; for softmax, its Jacobian.

    >>> [m.code for m in of_slope("tanh", [0.5]) if np.isclose(m.value, 1 - 0.5**2)]
    ['sum-for-output']
    """
    z = np.asarray(z, dtype=float)
    return _of_jacobian(z) if name == "softmax" else _distinct(_of_slope, name, z)


def _distinct(mistakes, name, z):
    """Return the mistakes at z; of those that agree everywhere, the first alone."""
    found = mistakes(name, np.concatenate([_SAMPLES, z.ravel()]))
    kept = first_of_equals(found, lambda mistake: mistake.value[: len(_SAMPLES)])
    return [
        mistake._replace(value=mistake.value[len(_SAMPLES) :].reshape(z.shape)) for mistake in kept
    ]


def _of_value(name, z):
    f, (right, left) = activation_value(name), (at(n, {"z": z}) for n in _sides(name, "value_text"))
    return [
        KnownMistake("absolute", "the function returns |z|", np.abs(z)),
        KnownMistake("activation-missing", "the function returns z unchanged", z),
        KnownMistake("sign-inside", instead(f"{name}(-z)", f"{name}(z)"), f(-z)),
        KnownMistake("sides-swapped", "the two sides are swapped", np.where(z > 0, left, right)),
        KnownMistake(
            "slope-for-value", instead(f"{name}′(z)", f"{name}(z)"), activation_slope(name)(z)
        ),
        *_by_sigmoid(name, z),
        *_inside(name, "value_text", z),
        *_as_written(name, z),
        *_of_others(name, "{}", activation_value, z),
        KnownMistake("sign", "the sign is wrong", -f(z)),
        KnownMistake("rounded", "the answer is rounded to a whole number", np.round(f(z))),
    ]


def _by_sigmoid(name, z, slope=False):
    """Return the mistakes in a formula, or in its slope, that is a product with sigmoid(z)."""
    product = _product_with_sigmoid(name)
    if product is None:
        return []
    node = differentiate(product, "z") if slope else product
    return changed(node, {"z": z}, lambda value: value)


@cache
def _product_with_sigmoid(name):
    text = rules_once()["activations"][name]["value_algebra"][0]
    node = read(str(text).replace("**", "^"), {"z": "z", "s": "s"})
    if node[0] != "multiply":
        return None
    sigmoid = ("call", "sigmoid", 0, ("name", "z"))
    _, *factors = substitute(node, {("name", "s"): sigmoid})
    return ("multiply", *sorted(factors, key=lambda factor: factor[0] == "call"))


def _as_written(name, z):
    """Return the mistakes in a formula that SymPy has shortened, or that floats compute badly."""
    for node in _written_forms().get(name, ()):
        yield from changed(node, {"z": z}, lambda value: value)
    if name == "tanh":
        yield KnownMistake("other-function", instead("np.tan", "np.tanh"), np.tan(z))
    if name == "leaky_relu":
        for sign, how in {1: "added to", -1: "subtracted from"}.items():
            shifted = np.where(z > 0, z, z + sign * activation_slope(name)(np.array(-1.0)))
            yield KnownMistake("added", f"the slope is {how} z instead of multiplied", shifted)
    if name == "elu":
        done = "e^z - 1 is computed as a difference, which loses digits near 0"
        value = np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)
        yield KnownMistake("digits-lost", f"{done}; np.expm1 keeps them", value)


@cache
def _written_forms():
    """Return the formulas that people know for a function besides the one that SymPy writes."""
    forms = {
        "sigmoid": ["exp(z) / (1 + exp(z))"],
        "tanh": ["(exp(z) - exp(-z)) / (exp(z) + exp(-z))", "2 * sigmoid(2 * z) - 1"],
    }
    return {name: [read(text, {"z": "z"}) for text in texts] for name, texts in forms.items()}


def _of_slope(name, z):
    a, slope = activation_value(name)(z), activation_slope(name)
    right, left = (at(node, {"z": z}) for node in _sides(name, "slope_text"))
    found = [
        KnownMistake("value-for-slope", instead(f"{name}(z)", f"{name}′(z)"), a),
        KnownMistake("slope-at-output", instead(f"{name}′(a)", f"{name}′(z)"), slope(a)),
        KnownMistake("sign", "the sign is wrong", -slope(z)),
    ]
    product = _sides(name, "value_text")[0]
    found += [
        KnownMistake(code, done, at(node, {"z": z}))
        for node, code, done in of_product_rule(product, "z")
    ]
    found += _by_sigmoid(name, z, slope=True)
    if len(set(map(str, _sides(name, "slope_text")))) > 1:
        swapped = "the slopes of the two sides are swapped"
        halfway = np.where(z == 0, (right + left) / 2, slope(z))
        kept = f"{instead(f'{name}(z)', f'{name}′(z)')} for z ≤ 0"
        found += [
            KnownMistake("value-for-slope", kept, np.where(z > 0, right, a)),
            KnownMistake("kink", instead("z ≥ 0", "z > 0"), np.where(z >= 0, right, left)),
            KnownMistake("sides-swapped", swapped, np.where(z > 0, left, right)),
            KnownMistake("kink", "the slope at z = 0 is the mean of both sides", halfway),
        ]
    for other, rule in _by_value():
        if other == name:
            found += _by_own_value(name, rule, z, right)
        else:
            done = f"the slope uses {other}'s rule {show(rule)}, with a = {name}(z)"
            found.append(KnownMistake("other-activation", done, at(rule, {"a": a})))
    return [*found, *_inside(name, "slope_text", z), *_of_others(name, "{}′", activation_slope, z)]


def _of_others(name, written, function, z):
    """Return the mistakes of taking another activation's value, or its slope."""
    return [
        KnownMistake(
            "other-activation",
            instead(written.format(other), written.format(name)),
            function(other)(z),
        )
        for other in rules_once()["activations"]
        if other != name
    ]


def _by_own_value(name, rule, z, right):
    """Return the mistakes in a slope that is written with a = f(z), as tanh′ = 1 − a²."""
    one = len(set(map(str, _sides(name, "slope_text")))) == 1

    def whole(value):
        return value if one else np.where(z > 0, right, value)

    done = f"{instead('z', f'a = {name}(z)')} in {show(rule)}"
    found = [KnownMistake("sum-for-output", done, whole(at(rule, {"a": z})))]
    inner = substitute(rule, {("power", ("name", "a"), 2): ("name", "s")})
    if inner != rule:
        value = whole(at(inner, {"s": activation_value(name)(z**2)}))
        found.append(KnownMistake("power", f"z is squared instead of {name}(z)", value))
    if rule[0] == "multiply" and len(rule) == 3:
        one, other = rule[1:]
        done = f"{instead('-', '·')} between {show(one)} and {show(other)}"
        node, a = ("add", one, ("negate", other)), activation_value(name)(z)
        found.append(KnownMistake("sign-inside", done, whole(at(node, {"a": a}))))
    return [*found, *changed(rule, {"a": activation_value(name)(z)}, whole)]


def of_argument(
    name: str, argument: str, value: float, z: Array, primed: bool = False
) -> list[KnownMistake]:
    """Return what f(z), or f′(z), comes to with a mistake in its argument, such as ELU's α.

    >>> for mistake in of_argument("elu", "alpha", 2.0, np.array([-1.0])):
    ...     print(mistake.done, mistake.value.round(3))
    the default value is used instead of alpha [-0.632]
    alpha is added instead of multiplied [1.368]
    alpha stands in the place of 1 [-1.632]
    the brackets are missing, so alpha multiplies only the first term [-0.264]
    """
    f = (activation_slope if primed else activation_value)(name)
    usual = f(z)
    added = usual + value
    found = [
        KnownMistake("argument-unused", f"the default value is used instead of {argument}", usual),
        KnownMistake(
            "added", f"{argument} is added instead of multiplied", np.where(z > 0, usual, added)
        ),
    ]
    _, left = _sides(name, "slope_text" if primed else "value_text")
    if not primed and np.allclose(f(z), activation_slope(name)(z) * z):  # it is multiplied by z
        found += [
            KnownMistake("added", f"{argument} is added to z", np.where(z > 0, usual, z + value)),
            KnownMistake(
                "added", f"{argument} is subtracted from z", np.where(z > 0, usual, z - value)
            ),
        ]
    if left == read("exp(z)", {"z": "z"}):
        added = np.where(z > 0, usual, value * (usual - 1) + 1)
        done = f"1 is added to {name}(z) instead of {argument}"
        found.append(KnownMistake("added", done, added))
    if left[0] == "add":
        only = np.where(z > 0, usual, usual + 1 - value)
        found.append(KnownMistake("added", f"{argument} stands in the place of 1", only))
        first = at(left[1], {"z": z})
        loose = np.where(z > 0, usual, usual + (value - 1) * first)
        done = f"the brackets are missing, so {argument} multiplies only the first term"
        found.append(KnownMistake("brackets", done, loose))
    elif primed and left[0] != "call":  # it is the argument itself: a constant slope
        done = f"{instead(f'{name}(z)', f'{name}′(z)')} for z ≤ 0"
        found.append(KnownMistake("value-for-slope", done, np.where(z > 0, usual, value * z)))
    return found


def _of_softmax(z):
    """Return the mistakes in softmax, which gets rows of logits."""
    positive = np.exp(z - z.max(axis=-1, keepdims=True))
    found = [
        KnownMistake("not-divided", "e^z is not divided by the row's sum", np.exp(z)),
        KnownMistake("not-divided", "e^z is not divided by the row's sum", positive),
        KnownMistake(
            "sign-inside", instead("softmax(-z)", "softmax(z)"), activation_value("softmax")(-z)
        ),
    ]
    divisors = {
        "e^z is divided by the row's mean instead of its sum": positive.mean(
            axis=-1, keepdims=True
        ),
        "e^z is divided by the row's length as a vector instead of its sum": np.linalg.norm(
            positive, axis=-1, keepdims=True
        ),
    }
    found += [
        KnownMistake("not-divided", done, positive / divisor) for done, divisor in divisors.items()
    ]
    alone = "sigmoid is taken of each entry, so a row does not add up to 1"
    found.append(KnownMistake("other-activation", alone, activation_value("sigmoid")(z)))
    # Of zeros alone there are no shares; who adds next to nothing to each gets equal ones.
    for shares in (z, np.abs(z) + np.finfo(float).tiny):
        done = "z is divided by the row's sum, without the exponential"
        found.append(
            KnownMistake("no-exponential", done, shares / shares.sum(axis=-1, keepdims=True))
        )
    if np.ndim(z) < 2:
        return found
    for words, axis in {"the whole batch": None, "each column": 0}.items():
        # The largest is subtracted within a row, as is right, or along the wrong axis too.
        for highest in (z.max(axis=-1, keepdims=True), z.max(axis=axis, keepdims=True)):
            e = np.exp(z - highest)
            done = f"softmax sums over {words} instead of each row"
            found.append(KnownMistake("wrong-axis", done, e / e.sum(axis=axis, keepdims=True)))
    return found


def _of_jacobian(z):
    """Return the mistakes in softmax's Jacobian, and those of the softmax that it is made from."""
    right, eye = activation_slope("softmax")(z), np.eye(np.shape(z)[-1])
    a = activation_value("softmax")(z)
    products = a[..., :, None] * a[..., None, :]
    entrywise = (a * (1 - a))[..., :, None] * eye
    return [
        KnownMistake("diagonal-only", "only the diagonal of the Jacobian is filled", entrywise),
        KnownMistake(
            "diagonal-only", "the answer is a·(1 - a) entry by entry, not a matrix", a * (1 - a)
        ),
        KnownMistake(
            "sign-inside", "the entries off the diagonal have the wrong sign", np.abs(right)
        ),
        KnownMistake("sign", "each entry has the opposite sign", -right),
        KnownMistake(
            "factor-missing", "the diagonal has 1 - a² instead of a·(1 - a)", eye - products
        ),
        KnownMistake(
            "identity-missing",
            "1 stands in all places instead of the identity matrix",
            a[..., :, None] - products,
        ),
        KnownMistake("term-missing", "the a of the diagonal is missing", -products),
        *(mistake._replace(value=jacobian(mistake.value)) for mistake in _of_softmax(z)),
    ]


def jacobian(a: Array) -> Array:
    """Return the Jacobian that follows from rows of softmax's outputs.

    >>> jacobian(np.array([0.25, 0.75]))
    array([[ 0.1875, -0.1875],
           [-0.1875,  0.1875]])
    """
    return a[..., :, None] * (np.eye(a.shape[-1]) - a[..., None, :])


@cache
def _sides(name, what):
    """Return a formula for z > 0 and one for z ≤ 0."""
    text = rules_once()["activations"][name][what].replace("·", "*")
    sides = [side.split(" for ")[0] for side in text.split(", ")]
    nodes = [read(side, {"z": "z"}) for side in sides]
    return nodes * 2 if len(nodes) == 1 else nodes


def _inside(name, what, z):
    """Return the mistakes inside a formula: on both sides if they are the same, else on each."""
    (right, left), points = _sides(name, what), {"z": z}
    if right == left:
        return changed(right, points, lambda value: value)
    others = at(right, points), at(left, points)
    return [
        *changed(right, points, lambda value: np.where(z > 0, value, others[1])),
        *changed(left, points, lambda value: np.where(z > 0, others[0], value)),
    ]


@cache
def _by_value():
    """Return (name, formula) for each slope that is written with a = f(z)."""
    rules = rules_once()["activations"].items()
    texts = [(name, rule["slope_by_value"][-1]) for name, rule in rules if "slope_by_value" in rule]
    return [
        (name, read(str(text).replace("**", "^"), {"a": "a"}))
        for name, text in texts
        if text and "z" not in text
    ]
