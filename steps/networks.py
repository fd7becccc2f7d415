"""Steps that lay out a network, its samples, and what flows forward through it."""

import numpy as np
from pytest_bdd import given


@given("the network", target_fixture="network")
def _(sheet, kata):
    layer = kata.forward_propagation.Layer
    rows = sorted(sheet, key=lambda row: row.integer("layer"))
    return [
        layer(np.atleast_2d(row["W"]), np.atleast_1d(row["b"]), row.text("activation"))
        for row in rows
    ]


@given("the samples", target_fixture="samples")
def _(sheet):
    return tuple(np.stack([np.atleast_1d(row[name]) for row in sheet]) for name in ("x", "y"))
