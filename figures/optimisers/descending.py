"""A valley to go down: four optimisers, their rates, and step after step."""

from pathlib import Path

from derivations.networks import javascript
from dojo.book.figure import Toy
from figures.optimisers.valleys import CURVED, NARROW

VALLEYS = {"curved": CURVED, "narrow": NARROW}
HIGHEST, FARTHEST = 10, 100


def formulas():
    """Return each valley's cost of one sample, with its derivatives, as a function of JavaScript.

    >>> formulas().count("function sample(p, n)")
    2
    """
    functions = [javascript.activation(name) for name in ("tanh", "identity")]
    samples = [
        f"{name}: (() => {{\n{javascript.training_sample(of['widths'], of['activations'], 'mse')}\n"
        "return sample;\n})()"
        for name, of in VALLEYS.items()
    ]
    return "\n".join([*functions, f"const SAMPLES = {{{', '.join(samples)}}};"])


TOY = Toy(
    name="descending",
    files=Path(__file__).with_suffix(""),
    formulas=formulas,
    values={
        "valleys": VALLEYS,
        "optimisers": list(CURVED["rates"]),
        "highest": HIGHEST,
        "farthest": FARTHEST,
    },
    rule="Adam averages the gradients and their squares, and corrects both for their start at 0",
)
