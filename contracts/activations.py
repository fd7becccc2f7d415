"""Contracts of the activations: they take any array of numbers, softmax one with classes."""

from dojo.contracts.contract import Contract
from dojo.contracts.draw import WIDE
from dojo.contracts.kinds import ANY_AXES, Kind, Number, Numbers, Optional

# Also slopes above 1: then leaky relu is no longer the larger one of z and slope·z.
SLOPE = {"slope": Optional(Number(-2.0, 20.0))}
ALPHA = {"alpha": Optional(Number(0.0, 20.0))}

ELEMENTWISE = ("identity", "sigmoid", "tanh", "relu", "swish")


def _of_entries(parameter: dict[str, Kind] | None = None) -> Contract:
    """Return the contract of what works entry by entry: each is compared by itself."""
    signatures = [{"z": Numbers(shape), **(parameter or {})} for shape in ANY_AXES]
    return Contract(signatures, magnitudes=True, entries=True)


CONTRACTS = {
    **{name: _of_entries() for name in ELEMENTWISE},
    **{f"{name}_prime": _of_entries() for name in ELEMENTWISE},
    "leaky_relu": _of_entries(SLOPE),
    "leaky_relu_prime": _of_entries(SLOPE),
    "elu": _of_entries(ALPHA),
    "elu_prime": _of_entries(ALPHA),
    "softmax": Contract([{"z": Numbers("k")}, {"z": Numbers("n, k")}], magnitudes=True),
    "softmax_jacobian": Contract(
        [{"z": Numbers(shape)} for shape in ("k", "n, k", "m, n, k")],
        largest=WIDE,
        magnitudes=True,
    ),
}
