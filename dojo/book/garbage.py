"""Garbage that is left where it is for a while: to look for it takes a tenth of a book's time."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Leave the garbage of what is short to the end of the block; a fork collects its own."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
