"""Verdicts of the grader, the same as those of `pytest --kata` for every kind of kata."""

import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from dojo.workspace.stubs import stub
from tests.fixtures.course import COURSE

from .conftest import REFERENCE, results, submit

CHAPTERS = (1, 2, 4, 5, 7, 8, 9)
DRAWN = ("--draws", "1", "--drawn-seed", "1")


def cut(module, *pairs):
    """Return a module of the reference with some of its text replaced."""
    text = REFERENCE[f"{module}.py"]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


RECORDS = """
from dataclasses import dataclass
from typing import NamedTuple


class Finding(NamedTuple):
    layer: int
    parameter: str
    index: tuple
    analytic: float
    numeric: float
    verdict: str


class Signal(NamedTuple):
    z: object
    a: object


@dataclass
class Gradient:
    dW: object
    db: object

    def __iter__(self):
        return iter((self.dW, self.db))
"""
CLASSES = """

class relu(np.ndarray):
    def __new__(cls, z):
        return np.maximum(z, 0.0)


class LeakyReLU:
    def __call__(self, z, slope=0.01):
        return np.where(z > 0, z, slope * z)


leaky_relu, tanh = LeakyReLU(), np.tanh
relu_prime = np.vectorize(lambda z: 1.0 if z > 0 else 0.0, otypes=[float])
elu = functools.partial(elu)
"""
BATCHES = """

_minibatches = minibatches


class minibatches:
    def __init__(self, *given):
        self.given = given

    def __iter__(self):
        return _minibatches(*self.given)
"""


def without_class(module, name):
    """Return a module of the reference without one of its classes, but from `.records`."""
    text = REFERENCE[f"{module}.py"]
    before, _, after = text.partition(f"class {name}(")
    _, _, rest = after.partition("\ndef ")
    return f"{before}from .records import {name}\n\n\ndef {rest}"


# Right, and unlike the reference wherever a learner might be: its records are classes of its own in
# another module, classes and objects stand for functions, and it warns. The reference itself is
# graded by the self-test, before each of the others.
RIGHT = {
    "records": RECORDS,
    "gradient_checking": without_class("gradient_checking", "Finding"),
    "forward_propagation": cut(
        "forward_propagation",
        ("signals.append((z, a))", "signals.append(Signal(z, a))"),
        ("from .neuron", "from .records import Signal\nfrom .neuron"),
    ),
    "backpropagation": cut(
        "backpropagation",
        ("[a for _, a in signals[:-1]]", "[signal.a for signal in signals[:-1]]"),
        ("signals[i][0]", "signals[i].z"),
        ("    return gradients\n", "    return [Gradient(*pair) for pair in gradients]\n"),
        ("from .forward", "from .records import Gradient\nfrom .forward"),
    ),
    "activations": cut(
        "activations",
        ('"""Activation', 'r"""x"""\nS = "\\sigma"\n"""Act'),
        ("import numpy", "import functools\n\nimport numpy"),
        ("\n\nACTIVATIONS =", f"{CLASSES}\n\nACTIVATIONS ="),
    ),
    "gradient_descent": REFERENCE["gradient_descent.py"] + BATCHES,
    "neuron": cut(
        "neuron", ("    return x @ W", "    __import__('warnings').warn('x')\n    return x @ W")
    ),
}
KATAS = {
    "right": RIGHT,
    "unwritten": {name.removesuffix(".py"): stub(text) for name, text in REFERENCE.items()},
    "wrong": {
        "activations": cut(
            "activations",
            ("(z > 0) * 1.0", "(z >= 0) * 1.0"),
            ("return np.tanh(z)\n", "z[...] = np.tanh(z); return z\n"),
            ("return z * sigmoid(z)", "raise KeyError('swish')"),
            ("    e = np.exp(np.minimum(z, 700.0))", "    e = np.exp(z)"),
            ("return 1.0 - np.tanh(z) ** 2", "return tanh_prime(z)"),
            ("return np.where(z > 0, z, slope * z)", "np.where(z > 0, z, slope * z)"),
        ),
        "cost": cut("cost", ("return ((y - ŷ) ** 2).mean()", "return ((y - ŷ) ** 2).sum()")),
        "backpropagation": cut(
            "backpropagation", ("δ = _error(δ @ W_next.T,", "δ = -_error(δ @ W_next.T,")
        ),
        "gradient_descent": cut(
            "gradient_descent",
            ("    order = rng", "    X *= 1; X[:1] += 1\n    order = rng"),
            ("W - α * dW", "W + α * dW"),
        ),
    },
    "broken": {
        "neuron": "def weighted_sum(x, W, b):\n    import sys\n    sys.exit(1)\n",
        "activations": cut("activations", ("return np.tanh(z)\n", "return [0.0]\n")),
        "forward_propagation": "def forward(:\n",
        "cost": "import package_that_is_nowhere\n",
    },
}


