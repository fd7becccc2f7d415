"""Small computations as graphs: what each node is made of, and where it stands in a drawing."""

import numpy as np

from derivations.known_mistakes.autodiff import Line
from steps.autodiff import run

SIZE, RADIUS, BEND = (440, 242), 21, 34
# For each node: its operation, its parents, its label, its place; a leaf has a value instead.
COMPUTATIONS = {
    "diamond": {
        "called": "y = p·q with p = x·x and q = p + x",
        "nodes": {
            "x": {"value": 2.0, "label": "x", "at": (48, 160)},
            "p": {"made": "multiply", "of": ("x", "x"), "label": "p = x·x", "at": (164, 70)},
            "q": {"made": "add", "of": ("p", "x"), "label": "q = p + x", "at": (280, 160)},
            "y": {"made": "multiply", "of": ("p", "q"), "label": "y = p·q", "at": (392, 70)},
        },
    },
    "sum": {
        "called": "y = x·x + x",
        "nodes": {
            "x": {"value": 3.0, "label": "x", "at": (60, 165)},
            "p": {"made": "multiply", "of": ("x", "x"), "label": "p = x·x", "at": (220, 70)},
            "y": {"made": "add", "of": ("p", "x"), "label": "y = p + x", "at": (380, 165)},
        },
    },
    "neuron": {
        "called": "a neuron and its cost: J = (σ(wx + b) − y)²",
        "nodes": {
            "w": {"value": 0.5, "label": "w", "at": (34, 55)},
            "x": {"value": 2.0, "label": "x", "at": (34, 185)},
            "b": {"value": -1.0, "label": "b", "at": (110, 195)},
            "y": {"value": 1.0, "label": "y", "at": (268, 55)},
            "p": {"made": "multiply", "of": ("w", "x"), "label": "p = wx", "at": (110, 85)},
            "z": {"made": "add", "of": ("p", "b"), "label": "z = p + b", "at": (186, 160)},
            "a": {"made": "sigmoid", "of": ("z",), "label": "a = σ(z)", "at": (262, 175)},
            "d": {"made": "subtract", "of": ("a", "y"), "label": "d = a − y", "at": (338, 120)},
            "J": {"made": "square", "of": ("d",), "label": "J = d²", "at": (408, 120)},
        },
    },
}
for one in COMPUTATIONS.values():
    one["order"] = list(one["nodes"])


def nodes(kata, computation):
    """Return the kata's node for each name of a computation whose operations the chapter has."""
    lines = [
        Line(name, one.get("made", "leaf"), one.get("of", ()), np.array(one.get("value")))
        for name, one in computation["nodes"].items()
    ]
    return run(kata, lines)


def last(computation):
    """Return the name of the last node.

    >>> last(COMPUTATIONS["sum"])
    'y'
    """
    return list(computation["nodes"])[-1]
