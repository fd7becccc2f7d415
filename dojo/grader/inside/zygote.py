"""The zygote: a warm process with NumPy loaded that forks a worker for each submission.

Nothing of a submission ever runs in it. It takes two commands on its socket: `start`, with a
connection, forks a worker for it; `end` ends every process that workers have left.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import TypedDict

from . import confinement
from .worker import Worker

ROUNDS = 1000
# What a kata may well import, loaded once.
_COMMON = """
    abc ast bisect cmath collections contextlib copy dataclasses decimal enum fractions functools
    heapq inspect itertools json logging math numbers operator pprint random statistics string
    textwrap time timeit types typing warnings numpy.linalg numpy.random numpy.fft
"""


class Settings(TypedDict):
    """The limits of each worker, and the measures that are left out."""

    memory: int
    seconds: int
    disabled: list[str]


def main(control: int, site: str, settings: Settings) -> None:
    """Confine this process as far as the system allows, then fork workers until nobody listens.

    `control` is the descriptor of a socket, `site` the folder that NumPy is installed in.
    """
    confinement.die_with_parent()
    connection = socket.socket(fileno=control)
    disabled = settings["disabled"]
    missing = dict.fromkeys(disabled, confinement.LEFT_OUT)

    def apply(name: str, measure: Callable[[], str]) -> None:
        missing[name] = missing.get(name) or measure()

    apply("namespaces", confinement.unshare_namespaces)
    # The first process of a namespace; when it ends, so does every other.
    first = os.fork()
    if first:
        connection.close()
        os.waitpid(first, 0)
        return
    confinement.die_with_parent()
    confinement.forbid_new_privileges()
    children = confinement.become_subreaper()
    libraries = _load(site)
    apply("user", confinement.drop_privileges)
    apply("files", lambda: confinement.restrict_files(libraries))
    apply("calls", lambda: _tried(confinement.restrict_calls))
    # What workers write to their error stream leads nowhere, as their output does.
    os.dup2(1, 2)
    connection.send(json.dumps(missing).encode())
    Zygote(connection, not missing["calls"], settings, children).serve()


def _load(site: str) -> list[str]:
    """Import NumPy from `site`, then forget the way there: nothing else is to be found in it."""
    sys.path.append(site)
    for name in ["numpy", *_COMMON.split()]:
        importlib.import_module(name)
    sys.path.remove(site)
    sys.dont_write_bytecode = True
    return [os.path.join(site, "numpy"), os.path.join(site, "numpy.libs")]


def _tried(measure: Callable[[], str]) -> str:
    """Return why a measure does not work, tried in a process made for the question."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.write(write, measure().encode() or b"+")
        os._exit(0)
    os.close(write)
    why = os.read(read, 1000).decode()
    os.close(read)
    os.waitpid(child, 0)
    return (why or "it ends the process") * (why != "+")


class Zygote:
    """The process that workers are forked from."""

    def __init__(
        self, control: socket.socket, restricts: bool, settings: Settings, children: int
    ) -> None:
        """Take the socket, whether calls are restricted, the limits, the file of the children."""
        self._control, self._restricts, self._settings = control, restricts, settings
        self._children = children
        self._workers: set[int] = set()
        self._alone = os.getpid() == 1

    def serve(self) -> None:
        """Carry out commands until the other side is gone, then end everything."""
        # Of memory that is never collected, a fork copies nothing.
        gc.collect()
        gc.freeze()
        while True:
            command, connections, _, _ = socket.recv_fds(self._control, 16, 4)
            if not command:
                break
            if command == b"start" and len(connections) == 1:
                self._start(connections[0])
            else:
                self._end()
            for connection in connections:
                os.close(connection)
            self._control.send(b"done")
        self._end()

    def _start(self, connection: int) -> None:
        worker = os.fork()
        if worker:
            self._workers.add(worker)
            return
        try:
            os.setpgid(0, 0)
            _keep_only(connection)
            confinement.limit_resources(self._settings["memory"], self._settings["seconds"])
            if self._restricts:
                confinement.restrict_calls()
            Worker(socket.socket(fileno=3)).serve()
        finally:
            os._exit(0)

    def _end(self) -> None:
        """End every worker and whatever it has started, and wait until they are gone."""
        if self._alone:
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
        for _ in range(ROUNDS):
            # Orphans come to this process, so that the list grows until none is left.
            left = self._workers | self._listed_children()
            if not left:
                break
            for process in left:
                _end(process)
            self._workers.clear()
        with contextlib.suppress(ChildProcessError):
            while self._alone and os.waitpid(-1, 0):
                pass

    def _listed_children(self) -> set[int]:
        if self._children < 0:
            return set()
        return set(map(int, os.pread(self._children, 1 << 16, 0).split()))


def _end(process: int) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(process, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process, 0)


def _keep_only(connection: int) -> None:
    """Keep the connection, as descriptor 3; 0, 1 and 2 lead nowhere, and the others are closed."""
    os.dup2(connection, 3)
    os.closerange(4, 1024)