@pytest.fixture(scope="module")
def graded(scratch):
    for name, modules in KATAS.items():
        submit(scratch / "same" / name, **modules)
    chosen = [word for chapter in CHAPTERS for word in ("--only", chapter)]
    options = ["--jobs", "2", "--journal", "same.jsonl", *DRAWN]
    return results(scratch, "same", *chosen, *options)


def with_pytest(kata):
    """Return what `pytest --kata` says: the verdict and the diagnoses of each behaviour."""
    xml = kata.parent / "report.xml"
    features = [str(path) for path in COURSE.features.iterdir() if path.name[:2].isdigit()]
    chosen = [path for path in features if int(path.rpartition("/")[2][:2]) in CHAPTERS]
    command = [sys.executable, "-m", "pytest", "-q", f"--kata={kata}", f"--junitxml={xml}"]
    subprocess.run([*command, *DRAWN, *chosen], cwd=COURSE.root, capture_output=True, check=False)
    found = {}
    for case in ET.parse(xml).iter("testcase"):
        properties = {p.get("name"): p.get("value") for p in case.iter("property")}
        where = f"{properties['chapter']} › {properties['rule']} › {case.get('name')}"
        found[where] = properties.get("verdict", "green")
    return found


@pytest.mark.parametrize("name", KATAS)
def test_the_verdicts_are_those_of_pytest(graded, scratch, name):
    expected = with_pytest(scratch / "same" / name / "kata")
    result = graded[f"same/{name}"]
    verdicts = {b["title"].partition(" ")[2]: b["verdict"] for b in result["behaviours"]}
    assert len(verdicts) > 80
    assert {title: expected[title] for title in verdicts} == verdicts


def test_what_is_right_is_green(graded):
    behaviours = graded["same/right"]["behaviours"]
    assert [b["message"] for b in behaviours if b["verdict"] != "green"] == []


def test_a_message_names_the_file_the_line_and_the_reason(graded):
    text = "\n".join(b["message"] for b in graded["same/wrong"]["behaviours"])
    lines = KATAS["wrong"]["activations"].partition("def relu_prime")[0].count("\n")
    for words in (
        f"kata/activations.py:{lines + 1} relu_prime",
        "swish raised KeyError: 'swish':\n      raise KeyError('swish')",
        "tanh changes an array that it gets",
        "tanh_prime calls itself without end",
        "leaky_relu returned None",
        "a number that is too large",
    ):
        assert words in text


def test_a_generator_comes_back_to_a_function_that_a_step_hands_over(scratch):
    """The reference passes the step's own function on, and draws from the generator after it."""
    submit(scratch / "drawn" / "right")
    options = ["--only", "11 Depth", "--draws", "0", "--journal", "drawn.jsonl"]
    (found,) = results(scratch, "drawn/right", *options).values()
    named = {b["title"]: b["verdict"] for b in found["behaviours"]}
    assert named.pop(next(name for name in named if name.endswith("Random networks"))) == "green"
    assert {*named.values()} == {"green"}
