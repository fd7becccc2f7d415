"""Files that a worker may read, and no others (Landlock, Linux 5.13 or later)."""

import ctypes
import os
import struct
from collections.abc import Iterator

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# How many kinds of access each version of Landlock knows, from the first on.
_KINDS = (13, 14, 15, 15, 16)
_TCP, _SCOPES = 0b11, 0b11
_OTHERS = ("site-packages", "dist-packages")


def restrict(libraries: list[str]) -> int:
    """Allow this process to read the standard library and `libraries`; return Landlock's version.

    It may write nowhere. 0 means that the system has no Landlock: nothing is restricted.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)
    if version < 1:
        return 0
    files = (1 << _KINDS[min(version, len(_KINDS)) - 1]) - 1
    attributes = struct.pack("<QQQ", files, _TCP, _SCOPES)
    attributes = attributes[: 24 if version >= 6 else 16 if version >= 4 else 8]
    ruleset = libc.syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return 0
    try:
        for path, access in _readable(libraries):
            _allow(libc, ruleset, path, access)
        return 0 if libc.syscall(_RESTRICT, ruleset, 0) else version
    finally:
        os.close(ruleset)


def _readable(libraries: list[str]) -> Iterator[tuple[str, int]]:
    """Yield what may be read. Packages beside NumPy may not: the course may be among them."""
    folder = os.path.dirname(os.__file__)
    yield folder, _READ_DIR
    for name in os.listdir(folder):
        if name not in _OTHERS:
            yield os.path.join(folder, name), _READ_FILE
    for library in libraries:
        yield library, _READ_FILE | _READ_DIR


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, access: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    access &= ~(0 if os.path.isdir(path) else _READ_DIR)
    rule = struct.pack("<Qi", access, place)
    libc.syscall(_ADD, ruleset, _PATH_BENEATH, rule, 0)
    os.close(place)
