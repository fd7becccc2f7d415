"""A warm process with NumPy loaded, in which nothing of a submission ever runs: only in its forks.

It hears two words on its socket: `play`, with a connection, forks a player for it; `end` ends
every process that players have left.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys

from . import confinement
from .worker import Player

ROUNDS = 1000
# What a kata may well import, loaded once.
_COMMON = """
    abc ast bisect cmath collections contextlib copy dataclasses decimal enum fractions functools
    heapq inspect itertools json logging math numbers operator pprint random statistics string
    textwrap time timeit types typing warnings numpy.linalg numpy.random numpy.fft
"""


def main(control: int, site: str, settings: dict) -> None:
    """Confine this process as far as the system allows, then fork players until nobody listens."""
    confinement.die_with_parent()
    connection = socket.socket(fileno=control)
    without = settings["without"]
    force = dict.fromkeys(confinement.MEASURES, False)
    force["namespaces"] = "namespaces" not in without and confinement.namespaces()
    # The first process of a namespace; when it ends, so does every other.
    first = os.fork()
    if first:
        connection.close()
        os.waitpid(first, 0)
        return
    confinement.die_with_parent()
    confinement.gain_nothing()
    children = confinement.adopt()
    libraries = _load(site)
    force["user"] = "user" not in without and confinement.user()
    force["files"] = "files" not in without and confinement.files(libraries)
    force["calls"] = "calls" not in without and _tried(confinement.calls)
    connection.send(json.dumps(force).encode())
    Zygote(connection, force, settings, children).serve()


def _load(site: str) -> list[str]:
    """Import NumPy from `site`, then forget the way there: nothing else is to be found in it."""
    sys.path.append(site)
    for name in ["numpy", *_COMMON.split()]:
        importlib.import_module(name)
    sys.path.remove(site)
    sys.dont_write_bytecode = True
    return [os.path.join(site, "numpy"), os.path.join(site, "numpy.libs")]


def _tried(measure: object) -> bool:
    """Tell whether a measure works, in a process made for the question."""
    asked = os.fork()
    if not asked:
        os._exit(0 if measure() else 1)
    return os.waitpid(asked, 0)[1] == 0


class Zygote:
    """The process that players are forked from."""

    def __init__(
        self, control: socket.socket, force: dict[str, bool], settings: dict, children: int
    ) -> None:
        """Take the socket, the measures in force, the limits, and the file that lists children."""
        self._control, self._force, self._settings = control, force, settings
        self._children, self._players = children, set()
        self._alone = os.getpid() == 1

    def serve(self) -> None:
        """Do what is asked for until the other side is gone, then end everything."""
        # Of memory that is never collected, a fork copies nothing.
        gc.collect()
        gc.freeze()
        while True:
            word, connections, _, _ = socket.recv_fds(self._control, 16, 4)
            if not word:
                break
            if word == b"play" and len(connections) == 1:
                self._play(connections[0])
            else:
                self._end()
            for connection in connections:
                os.close(connection)
            self._control.send(b"done")
        self._end()

    def _play(self, connection: int) -> None:
        player = os.fork()
        if player:
            self._players.add(player)
            return
        try:
            os.setpgid(0, 0)
            _only(connection)
            confinement.limits(self._settings["memory"], self._settings["seconds"])
            if self._force["calls"]:
                confinement.calls()
            Player(socket.socket(fileno=3)).serve()
        finally:
            os._exit(0)

    def _end(self) -> None:
        """End every player and whatever it has started, and wait until they are gone."""
        if self._alone:
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
        for _ in range(ROUNDS):
            # Orphans come to this process, so that the list grows until none is left.
            left = self._players | self._listed()
            if not left:
                break
            for process in left:
                _end(process)
            self._players.clear()
        with contextlib.suppress(ChildProcessError):
            while self._alone and os.waitpid(-1, 0):
                pass

    def _listed(self) -> set[int]:
        if self._children < 0:
            return set()
        return set(map(int, os.pread(self._children, 1 << 16, 0).split()))


def _end(process: int) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(process, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process, 0)


def _only(connection: int) -> None:
    """Keep the connection, as descriptor 3; 0, 1 and 2 lead nowhere, and the others are closed."""
    os.dup2(connection, 3)
    os.closerange(4, 1024)
