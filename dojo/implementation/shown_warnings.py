"""Warnings of judged code: shown where it is run, and nobody's error."""

import contextlib
import warnings
from collections.abc import Iterator


@contextlib.contextmanager
def only_shown() -> Iterator[None]:
    """Show a warning of the code in the block, even where warnings are errors (`-W error`)."""
    if not any(action == "error" for action, *_ in warnings.filters):
        yield
        return
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        yield
