"""Functions that are random, keep something between calls, or change what they are given."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from derivations.gradient_checker.landscape import Landscape
from derivations.gradient_checker.structure import AnyArray

SAME = 1e-12  # relative; threads may add in another order


def require_same_twice(landscape: Landscape) -> None:
    """Raise ValueError if f gives two answers for the same arrays."""
    first, second = landscape(landscape.θ), landscape(landscape.θ)
    size = max(landscape.size(first), landscape.size(second))
    if first.shape != second.shape or landscape.size(first - second) > SAME * size:
        shown = f"{landscape.projected(first):.8g} and then {landscape.projected(second):.8g}"
        raise ValueError(
            f"f gives {shown} for the same arrays: it is random, or stores "
            "something between calls. Fix its seed, or remove the stored state."
        )


def require_arguments(f: Callable[..., Any], name: str, count: int = 1) -> None:
    """Raise TypeError if a function needs more arguments than it is called with.

    >>> require_arguments(lambda W, b: 0.0, "f")
    Traceback (most recent call last):
    TypeError: f needs 2 arguments, but it is called as f(arrays); pass lambda arrays: f(*arrays).
    """
    code = getattr(f, "__code__", None)
    if code is None or hasattr(f, "__self__"):
        return
    needed = code.co_argcount - len(getattr(f, "__defaults__", None) or ())
    if needed > count:
        called, more = ("arrays", "*arrays") if count == 1 else ("arrays, dy", "*arrays, dy")
        raise TypeError(
            f"{name} needs {needed} arguments, but it is called as "
            f"{name}({called}); pass lambda {called}: {name}({more})."
        )


class Watched:
    """A function whose arguments are compared with what they were before the first call.

    >>> def careless(arrays):
    ...     arrays[0] += 1
    ...     return 0.0
    >>> Watched(careless, "f")([np.zeros(2)])
    Traceback (most recent call last):
    ValueError: f changes its argument arrays[0] in place. Work on a copy.
    """

    def __init__(self, f: Callable[..., Any], name: str, names: Sequence[str] = ()) -> None:
        """Keep the function, and what the sentence calls it and its arrays."""
        require_arguments(f, name, 2 if name == "vjp" else 1)
        self.f, self.name, self.names, self.seen = f, name, names, False

    def __call__(self, arrays: Any, *more: Any) -> Any:
        """Call the function; the first call with real arrays is watched."""
        flat = [] if self.seen else _arrays(arrays)
        if any(np.iscomplexobj(array) for array in flat):
            flat = []
        before = [array.copy() for array in flat]
        value = self.f(arrays, *more)
        self.seen = self.seen or bool(flat)
        for at, (array, kept) in enumerate(zip(flat, before, strict=True)):
            if (array != kept).any():
                name = self.names[at] if self.names else f"arrays[{at}]"
                raise ValueError(
                    f"{self.name} changes its argument {name} in place. Work on a copy."
                )
        return value


def _arrays(value: Any) -> list[AnyArray]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [array for part in value for array in _arrays(part)]
    return [value]
