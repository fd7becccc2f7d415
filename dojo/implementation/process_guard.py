"""The process kept alive: where an implementation calls for its end, an error is raised instead."""

import contextlib
import functools
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType, ModuleType
from typing import NoReturn, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class EndsProcess(BaseException):
    """The implementation calls for the end of the process; `except Exception` must not hide it."""


@contextlib.contextmanager
def kept_alive(holds: Callable[[str], bool]) -> Iterator[None]:
    """Raise EndsProcess in the block where code in a file that `holds` accepts would end it.

    What others call ends the process as ever, and so does what a child process calls.
    """
    check = os.getpid()

    def refusing(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*arguments: P.args, **keywords: P.kwargs) -> R:
            if os.getpid() == check and _is_meant(function.__name__, arguments) and _calls(holds):
                raise EndsProcess(function.__name__)
            return function(*arguments, **keywords)

        return call

    before = [(module, name, getattr(module, name)) for module, name in _ENDING]
    for module, name, function in before:
        setattr(module, name, refusing(function))
    try:
        yield
    finally:
        for module, name, function in before:
            setattr(module, name, function)
        if os.getpid() != check:
            _end_child()


# os.execl and its like call these two.
_ENDING: list[tuple[ModuleType, str]] = [
    (module, name)
    for module, names in (
        (os, ("_exit", "abort", "execv", "execve", "kill", "killpg")),
        (signal, ("raise_signal", "pthread_kill")),
    )
    for name in names
    if hasattr(module, name)
]


def _is_meant(name: str, arguments: tuple[object, ...]) -> bool:
    """Tell whether a call is meant for this process; signal 0 only asks whether one is there."""
    group = os.getpgrp() if hasattr(os, "getpgrp") else 0
    match name, arguments:
        case "kill", (int(process), int(number)):
            return number != 0 and process in (os.getpid(), 0, -1, -group)
        case "killpg", (int(other), int(number)):
            return number != 0 and other in (0, group)
    return True


def _calls(holds: Callable[[str], bool]) -> bool:
    """Tell whether the call that is under way comes from a file that `holds` accepts."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and not holds(frame.f_code.co_filename):
        frame = frame.f_back
    return frame is not None


def _end_child() -> NoReturn:
    """End a child process that the implementation forked, and that came back to the check's own."""
    os._exit(1)
