"""The check of a JAX function's gradient, by `custom_vjp` or by any other rule."""

import inspect
from collections.abc import Callable
from typing import Any

import jax
import numpy as np

from derivations.gradient_checker.check import check_gradient
from derivations.gradient_checker.report import GradientReport


def check_custom_vjp(
    f: Callable[..., Any], inputs: Any, *, every_entry: bool = False, seed: int = 0
) -> GradientReport:
    """Check the vector-Jacobian product of a JAX function, such as one with a `custom_vjp`.

    `inputs` is a tuple of f's arguments, each an array or a dict, list or tuple of arrays. The
    arguments that hold floating-point numbers are checked; the others are passed as they are.
    Give NumPy's float64 arrays, and all is computed in float64; arrays in JAX's float32 hide small
    mistakes, and the report says so. Returns a `GradientReport`, which names the arguments as f
    does. Raises TypeError or ValueError as `check_gradient` does.

    >>> @jax.custom_vjp
    ... def square(x):
    ...     return x**2
    >>> square.defvjp(lambda x: (x**2, x), lambda x, dy: (x * dy,))
    >>> print(check_custom_vjp(square, (np.array([1.0, 5.0]),)).diagnoses[0].message)
    x is 1/2 times what is right.
    """
    given = list(inputs) if isinstance(inputs, tuple | list) else [inputs]
    names = _names(f, len(given))
    moving = {
        name: jax.tree.map(np.asarray, one)
        for name, one in zip(names, given, strict=True)
        if _is_floating(one)
    }

    def arguments(values: dict[str, Any]) -> list[Any]:
        return [values.get(name, one) for name, one in zip(names, given, strict=True)]

    def as_arrays(answer: Any) -> Any:
        return jax.tree.map(np.asarray, answer)

    def called(values: dict[str, Any]) -> Any:
        return as_arrays(f(*arguments(values)))

    def vjp(values: dict[str, Any], cotangent: Any) -> Any:
        def only(moved: dict[str, Any]) -> Any:
            return f(*arguments(moved))

        answer, pull = jax.vjp(only, values)
        leaves = [
            np.asarray(weight, one.dtype)
            for weight, one in zip(jax.tree.leaves(cotangent), jax.tree.leaves(answer), strict=True)
        ]
        weights = jax.tree.unflatten(jax.tree.structure(answer), leaves)
        (found,) = pull(weights)
        return as_arrays(found)

    with jax.enable_x64(True):
        return check_gradient(called, moving, vjp=vjp, every_entry=every_entry, seed=seed)


def _is_floating(value: Any) -> bool:
    kinds = [np.asarray(leaf).dtype.kind for leaf in jax.tree.leaves(value)]
    return bool(kinds) and all(kind == "f" for kind in kinds)


def _names(f: Callable[..., Any], count: int) -> list[str]:
    try:
        names = list(inspect.signature(f).parameters)
    except (TypeError, ValueError):
        names = []
    return names[:count] if len(names) >= count else [f"inputs[{at}]" for at in range(count)]
