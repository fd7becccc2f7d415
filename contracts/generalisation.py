"""Contracts of powers, of samples split in three, and of a choice."""

from contracts.split import gathered
from dojo.contracts.contract import Contract
from dojo.contracts.kinds import Generator, ListOf, Number, Numbers, Whole

CONTRACTS = {
    "powers": Contract([{"x": Numbers("n"), "degree": Whole(0, 9)}]),
    "three_way": Contract(
        [
            {
                "X": Numbers("n, d_in"),
                "Y": Numbers("n, k"),
                "validation": Number(0.0, 0.67),
                "test": Number(0.0, 0.67),
                "rng": Generator(),
            }
        ],
        lambda draw: {
            "X": Numbers("n, d_in").draw(draw),
            "Y": Numbers("n, k").draw(draw),
            "validation": Number(0.0, 0.45).draw(draw),
            "test": Number(0.0, 0.45).draw(draw),
            "rng": Generator().draw(draw),
        },
        near=1e-9,
        compared=lambda _, parts: gathered(parts),
    ),
    "choose": Contract([{"costs": ListOf(Number(0.0, 3.0), 1, 6)}]),
}
