"""A run shared by two processes, where there are two cores: each checks every other behaviour."""

import select
from collections.abc import Iterator

from dojo.behaviours.items import Behaviour
from dojo.runner.processes import can_fork, cores
from dojo.runner.session import Warm
from dojo.verdict import Verdict

# To check fewer takes less time than to start another process.
FEW = 40


def shared(warm: Warm, items: list[Behaviour]) -> Iterator[Verdict]:
    """Check behaviours; yield each verdict as it comes."""
    parts = [items]
    if len(items) > FEW and can_fork() and cores() > 1:
        parts = [items[::2], items[1::2]]
    runs = [warm.run_beside(part) for part in parts if part]
    while left := [run for run in runs if not run.done]:
        select.select(left, [], [], 0.1)
        for run in left:
            yield from run.receive()
