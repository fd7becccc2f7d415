"""A network 2-3-1 to play with: forward, back and down, number by number, as fast as one likes.

Chapters 7 and 9 show the same toy; each begins with samples and weights of its own.
"""

from pathlib import Path

import numpy as np

from derivations.networks import javascript
from derivations.rules.definitions import ACTIVATIONS
from dojo.book.figure import Toy
from figures import worked_example, xor

WIDTHS = [2, 3, 1]
HIGHEST = 20


def flat(network):
    """Return the parameters of a network of lists by their names.

    >>> flat([([[1.0, 2.0]], [0.5, 0.25], "relu")])
    {'W1_1_1': 1.0, 'W1_1_2': 2.0, 'b1_1': 0.5, 'b1_2': 0.25}
    """
    found = {}
    for layer, (W, b, _) in enumerate(network, 1):
        for above, row in enumerate(W, 1):
            found |= {f"W{layer}_{above}_{unit}": w for unit, w in enumerate(row, 1)}
        found |= {f"b{layer}_{unit}": at for unit, at in enumerate(b, 1)}
    return found


def first_weights():
    """Return the weights and biases that XOR begins with.

    >>> len(first_weights())
    13
    """
    names, rng = javascript.parameters(WIDTHS), np.random.default_rng(4)
    drawn = rng.normal(size=len(names))
    return {name: round(float(value), 2) for name, value in zip(names, drawn, strict=True)}


STARTS = {
    "example": {
        "called": "the worked example",
        "samples": [[*worked_example.x, *worked_example.y]],
        "weights": flat(worked_example.NETWORK),
        "activations": [activation for _, _, activation in worked_example.NETWORK],
        "rate": 0.005,
    },
    "xor": {
        "called": "XOR, with random weights",
        "samples": np.hstack([xor.X, xor.Y]).tolist(),
        "weights": first_weights(),
        "activations": ["sigmoid", "sigmoid"],
        "rate": 2,
    },
}


def script(name):
    """Return a script that stands beside this module."""
    return (Path(__file__).parent / f"{name}.js").read_text(encoding="utf-8")


def toy(name, start, rule):
    """Return the toy as it begins in a chapter."""

    def formulas():
        network = javascript.training_sample(WIDTHS, ["hidden", "output"], "mse")
        functions = [javascript.activation(name) for name in ACTIVATIONS]
        pairs = ", ".join(f"{name}: [{name}, {name}_slope]" for name in ACTIVATIONS)
        scripts = map(script, ("live_graph", "live_views", "live_steps"))
        # Each network of a page has activations of its own, and thus functions of its own.
        live = ["const live = part => {", network, *scripts, "};"]
        return "\n".join([*functions, f"const ACTIVATIONS = {{{pairs}}};", *live])

    return Toy(
        name=name,
        files=Path(__file__).with_suffix(""),
        formulas=formulas,
        values={
            "name": name,
            "start": start,
            "starts": STARTS,
            "activations": list(ACTIVATIONS),
            "highest": HIGHEST,
        },
        rule=rule,
    )
