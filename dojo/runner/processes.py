"""The process of a run: a fork of the warm process, or a cold one where there is none."""

import contextlib
import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from dojo.runner.signals import never_mind

MOST_WRITTEN = 64 << 20
MOST_HELD = 1 << 20


class Process(NamedTuple):
    """Source of a process's verdicts, and a way to close it and to end all that it has started."""

    read: int
    end: Callable[[], None]


def can_fork() -> bool:
    """Tell whether a warm process can be forked (DOJO_NO_FORK=1 says no)."""
    # WebAssembly has os.fork, which fails.
    forks = hasattr(os, "fork") and sys.platform not in ("emscripten", "wasi")
    return forks and not os.environ.get("DOJO_NO_FORK")


def cores() -> int:
    """Return how many processes can run at a time."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _pipe() -> tuple[int, int]:
    """Return the ends of a pipe that holds much: who writes need not wait until the other reads."""
    read, write = os.pipe()
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, MOST_HELD)
    return read, write


def fork(work: Callable[[int], None]) -> Process:
    """Do `work` in a fork, which it tells where to write."""
    read, write = _pipe()
    process = os.fork()
    if process:
        os.close(write)
        with contextlib.suppress(OSError):
            os.setpgid(process, process)
        return Process(read, lambda: _end(read, process, lambda: os.waitpid(process, 0)))
    try:
        os.setpgid(0, 0)
        never_mind()
        # Whoever starts it may have put that off. The learner's code must not fill the memory.
        gc.enable()
        os.close(read)
        silence()
        work(write)
    finally:
        os._exit(0)


def spawn(folder: Path, words: list[str], module: str = "dojo.runner.subprocess_main") -> Process:
    """Run a module in a new process: the pipe to write to, the folder and the words follow it."""
    read, write = _pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", module, str(write), str(folder), *words],
        cwd=folder,
        pass_fds=[write],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(write)
    return Process(read, lambda: _end(read, process.pid, process.wait))


def _end(read: int, process: int, wait: Callable[[], object]) -> None:
    """Close what it writes to; end a process and all that it started, now."""
    os.close(read)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)
    wait()


def silence() -> None:
    """Cut the process off from the screen and the keyboard, and limit what it can write."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
