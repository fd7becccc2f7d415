"""Contracts of powers, of samples split in three, and of a choice."""

from contracts.split import gathered
from dojo.contracts.contract import Arguments, Contract
from dojo.contracts.draw import LARGE, Draw
from dojo.contracts.kinds import Generator, ListOf, Number, Numbers, Whole

COSTS = ListOf(Number(), 1, 12)
# Of one choice after the other: so many lists of costs are drawn.
ROUNDS = tuple(range(24))
DEGREE, SHARE, NOTHING_LEFT = Whole(0, 9, large=20), Number(0.0, 0.45), "nothing is left"


def costs(draw: Draw) -> list[float]:
    """Return costs that fall and rise, by steps of one size: some are equal, some nearly so."""
    count = Whole(1, 20, large=60).draw(draw)
    places = draw.rng.integers(max(2, count), size=count)
    if draw.scale != LARGE and draw.rng.random() < 0.5:
        places = draw.rng.permutation(count)
    step = Number(1e-4, 1.0, by_size=True).draw(draw)
    least = draw.one_of([0.0, 0.5, 200.0, -3.0])
    return [float(cost) for cost in least + step * places]


def _split(draw: Draw) -> Arguments:
    """Return samples, and shares of which one may be 0, or which leave nothing for training."""
    X, Y = Numbers("n, d_in").draw(draw), Numbers("n, k").draw(draw)
    validation, test = SHARE.draw(draw), SHARE.draw(draw)
    if draw.choice == NOTHING_LEFT:
        for_test = int(draw.rng.integers(len(X) + 1))
        validation, test = 1 - for_test / len(X), for_test / len(X)
    seed = Generator().draw(draw)
    return {"X": X, "Y": Y, "validation": validation, "test": test, "rng": seed}


CONTRACTS = {
    "powers": Contract([{"x": Numbers("n"), "degree": DEGREE}], entries=True),
    "three_way": Contract(
        [
            {
                "X": Numbers("n, d_in"),
                "Y": Numbers("n, k"),
                "validation": Number(0.0, 1.0),
                "test": Number(0.0, 1.0),
                "rng": Generator(),
            }
        ],
        _split,
        [None, NOTHING_LEFT],
        [None],
        near=1e-9,
        compared=lambda _, parts: gathered(parts),
    ),
    "choose": Contract([{"costs": COSTS}], lambda draw: {"costs": costs(draw)}, ROUNDS),
}
