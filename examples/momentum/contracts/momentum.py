"""Contracts of momentum."""

from dojo.contracts.contract import Contract
from dojo.contracts.kinds import Number, Numbers

CONTRACTS = {
    "velocity": Contract(
        [
            {
                "v": Numbers("..."),
                "gradient": Numbers("..."),
                "α": Number(0.01, 2.0),
                "β": Number(0.0, 1.0),
            }
        ],
        magnitudes=True,
    ),
}
