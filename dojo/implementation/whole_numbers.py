"""Whole numbers of 64 bits where NumPy's own have 32: what is too large for these is kept whole.

NumPy's whole numbers are as long as an address, and WebAssembly's addresses have 32 bits. They stay
so while they fit, for only these count and index everywhere; and longer ones are cut to that length
where NumPy will not have them otherwise. An array that no address is long enough for is too large
for the memory, there as well as elsewhere.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy._core._exceptions import _ArrayMemoryError

_OWN = np.dtype(np.intp)
ARE_SHORT = _OWN.itemsize < 8
_LONG = np.dtype(np.int64)
_LIMITS = np.iinfo(_OWN)


def widened(value: Any) -> Any:
    """Return NumPy's own whole numbers with 64 bits, and anything else as it is."""
    is_own = isinstance(value, np.ndarray | np.generic) and value.dtype == _OWN
    return value.astype(_LONG) if is_own else value


def narrowed(value: Any) -> Any:
    """Return whole numbers of 64 bits as NumPy's own where all of them fit, else as they are.

    >>> narrowed(np.array([1, 2], dtype=np.int64)).dtype == np.intp
    True
    """
    is_long = isinstance(value, np.ndarray | np.generic) and value.dtype == _LONG
    if is_long and (not value.size or _fit(value)):
        return value.astype(_OWN)
    return value


def are_own(values: Sequence[Any]) -> bool:
    """Tell whether some of these values are NumPy's own whole numbers, and short."""
    if ARE_SHORT:
        for value in values:
            if getattr(value, "dtype", None) is _OWN:
                return True
    return False


def counting(
    function: Callable[..., Any], arguments: Sequence[Any], keywords: Mapping[str, Any]
) -> Any:
    """Call a function that may want NumPy's own whole numbers, with longer ones cut if it must."""
    try:
        return function(*arguments, **keywords)
    except ValueError as error:
        if not (ARE_SHORT and str(error).startswith(_TOO_LARGE)):
            raise
        raise MemoryError(_unable(*arguments, **keywords)) from None
    except TypeError as error:
        if not (ARE_SHORT and _CANNOT_CAST in str(error)):
            raise
        owner = getattr(function, "__self__", None)
        if isinstance(owner, np.ndarray):
            function = getattr(narrowed(owner), function.__name__)
        cut = {name: narrowed(value) for name, value in keywords.items()}
        return function(*map(narrowed, arguments), **cut)


def _unable(shape: Any, dtype: Any = float, *_: Any, **__: Any) -> str:
    """Say what NumPy says of an array that is too large.

    >>> _unable((100000, 100000))
    'Unable to allocate 74.5 GiB for an array with shape (100000, 100000) and data type float64'
    """
    sizes = tuple(map(int, shape)) if isinstance(shape, Sequence) else (int(shape),)
    return str(_ArrayMemoryError(sizes, np.dtype(dtype)))


def _fit(value: Any) -> bool:
    return bool(_LIMITS.min <= value.min() and value.max() <= _LIMITS.max)


_TOO_LARGE = "array is too big", "Maximum allowed dimension exceeded"
_CANNOT_CAST = "Cannot cast array data from dtype('int64') to dtype('int32')"
