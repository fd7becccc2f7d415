"""Contracts of the activations: they take any array of numbers, softmax one with classes."""

from dojo.contracts.contract import Contract
from dojo.contracts.draw import WIDE
from dojo.contracts.kinds import Number, Numbers, Optional

Z = {"z": Numbers("...")}
CLASSES = {"z": Numbers("..., k")}
# Also slopes above 1: then leaky relu is no longer the larger one of z and slope·z.
SLOPE = {"slope": Optional(Number(0.0, 3.0))}
ALPHA = {"alpha": Optional(Number(0.0, 3.0))}

ELEMENTWISE = ("identity", "sigmoid", "tanh", "relu", "swish")

CONTRACTS = {
    **{name: Contract([Z], magnitudes=True) for name in ELEMENTWISE},
    **{f"{name}_prime": Contract([Z], magnitudes=True) for name in ELEMENTWISE},
    "leaky_relu": Contract([Z | SLOPE], magnitudes=True),
    "leaky_relu_prime": Contract([Z | SLOPE], magnitudes=True),
    "elu": Contract([Z | ALPHA], magnitudes=True),
    "elu_prime": Contract([Z | ALPHA], magnitudes=True),
    "softmax": Contract([{"z": Numbers("k")}, {"z": Numbers("n, k")}], magnitudes=True),
    "softmax_jacobian": Contract([CLASSES], largest=WIDE, magnitudes=True),
}
