"""A sheet to write a digit on, and the network that has learnt to read: it reads it in the page."""

from pathlib import Path

from derivations.networks import javascript
from derivations.rules.definitions import ACTIVATIONS
from dojo.book.figure import Toy
from figures.learning import digits


def formulas():
    """Return every activation as a function of JavaScript, by its name."""
    functions = [javascript.activation(name) for name in ACTIVATIONS]
    return "\n".join([*functions, f"const ACTIVATIONS = {{{', '.join(ACTIVATIONS)}}};"])


TOY = Toy(
    name="reading",
    files=Path(__file__).with_suffix(""),
    formulas=formulas,
    values={"classes": digits.CLASSES},
    data=digits.data,
    rule="New writers are harder",
)
