"""Contracts of shortening."""

from dojo.contracts.contract import Contract
from dojo.contracts.kinds import Whole


def _with_divisor(draw):
    """Return a and b that have a divisor in common, more often than by chance."""
    a, b, common = Whole(-12, 12), Whole(1, 12), Whole(1, 9)
    sign, times = draw.one_of([-1, 1]), common.draw(draw)
    return {"a": a.draw(draw) * times, "b": sign * b.draw(draw) * times}


PAIR = {"a": Whole(-(10**6), 10**6), "b": Whole(-(10**6), 10**6)}
CONTRACTS = {
    "common_divisor": Contract([PAIR], _with_divisor),
    "shorten": Contract([PAIR], _with_divisor),
}
