"""The table of all parts that are derived, by the names that the command takes."""

from derivations.parts.convolution import CONVOLUTION
from derivations.parts.normalisation import BATCH_NORM, LAYER_NORM
from derivations.parts.part import Part
from derivations.parts.residual import RESIDUAL
from derivations.parts.training import ADAM, L2, MOMENTUM

PARTS: dict[str, Part] = {
    "l2": L2,
    "momentum": MOMENTUM,
    "adam": ADAM,
    "batch_norm": BATCH_NORM,
    "layer_norm": LAYER_NORM,
    "residual": RESIDUAL,
    "convolution": CONVOLUTION,
}
