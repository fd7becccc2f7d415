"""Contracts of counts, norms, and networks that fold."""

from contracts.networks import ACTIVATIONS, COST, Network, case, network
from dojo.contracts.contract import Contract
from dojo.contracts.kinds import Number, Numbers, Whole

FOLDS = {"folds": Whole(1, 6)}
NETWORK = {"network": Network()}
CASE = NETWORK | {"X": Numbers("n, d_in"), "Y": Numbers("n, d_out"), "cost": COST}


def _network(draw):
    return {"network": network(draw, draw.one_of(ACTIVATIONS))}


CONTRACTS = {
    "count_layers": Contract([NETWORK], _network),
    "count_parameters": Contract([NETWORK], _network),
    "gradient_norms": Contract([CASE], case),
    "tent_network": Contract([FOLDS]),
    "shallow_tent_network": Contract([FOLDS]),
    "linear_pieces": Contract(
        [NETWORK | {"low": Number(), "high": Number(), "points": Whole(2, 10**6)}], drawn=False
    ),
}
