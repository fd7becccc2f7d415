"""Errors of NumPy's linear algebra, where there are no floating-point flags to tell of them.

Its C code sets the flag of an invalid value where a matrix has no inverse, and its Python code then
raises LinAlgError. Without flags the answer is nan, and nobody says why.
"""

import functools
from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import numpy as np

_CAN_FAIL = ("inv", "solve", "cholesky", "svd", "lstsq", "eig", "qr")
# With such numbers these do not begin; others answer nan.
_REFUSED: dict[str, Callable[[Any], Any]] = {
    "svd": np.isnan,
    "lstsq": lambda numbers: ~np.isfinite(numbers),
}
# In a small matrix that holds no number they find no values, and say nothing.
_SILENT, _LARGE = ("eigh", "eigvalsh"), 3


def install() -> None:
    """Let NumPy's linear algebra raise its errors in this process."""
    # Only NumPy's own modules know it.
    module: Any = import_module("numpy.linalg._linalg")
    library = module._umath_linalg
    if isinstance(library, SimpleNamespace):
        return
    names = [name for name in dir(library) if not name.startswith("__")]
    found = {name: getattr(library, name) for name in names}
    failing = {name: _telling(found[name]) for name in names if name.startswith(_CAN_FAIL)}
    module._umath_linalg = SimpleNamespace(**found | failing)


def _telling(function: Callable[..., Any]) -> Callable[..., Any]:
    name: str = function.__name__

    @functools.wraps(function)
    def told(*arguments: Any, **keywords: Any) -> Any:
        try:
            answer = function(*arguments, **keywords)
        except ValueError as error:
            if not str(error).startswith("On entry to"):
                raise
            if name.startswith(_SILENT) and arguments[0].shape[-1] < _LARGE:
                return _nothing(name, arguments[0])
            answer = None
        if answer is None or _failed(name, answer, arguments):
            hears = np.geterrcall()
            if np.geterr()["invalid"] == "call" and callable(hears):
                hears("invalid value", 8)
        return answer

    return told


def _failed(name: str, answer: Any, given: Any) -> bool:
    """Tell whether all parts of an answer are nan, for one of its matrices, and need not be."""
    parts = answer if isinstance(answer, tuple) else (answer,)
    numbers = [part for part in parts if part.dtype.kind in "fc" and part.size]
    is_nan = bool(numbers) and all(_is_nan(part, 1 if part.ndim == 1 else 2) for part in numbers)
    if all(np.isfinite(each).all() for each in given):
        return is_nan
    if name.startswith(_SILENT):
        return is_nan and given[0].shape[-1] >= _LARGE
    refused = _REFUSED.get(name.partition("_")[0])
    return refused is not None and any(refused(each).any() for each in given)


def _is_nan(part: Any, axes: int) -> bool:
    inner = tuple(range(-min(axes, part.ndim), 0))
    return bool(np.isnan(part).all(axis=inner).any())


def _nothing(name: str, matrix: Any) -> Any:
    values = np.full(matrix.shape[:-1], np.nan)
    return values if name.startswith("eigvals") else (values, np.full(matrix.shape, np.nan))
