"""Contracts of counts, norms, and networks that fold."""

from contracts.lines import LINES, line
from contracts.networks import ACTIVATIONS, COST, Network, case, network
from dojo.contracts.contract import Contract
from dojo.contracts.draw import SMALL
from dojo.contracts.kinds import Number, Numbers, Whole

FOLDS, MANY_FOLDS = ({"folds": Whole(1, 6, large=large)} for large in (11, 40))
NETWORK = {"network": Network()}
LINE = NETWORK | {"low": Number(), "high": Number(), "points": Whole(3, 10**6)}
CASE = NETWORK | {"X": Numbers("n, d_in"), "Y": Numbers("n, d_out"), "cost": COST}


def _network(draw):
    return {"network": network(draw, draw.one_of(ACTIVATIONS), large=40)}


CONTRACTS = {
    "count_layers": Contract([NETWORK], _network),
    "count_parameters": Contract([NETWORK], _network),
    "gradient_norms": Contract([CASE], case, magnitudes=True),
    "tent_network": Contract([MANY_FOLDS]),
    "shallow_tent_network": Contract([FOLDS]),
    "linear_pieces": Contract([LINE], line, LINES, largest=SMALL),
}
