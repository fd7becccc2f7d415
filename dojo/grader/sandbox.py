"""The sandbox that workers run in: a zygote process, started once, that forks and ends them."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

STARTING = 60.0
PATIENCE = 20.0
# The way to `inside` and to NumPy is open for as long as they are imported, and no longer.
_BEGIN = """\
import json, sys
here, control, site, settings = sys.argv[1:]
sys.path[:0] = [here, site]
from inside.zygote import main
del sys.path[:2]
main(int(control), site, json.loads(settings))
"""


_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "LC_ALL": "C.UTF-8",
    # Memory for arrays is kept for the next ones: to get it again costs a fault for every 4 kB.
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
}


class SandboxError(Exception):
    """There is no process in which a submission could run."""


class Limits(NamedTuple):
    """Limits of one submission: seconds in all, seconds for a behaviour, and bytes of memory."""

    seconds: float = 120.0
    behaviour: float = 10.0
    memory: int = 1 << 30


class Sandbox:
    """The zygote, as the grader uses it; `missing` says of each measure why it is not in force.

    "" stands for a measure that confines its workers.
    """

    def __init__(self, limits: Limits, disabled: tuple[str, ...] = ()) -> None:
        """Start the zygote; SandboxError if it does not start.

        `disabled` leaves measures out, to see what the others are worth.
        """
        self._limits, self._disabled = limits, disabled
        self._control: socket.socket | None = None
        self.missing: dict[str, str] = {}
        self.start()

    def start(self) -> None:
        """Start the zygote, or start it again; SandboxError if it does not start."""
        self.close()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        settings = {
            "memory": self._limits.memory,
            "seconds": max(1, int(self._limits.seconds) + 1),
            "disabled": self._disabled,
        }
        # What it says while it starts is read if it does not; later it says nothing.
        with theirs, tempfile.TemporaryFile() as errors:
            arguments = [
                str(Path(__file__).parent),
                str(theirs.fileno()),
                str(Path(np.__file__).parents[1]),
                json.dumps(settings),
            ]
            # -I: nothing of the environment or the folder; -S: no site-packages, no .pth files.
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _BEGIN, *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors.fileno(),
                env=_ENVIRONMENT,
                cwd="/",
            )
            theirs.close()
            self._control.settimeout(STARTING)
            with contextlib.suppress(OSError, ValueError):
                self.missing = json.loads(self._control.recv(4096))
                return
            self.close()
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip().splitlines()
        why = f" ({said[-1]})" if said else ""
        raise SandboxError(f"the sandbox for submissions does not start{why}. Try: dojo doctor")

    @property
    def in_force(self) -> dict[str, bool]:
        """Tell of each measure whether it confines the workers."""
        return {name: not why for name, why in self.missing.items()}

    def start_worker(self) -> socket.socket:
        """Return a connection to a new worker; SandboxError if the zygote has ended."""
        ours, theirs = socket.socketpair()
        if hasattr(socket, "SO_PASSCRED"):  # its first message tells which process it is
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        with theirs:
            self._command(b"start", [theirs.fileno()])
        return ours

    def end_workers(self) -> None:
        """End all workers and whatever they have started; SandboxError if the zygote has ended."""
        self._command(b"end", [])

    def _command(self, word: bytes, connections: list[int]) -> None:
        try:
            if self._control is None:
                raise OSError("the sandbox is closed")
            self._control.settimeout(PATIENCE)
            socket.send_fds(self._control, [word], connections)
            if self._control.recv(16) == b"done":
                return
        except OSError:
            pass
        raise SandboxError("the sandbox for submissions has ended")

    def close(self) -> None:
        """End the zygote; it ends its workers first."""
        if self._control is None:
            return
        self._control.close()
        self._control = None
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.kill(self._process.pid, 9)
            self._process.wait()
