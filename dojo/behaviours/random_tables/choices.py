"""Choices, a number for each move: drawn from a seed, and made simple where an answer is wrong.

0 leaves what is printed, and the further from 0, the further away from it.
"""

import math
import random
from collections.abc import Callable, Sequence

Choices = tuple[int, ...]


def draw(most: Sequence[int], count: int, seed: str) -> list[Choices]:
    """Return `count` different choices from 0 to the most of each; fewer where there are no more.

    All 0 is none of them: that is the printed table.

    >>> draw([1], 5, "seed"), len(draw([400, 400], 5, "seed"))
    ([(1,)], 5)
    """
    chance = random.Random(seed)
    count = min(count, math.prod(number + 1 for number in most) - 1)
    drawn: dict[Choices, None] = {}
    while len(drawn) < count:
        choices = tuple(chance.randint(0, number) for number in most)
        if any(choices):
            drawn[choices] = None
    return list(drawn)


def simplest(failed: Choices, fails: Callable[[Choices], bool]) -> Choices:
    """Return choices that fail, from some that did: few that are not 0, and those small.

    >>> simplest((5, 300, 7, 4), lambda choices: choices[1] >= 10)
    (0, 10, 0, 0)
    """
    # Many at once, then fewer, then one by one.
    size = len(failed)
    while size := size // 2:
        for start in range(0, len(failed), size):
            fewer = _with(failed, start, (0,) * len(failed[start : start + size]))
            if any(fewer) and fewer != failed and fails(fewer):
                failed = fewer
    for at in range(len(failed)):
        passes = 0
        while failed[at] - passes > 1:
            middle = (passes + failed[at]) // 2
            smaller = _with(failed, at, (middle,))
            if fails(smaller):
                failed = smaller
            else:
                passes = middle
    return failed


def _with(choices: Choices, start: int, others: Choices) -> Choices:
    return (*choices[:start], *others, *choices[start + len(others) :])
