"""The page itself: the template filled in, with its style and its scripts inside.

Everything that comes from a feature or from a learner's code is escaped by the template engine.
Behind that stands a second wall: the page allows no script but its own, and no address at all.
"""

import base64
import hashlib
from collections import defaultdict
from pathlib import Path

import jinja2
import numpy as np
from markupsafe import Markup

from derivations.networks import javascript
from dojo.book.chapters import MARKS, WORDS, Chapter
from dojo.book.pictures import Picture
from dojo.book.proofs import proofs

HERE = Path(__file__).parent
WIDTHS, ACTIVATIONS = [2, 3, 1], ["sigmoid", "sigmoid"]
NEURON = ("identity", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish")
# The chapters that a reader can play with: a neuron's weights, and one step of training.
PLAYED = {1: "neuron", 9: "training"}
_LONGEST_ACTUAL = 24


def page(chapters: list[Chapter], pictures: list[Picture], notes: list[str], source: str) -> str:
    """Return the whole page; `source` says whose answers are in it."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["svg"] = Markup  # drawn here, by dojo.book.pictures
    drawn = defaultdict(list)
    for picture in pictures:
        drawn[picture.chapter].append(picture)
    script = _script()
    return environment.get_template("book.html").render(
        chapters=chapters,
        drawn=drawn,
        proofs={c.number: proofs(c.number) for c in chapters if not c.paper and c.number},
        notes=notes,
        source=source,
        start=start(),
        played=PLAYED,
        neuron=NEURON,
        marks=MARKS,
        words=WORDS,
        computed=computed,
        style=Markup(_text("book.css")),
        script=Markup(script),
        script_hash=_hash(script),
    )


def computed(text: str, actual: str) -> str:
    """Return the number to show beside a cell that only bounds or begins it, or nothing.

    >>> computed("< 0.25", "0.104"), computed("1/4", "0.25")
    ('0.104', '')
    """
    said = any(sign in text for sign in "<>≤≥≠_±")
    return actual if said and len(actual) <= _LONGEST_ACTUAL and actual != text else ""


def start() -> dict[str, float]:
    """Return the weights and biases that the network to step through begins with.

    >>> len(start())
    13
    """
    rng = np.random.default_rng(4)
    names = javascript.parameters(WIDTHS)
    return {name: round(float(value), 2) for name, value in zip(names, rng.normal(size=13))}  # noqa: B905


def _script() -> str:
    parts = [javascript.activation(name) for name in NEURON]
    parts.append(javascript.training_sample(WIDTHS, ACTIVATIONS, "mse"))
    return "\n".join(["'use strict';", *parts, _text("play.js"), _text("search.js")])


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return base64.b64encode(digest).decode("ascii")
