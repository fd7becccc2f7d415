"""Contracts of the forward pass."""

from contracts.networks import ACTIVATIONS, Network, network
from dojo.contracts.contract import Contract
from dojo.contracts.kinds import Numbers


def _case(draw):
    return {
        "network": network(draw, draw.choice or draw.one_of(ACTIVATIONS), large=40),
        "X": Numbers("n, d_in").draw(draw),
    }


CASE = {"network": Network(), "X": Numbers("n, d_in")}
CONTRACTS = {
    "forward": Contract([CASE], _case, ACTIVATIONS, magnitudes=True),
    "predict": Contract([CASE], _case, ACTIVATIONS, magnitudes=True),
}
