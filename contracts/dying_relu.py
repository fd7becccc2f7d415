"""Contracts of silent units, and of networks that are born dead."""

from contracts.initialisation import DRAW
from contracts.networks import Network, network
from dojo.contracts.contract import Contract
from dojo.contracts.draw import SMALL
from dojo.contracts.kinds import Generator, Numbers, Whole


def _relu(draw):
    drawn = network(draw, "identity", hidden=1)
    silenced = [
        layer.__class__(layer.module, layer.name, (*layer.fields[:2], "relu")) for layer in drawn
    ]
    return {"network": [*silenced[:-1], drawn[-1]], "X": Numbers("n, d_in").draw(draw)}


CASE = {"network": Network(hidden=1), "X": Numbers("n, d_in")}
BORN = {
    "rng": Generator(),
    "draw": DRAW,
    "width": Whole(1, 6),
    "depth": Whole(2, 6),
    "X": Numbers("n, d_in"),
    "nets": Whole(1, 50),
}
SIZES = {"width": Whole(1, 6, large=20), "depth": Whole(2, 6, large=200)}
CONTRACTS = {
    "silent_share": Contract([CASE], _relu, magnitudes=True),
    "dead_share": Contract([CASE], _relu, magnitudes=True),
    "born_dead_share": Contract([BORN], largest=SMALL),
    "born_dead_bounds": Contract([SIZES]),
    "single_input_death": Contract([SIZES]),
}
