"""Nested structures of arrays: dicts, lists and tuples, taken apart and put together again.

An array in a structure has a name: `W`, `layers[0].b`, or `arrays[2]` in a plain list.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

AnyArray = npt.NDArray[Any]


class Leaf(NamedTuple):
    """An array of a structure, and its name there."""

    name: str
    array: AnyArray


def leaves_of(structure: object) -> list[Leaf]:
    """Return the arrays of a structure, in order, each of them fit to be checked.

    Raises TypeError for what holds no floating-point numbers, ValueError for what is empty or not
    finite; the sentence names the array.

    >>> [leaf.name for leaf in leaves_of({"W": np.ones((2, 3)), "layers": [np.ones(1), 2.0]})]
    ['W', 'layers[0]', 'layers[1]']
    """
    found = [Leaf(name, _fit(name, value)) for name, value in _walk(structure, "")]
    if not found:
        raise ValueError(
            "arrays contains no array. Pass an array, or a dict, list or tuple of arrays."
        )
    return found


def rebuilt(structure: Any, arrays: Iterator[Any]) -> Any:
    """Return the same structure with other arrays, taken in order.

    >>> rebuilt({"a": 1.0, "b": (2.0, [3.0])}, iter("xyz"))
    {'a': 'x', 'b': ('y', ['z'])}
    """
    if isinstance(structure, Mapping):
        return {key: rebuilt(value, arrays) for key, value in structure.items()}
    if isinstance(structure, tuple) and hasattr(structure, "_fields"):
        return type(structure)(*(rebuilt(value, arrays) for value in structure))
    if isinstance(structure, list | tuple):
        return type(structure)(rebuilt(value, arrays) for value in structure)
    return next(arrays)


def matched(structure: object, other: object, what: str) -> list[object]:
    """Return what stands in another structure for each array of this one, in the same order.

    Lists and tuples stand for each other. `what` names the other one in the sentence of the
    TypeError or ValueError that is raised where they differ.

    >>> matched({"a": 1.0, "b": 2.0}, {"b": "second", "a": "first"}, "the gradient")
    ['first', 'second']
    """
    return list(_matched(structure, other, what, ""))


def _matched(structure: Any, other: Any, what: str, path: str) -> Iterator[object]:
    place = f"{what} of {_name(path)}" if path else what
    if isinstance(structure, Mapping):
        if not isinstance(other, Mapping):
            raise TypeError(f"{place} is {_kind(other)} instead of a dict.")
        if missing := [key for key in structure if key not in other]:
            raise ValueError(f"{place} has no {missing[0]!r}.")
        if extra := [key for key in other if key not in structure]:
            raise ValueError(f"{place} has {extra[0]!r}, which is not one of the arrays.")
        for key, value in structure.items():
            yield from _matched(value, other[key], what, _below(path, key))
    elif isinstance(structure, list | tuple):
        if not isinstance(other, list | tuple):
            raise TypeError(f"{place} is {_kind(other)} instead of a list or tuple.")
        if len(other) != len(structure):
            raise ValueError(f"{place} has length {len(other)} instead of {len(structure)}.")
        fields = getattr(structure, "_fields", range(len(structure)))
        for key, value, its in zip(fields, structure, other, strict=True):
            yield from _matched(value, its, what, _below(path, key))
    elif isinstance(other, Mapping):
        raise TypeError(f"{place} is a dict instead of an array.")
    else:
        yield other


def _walk(structure: Any, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(structure, Mapping):
        for key, value in structure.items():
            yield from _walk(value, _below(path, key))
    elif isinstance(structure, list | tuple):
        fields = getattr(structure, "_fields", range(len(structure)))
        for key, value in zip(fields, structure, strict=True):
            yield from _walk(value, _below(path, key))
    else:
        yield _name(path), structure


def _below(path: str, key: object) -> str:
    return f"{path}.{key}" if isinstance(key, str) else f"{path}[{key!r}]"


def _name(path: str) -> str:
    return path[1:] if path.startswith(".") else f"arrays{path}" if path else "array"


def _kind(value: object) -> str:
    return "None" if value is None else f"of the type {type(value).__name__}"


def _fit(name: str, value: Any) -> AnyArray:
    """Return a value as an array of floating-point numbers, or say why it is none."""
    if value is None:
        raise TypeError(f"{name} is None. Pass an array, or remove it.")
    if type(value).__module__.partition(".")[0] == "torch":
        raise TypeError(
            f"{name} is a tensor of PyTorch. Use check_function or check_module, or pass arrays."
        )
    array = np.asarray(value)
    if array.dtype.kind in "iub":
        raise TypeError(
            f"{name} contains {array.dtype}, but only floating-point numbers have "
            "a gradient. Convert it with .astype(float), or remove it from arrays."
        )
    if array.dtype.kind != "f":
        raise TypeError(f"{name} contains {array.dtype} instead of floating-point numbers.")
    if not array.size:
        raise ValueError(f"{name} is empty and has shape {array.shape}. Remove it from arrays.")
    finite = np.isfinite(array)
    if not finite.all():
        at = tuple(map(int, np.argwhere(~finite)[0]))
        raise ValueError(
            f"{name} is {array[at]} at {list(at)}, but a gradient needs finite numbers."
        )
    return array
