"""Warnings of judged code: shown where it is run, and nobody's error."""

import contextlib
import warnings
from collections.abc import Iterator


def only_shown() -> contextlib.AbstractContextManager[None]:
    """Show a warning of the code in the block, even where warnings are errors (`-W error`)."""
    for one in warnings.filters:
        if one[0] == "error":
            return _shown()
    return _AS_THEY_ARE


_AS_THEY_ARE = contextlib.nullcontext()


@contextlib.contextmanager
def _shown() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        yield
