"""One neuron to play with: its weights turn the line z = 0, its bias moves it."""

from pathlib import Path

from derivations.networks import javascript
from derivations.rules.definitions import ACTIVATIONS
from dojo.book.figure import Toy


def formulas():
    """Return each activation and its slope as functions of JavaScript."""
    return "\n".join(javascript.activation(name) for name in ACTIVATIONS)


TOYS = (
    Toy(
        name="neuron",
        files=Path(__file__).with_suffix(""),
        formulas=formulas,
        values={"activations": list(ACTIVATIONS)},
    ),
)
