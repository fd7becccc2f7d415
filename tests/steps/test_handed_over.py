"""Arguments from steps have the type that the docstring names, in the whole book."""

import inspect
from collections import defaultdict

import numpy as np
import pytest

from dojo.implementation.instrument import InstrumentedFunction
from tests.fixtures.course import COURSE

ARRAY, LIST = np.ndarray, list
WHOLE, NUMBER = (int, np.integer), (int, float, np.number)
# What the glossary of kata/__init__.py and the docstrings call by these names.
TYPES = {
    **dict.fromkeys(("x", "X", "Y", "y", "ŷ", "W", "z", "θ", "labels", "dJ_da"), ARRAY),
    **dict.fromkeys(("analytic", "numeric"), ARRAY),
    **dict.fromkeys(("network", "layers", "signals", "gradients", "widths", "hidden"), LIST),
    **dict.fromkeys(("activations",), LIST),
    **dict.fromkeys(("cost", "activation", "parameter"), str),
    **dict.fromkeys(("epochs", "size", "width", "depth", "nets", "d_in", "d_out"), WHOLE),
    **dict.fromkeys(("folds", "points", "classes", "layer"), WHOLE),
    "index": tuple,
    **dict.fromkeys(("α", "alpha", "slope", "ε", "tolerance", "share", "low", "high"), NUMBER),
    "b": (ARRAY, *NUMBER),
    "rng": (np.random.Generator, type(None)),
    "batch_size": (*WHOLE, type(None)),
    **dict.fromkeys(("degree", "patience", "t"), WHOLE),
    **dict.fromkeys(("validation", "test", "keep", "c", "λ", "β", "ρ", "β1", "β2"), NUMBER),
    **dict.fromkeys(("costs", "masks", "parameters"), LIST),
    **dict.fromkeys(("g", "v", "s", "m"), (ARRAY, *NUMBER, tuple)),
    "start": (ARRAY, *NUMBER, tuple, type(None)),  # of a step without a state
    **dict.fromkeys(("value", "G", "mean", "deviation", "variance", "γ"), ARRAY),
    "β": (ARRAY, *NUMBER),
    **dict.fromkeys(("kept", "new"), (ARRAY, *NUMBER)),
    "slopes": (ARRAY, LIST),
    "blocks": WHOLE,
    "shape": tuple,
    **dict.fromkeys(("k", "δ", "K", "dZ", "dY", "where"), ARRAY),
    **dict.fromkeys(("n", "padding", "stride", "rows", "columns", "channels", "count"), WHOLE),
    **dict.fromkeys(("kernels", "strides"), LIST),
}
# Functions, and where a name means something else: he's size is a shape.
FUNCTIONS = {"f", "J", "draw", "step", "f_prime"}
# One parameter, which is an array or a number; and what is a node of a graph, or a dual number.
OPTIMISERS = {"momentum", "rmsprop", "adam", "adamw"}
NODES = {"a", "node"}
SHAPES = {("he", "size"), ("xavier", "size"), ("rai", "size")}
# How long a kernel is; elsewhere k is the kernel.
LENGTHS = {("output_size", "k")}


@pytest.fixture(scope="module")
def handed_over():
    """Return the values of each (function, argument) in a run of the book on the reference."""
    found, wrap = defaultdict(list), InstrumentedFunction.wrap

    def note(instrumented, function):
        inner, signature = wrap(instrumented, function), inspect.signature(function)

        def call(*arguments, **keywords):
            for name, value in signature.bind(*arguments, **keywords).arguments.items():
                known = found[instrumented.name, name]
                if type(value) not in {type(each) for each in known}:
                    known.append(value)
            return inner(*arguments, **keywords)

        return call

    InstrumentedFunction.wrap = note
    try:
        code = pytest.main(["-q", "-p", "no:cacheprovider", "--draws=0", str(COURSE.features)])
    finally:
        InstrumentedFunction.wrap = wrap
    assert code == 0
    return found


def test_every_argument_is_of_the_type_that_its_name_stands_for(handed_over):
    wrong = [
        f"{function}: {name} is a {type(value).__name__}"
        for (function, name), values in handed_over.items()
        for value in values
        if not fits(function, name, value)
    ]
    assert wrong == []
    assert len(handed_over) > 100


def fits(function, name, value):
    if name in FUNCTIONS:
        return callable(value)
    if name in NODES or function.startswith("dual_") or type(value).__name__ == "Node":
        return isinstance(value, tuple) or callable(value) or type(value).__name__ == "Node"
    if name == "θ" and function in OPTIMISERS:
        return isinstance(value, (ARRAY, np.floating))
    wanted = tuple if (function, name) in SHAPES else TYPES[name]
    wanted = WHOLE if (function, name) in LENGTHS else wanted
    return isinstance(value, wanted) and not isinstance(value, bool)


def test_what_stands_in_lists_is_what_the_docstrings_say(handed_over):
    for (_, name), values in handed_over.items():
        for value in values:
            if name in ("layers", "gradients", "signals"):
                assert all(isinstance(pair, tuple) and len(pair) == 2 for pair in value)
            if name == "network":
                assert all(isinstance(layer, tuple) and len(layer) == 3 for layer in value)
            if name in ("widths", "hidden"):
                assert all(isinstance(width, WHOLE) for width in value)
