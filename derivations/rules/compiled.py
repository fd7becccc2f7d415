"""Every rule as a NumPy function: its source text, and the function that the text makes.

The texts are put together from the derived formulas, so what `Derivation.python()` prints is
what runs. Functions are made once per process and shared.
"""

import ast
import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from derivations.arrays import Array, real_array
from derivations.rules.cache import rules
from derivations.rules.table import Rules

FLOOR = 1e-12  # a probability below this is read as this


def activations() -> list[str]:
    """Return the names of the activations that have a rule."""
    return [*rules_once()["activations"], "softmax"]


def costs() -> list[str]:
    """Return the names of the costs that have a rule."""
    return list(rules_once()["costs"])


@cache
def rules_once() -> Rules:
    """Return every local rule, fetched once per process."""
    return rules()


def known(name: str, names: Sequence[str], kind: str) -> str:
    """Return `name`, or raise a ValueError that offers the nearest of `names`."""
    if name in names:
        return name
    near = get_close_matches(str(name), names, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise ValueError(f"there is no {kind} {name!r}{hint} (known: {', '.join(names)})")


def value_source(name: str) -> str:
    """Write the NumPy function z -> a of an activation."""
    if name == "softmax":
        return (
            "def softmax(z):\n"
            "    u = np.exp(z - z.max(axis=-1, keepdims=True))\n"
            "    return u / u.sum(axis=-1, keepdims=True)\n"
        )
    return _scalar_source(name, rules_once()["activations"][name]["value"])


def slope_source(name: str) -> str:
    """Write the NumPy function z -> slope; softmax's gives the Jacobian (..., k, k)."""
    if name == "softmax":
        rule = rules_once()["softmax"]
        return (
            "def softmax_jacobian(z):\n"
            "    a = softmax(z)\n"
            "    a_i, a_j = a[..., :, None], a[..., None, :]\n"
            f"    same, other = {rule['same']}, {rule['other']}\n"
            "    return np.where(np.eye(z.shape[-1], dtype=bool), same, other)\n"
        )
    return _scalar_source(f"{name}_prime", rules_once()["activations"][name]["slope"])


def _scalar_source(name, sides):
    body = [f"def {name}(z):"]
    if any("u" in formula for formula in sides):
        body.append("    u = np.exp(np.where(z > 0, -z, z))")
    positive, negative = sides
    (above, below), (other_above, other_below) = map(_quotient, sides)
    if positive != negative and below == other_below != "":
        body.append(f"    return np.where(z > 0, {above}, {other_above}) / ({below})")
    elif positive != negative:
        body.append(f"    return np.where(z > 0, {positive}, {negative})")
    elif positive == "1.0":
        body.append("    return np.ones_like(z)")
    else:
        body.append(f"    return {positive}")
    return "\n".join(body) + "\n"


def _quotient(formula):
    """Split a formula above/below, as text; what is not a quotient has nothing below.

    >>> _quotient("u*z/(u + 1)")
    ('u * z', 'u + 1')
    """
    match ast.parse(formula, mode="eval").body:
        case ast.BinOp(left=above, op=ast.Div(), right=below):
            return ast.unparse(above), ast.unparse(below)
    return formula, ""


def pull_source(a: str, slope: str) -> str:
    """Write δ of a softmax whose values are named `a`, from ∂J/∂a, which is named `slope`.

    >>> pull_source("a1", "da1")
    'a1*(da1 - (da1 * a1).sum(axis=1, keepdims=True))'
    """
    names = {"a_j": a, "g": slope, "G": f"({slope} * {a}).sum(axis=1, keepdims=True)"}
    return re.sub("a_j|g|G", lambda found: names[found[0]], rules_once()["softmax"]["pulled"])


def cost_source(name: str, what: str) -> str:
    """Write the NumPy function (y, ŷ) -> J (what="value") or -> ∂J/∂ŷ (what="slope")."""
    formula = rules_once()["costs"][name][what]
    body = [f"def {name}{'_prime' if what == 'slope' else ''}(y, ŷ):"]
    if any(part in formula for part in ("(p)", "/p")):
        body.append(f"    p = np.maximum(ŷ, {FLOOR})")
    if any(part in formula for part in ("(q)", "/q")):
        body.append(f"    q = np.maximum(1 - ŷ, {FLOOR})")
    whole = f"np.sum({formula})" if what == "value" else f"({formula})"
    body.append(f"    return {whole} / {number_source(name)}")
    return "\n".join(body) + "\n"


def cost_slope_source(name: str) -> str:
    """Write ∂J/∂ŷ as one NumPy formula in Y and ŷ.

    >>> cost_slope_source("cross_entropy")
    '-Y/np.maximum(ŷ, 1e-12) / len(ŷ)'
    """
    formula = rules_once()["costs"][name]["slope"].replace("y", "Y")
    formula = formula.replace("/p", f"/np.maximum(ŷ, {FLOOR})")
    formula = formula.replace("/q", f"/np.maximum(1 - ŷ, {FLOOR})")
    added = " + " in formula.replace("(1 - Y)", "") or " - " in formula.replace("(1 - Y)", "")
    whole = f"({formula})" if added and not formula.startswith("-2*(") else formula
    return f"{whole} / {number_source(name)}"


def number_source(name: str) -> str:
    """Write how many numbers a cost averages over."""
    over = rules_once()["costs"][name]["over"]
    return {"predictions": "ŷ.size", "samples": "len(ŷ)"}[over]


def fused(activation: str, cost: str) -> str | None:
    """Return the fused formula of ∂J/∂z in y and ŷ, not yet averaged, or None."""
    return rules_once()["fused"].get(f"{activation} {cost}")


def run(source: str, name: str) -> Callable[..., Any]:
    """Make the function `name` out of source text that was put together here."""
    namespace: dict[str, Any] = {"np": np}
    exec(compile(source, f"<derived {name}>", "exec"), namespace)
    return namespace[name]


@cache
def activation_value(name: str) -> Callable[[npt.ArrayLike], Array]:
    """Return the NumPy function z -> a of an activation, stable at z = ±1000.

    `name` is one of `activations()`; z has any shape, and so has a (softmax: over the last axis).

    >>> activation_value("elu")([-1000.0, 0.0, 2.0])
    array([-1.,  0.,  2.])
    """
    known(name, activations(), "activation")
    return _on_arrays(run(value_source(name), name), name)


@cache
def activation_slope(name: str) -> Callable[[npt.ArrayLike], Array]:
    """Return the NumPy function z -> f′(z), compiled from SymPy's derivative of the definition.

    z has any shape, and the slope has the same; softmax's is the Jacobian of shape (..., k, k),
    with ∂a_i/∂z_j in row i, column j. Stable at z = ±1000. At a kink the slope is that of z ≤ 0.
    Raises ValueError for an unknown name, TypeError for what is not real numbers.

    >>> activation_slope("relu")([-2.0, 0.0, 3.0])
    array([0., 0., 1.])
    >>> activation_slope("softmax")([0.0, 0.0])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    known(name, activations(), "activation")
    if name == "softmax":
        source = value_source(name) + slope_source(name)
        return _on_arrays(run(source, "softmax_jacobian"), name)
    return _on_arrays(run(slope_source(name), f"{name}_prime"), name)


@cache
def cost_value(name: str) -> Callable[[npt.ArrayLike, npt.ArrayLike], np.float64]:
    """Return the NumPy function (y, ŷ) -> J; y and ŷ have shape (n, k), J is a number.

    >>> float(cost_value("mse")([[1.0], [0.0]], [[0.5], [0.5]]))
    0.25
    """
    known(name, costs(), "cost")
    return _on_pairs(run(cost_source(name, "value"), name))


@cache
def cost_slope(name: str) -> Callable[[npt.ArrayLike, npt.ArrayLike], Array]:
    """Return the NumPy function (y, ŷ) -> ∂J/∂ŷ, compiled from SymPy's derivative of the cost.

    y, ŷ and the slope have shape (n, k). "mse" and "binary_cross_entropy" average over all n·k
    predictions, "cross_entropy" over the n samples. A probability below 1e-12 is read as 1e-12.

    >>> cost_slope("mse")([[1.0], [0.0]], [[0.5], [0.5]])
    array([[-0.5],
           [ 0.5]])
    """
    known(name, costs(), "cost")
    return _on_pairs(run(cost_source(name, "slope"), f"{name}_prime"))


def _on_arrays(function, name):
    def checked(z):
        z = real_array(z, "z")
        if name == "softmax" and z.ndim == 0:
            raise ValueError("softmax needs at least two z instead of a single number")
        return function(z)

    checked.__name__ = checked.__qualname__ = function.__name__
    return checked


def _on_pairs(function):
    def checked(y, ŷ):
        y, ŷ = real_array(y, "y"), real_array(ŷ, "ŷ")
        if y.shape != ŷ.shape:
            raise ValueError(f"y has shape {y.shape} and ŷ {ŷ.shape}; they must be the same")
        return function(y, ŷ) if y.ndim else function(y[None], ŷ[None])[()]

    checked.__name__ = checked.__qualname__ = function.__name__
    return checked
