"""Locks on a file or a folder, each held by one process and by none of its forks."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

_HELD: set[int] = set()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Hold a lock; the value is False where another process holds it. Nothing is written for it.

    Where a file or a system cannot be locked, as on some network folders, it is as if it was.

    >>> with locked(Path()) as first, locked(Path()) as second:
    ...     print(first, second)
    True False
    """
    try:
        import fcntl  # Windows has none
    except ImportError:
        yield True
        return
    descriptor = os.open(path, os.O_RDONLY)
    _HELD.add(descriptor)
    try:
        is_ours = True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            is_ours = error.errno not in (errno.EWOULDBLOCK, errno.EACCES)
        yield is_ours
    finally:
        # In a fork it is closed already, and its number may be another file's.
        if descriptor in _HELD:
            _HELD.discard(descriptor)
            os.close(descriptor)


def _let_go() -> None:
    """Hold no lock in a fork: where a process is killed, the next one can begin at once."""
    while _HELD:
        os.close(_HELD.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
