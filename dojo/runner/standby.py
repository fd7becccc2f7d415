"""A fork that stands by: it has checked the reference, and checks the learner's code at a word.

What a fork touches for the first time is copied then, and that takes longer than to check. A spare
one has done it before the learner saves. It has drawn its tables, too.
"""

import json
import os
import select
from collections.abc import Callable, Sequence
from pathlib import Path

from dojo.behaviours.items import Behaviour
from dojo.behaviours.random_tables.check import keep_tables
from dojo.behaviours.reference import Reference
from dojo.implementation.implementations import checking
from dojo.runner.processes import Process, fork
from dojo.runner.rereading import reread

_READY = b"ready\n"


class Spare:
    """One such fork, of use for one run of any of `items`."""

    def __init__(
        self,
        item: Behaviour,
        items: list[Behaviour],
        check: Callable[[list[Behaviour], int], None],
    ) -> None:
        """Fork it, to get used to `item`."""
        self._item, self._items, self._check = item, items, check
        self._heard, word = os.pipe()
        self._word = os.fdopen(word, "wb", buffering=0)
        self.process = fork(self._stand_by)
        os.close(self._heard)

    def _stand_by(self, write: int) -> None:
        self._word.close()
        _check_reference(self._item)
        os.write(write, _READY)
        with open(self._heard, "rb") as heard:
            word = heard.read()
        # A watcher that has ended says nothing.
        if word:
            told = json.loads(word)
            for path in told["changed"]:
                reread(self._items, Path(path))
            items = {item.nodeid: item for item in self._items}
            self._check([items[nodeid] for nodeid in told["nodes"] if nodeid in items], write)

    def ready(self) -> bool:
        """Tell whether it stands by; to be asked once."""
        heard = select.select([self.process.read], [], [], 0)[0]
        return bool(heard) and os.read(self.process.read, len(_READY)) == _READY

    def go(self, items: list[Behaviour], changed: Sequence[Path] = ()) -> Process:
        """Have it check the items from what is on the disk now; OSError if it has ended.

        Of the files that `changed` it reads the behaviours again.
        """
        told = {"nodes": [item.nodeid for item in items], "changed": [*map(str, changed)]}
        with self._word:
            word = json.dumps(told).encode()
            while word:
                word = word[self._word.write(word) :]
        return self.process

    def end(self) -> None:
        """End it."""
        self._word.close()
        self.process.end()


def _check_reference(item: Behaviour) -> None:
    keep_tables(item.config)
    with checking(item.config, Reference(item.owner.course)):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
