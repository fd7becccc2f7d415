"""Errors that a learner's own code raised are explained in words, beside who called."""

import shutil
from typing import NamedTuple

import numpy as np
import pytest
from inline_snapshot import snapshot

from dojo.diagnosis.error_messages import in_words
from dojo.diagnosis.frames import frames
from tests.fixtures.course import COURSE


def raised_by(function):
    """Return the error that a function of this file raises, and the last frame of it."""
    with pytest.raises(Exception) as caught:
        function()
    return caught.value, frames(caught.tb, lambda file: file == __file__)[-1]


x, W, cube, λ = np.ones(3), np.ones((2, 3)), np.ones((4, 2, 3)), np.ones((5, 4))
pair = abs, abs


class Layer(NamedTuple):
    W: np.ndarray
    b: np.ndarray
    activation: str


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (
            lambda: x @ W,
            snapshot(
                "ValueError: in `x @ W`, x is (3,) and W is (2, 3); the last size of the left array must equal the first size of the right array"
            ),
        ),
        (
            lambda: W @ W + 1,
            snapshot(
                "ValueError: in `W @ W`, W is (2, 3) and W is (2, 3); the last size of the left array must equal the first size of the right array"
            ),
        ),
        (
            lambda: λ.T @ W.T,
            snapshot(
                "ValueError: in `λ.T @ W.T`, λ.T is (4, 5) and W.T is (3, 2); the last size of the left array must equal the first size of the right array"
            ),
        ),
        (
            lambda: W @ cube[:],
            snapshot(
                "ValueError: in a product @ the last size of the left array must equal the first size of the right array; here they are 3 and 2; here W is an array of shape (2, 3) and cube is an array of shape (4, 2, 3)"
            ),
        ),
        (
            lambda: x @ cube.T[:] @ W,
            snapshot(
                "ValueError: in a product @ the last size of the left array must equal the first size of the right array; here they are 3 and 2; here x is an array of shape (3,) and cube.T is an array of shape (3, 2, 4)"
            ),
        ),
        (
            lambda: λ @ cube,
            snapshot(
                "ValueError: in `λ @ cube`, λ is (5, 4) and cube is (4, 2, 3); the last size of the left array must equal the second-last size of the right array"
            ),
        ),
        (
            lambda: np.dot(W, W),
            snapshot(
                "ValueError: the shapes are (2, 3) and (2, 3); the last size of the left array must equal the first size of the right array"
            ),
        ),
        (
            lambda: W @ 3,
            snapshot(
                "ValueError: @ multiplies vectors and matrices; a single number is multiplied by *; here W is an array of shape (2, 3)"
            ),
        ),
        (
            lambda: W + np.ones(2),
            snapshot(
                "ValueError: the shapes (2, 3) and (2,) do not match entry by entry; from the last axis on, sizes must be equal or 1; here W is an array of shape (2, 3)"
            ),
        ),
        (
            lambda: [*zip([1], [1, 2], strict=True)],
            snapshot(
                "ValueError: the arguments of zip must have equal lengths, but argument 2 is longer"
            ),
        ),
        (
            lambda: np.array([[1, 2], [3]]),
            snapshot("ValueError: parts of different shapes cannot become one array; use a list"),
        ),
        (
            lambda: [][1],
            snapshot("IndexError: the list has no entry at this index; indices count from 0"),
        ),
        (
            lambda: x[3],
            snapshot(
                "IndexError: index 3 does not exist along axis 0: the indices are 0 to 2; here x is an array of shape (3,)"
            ),
        ),
        (
            lambda: x[0, 1],
            snapshot(
                "IndexError: the array has 1 axes, but the square brackets have 2 indices; here x is an array of shape (3,)"
            ),
        ),
        (
            lambda: pair(x),
            snapshot(
                "TypeError: `pair` is a tuple, not a function; take the function out of it first, as in `f, f_prime = ACTIVATIONS[name]`"
            ),
        ),
        (
            lambda: x(3),
            snapshot(
                "TypeError: a number or an array is called like a function; is a * missing before the bracket, or do you mean square brackets?"
            ),
        ),
        (
            lambda: [0 for a, b in np.ones(2)],
            snapshot("TypeError: a single number cannot be unpacked into several names"),
        ),
        (
            lambda: [0 for a, b in [(1, 2, 3)]],
            snapshot("ValueError: 2 names need 2 values, but there are more"),
        ),
        (
            lambda: [0 for a, b in [(1,)]],
            snapshot("ValueError: 2 names need 2 values, but there are 1"),
        ),
        (lambda: [].shape, snapshot("AttributeError: a list has no shape; an array has")),
    ],
)
def test_an_error_is_told_in_words_with_the_shapes(function, said):
    assert in_words(*raised_by(function)) == said


def test_with_whoever_made_a_network_the_layer_is_named():
    assert in_words(*raised_by(lambda: Layer(*"abcd"))) == snapshot(
        "TypeError: Layer gets more values than it has fields; is an array unpacked like a tuple?"
    )
    assert in_words(*raised_by(lambda: Layer(*"ab"))) == snapshot(
        "TypeError: Layer gets too few values: 'activation' is missing; * unpacks a pair, as in Layer(*pair)"
    )


@pytest.fixture
def verdict(pytester, junit):
    """Return what is said of one example of a chapter, with a mistake in the reference's code."""

    def check(example, module, right, wrong):
        chapter, _, name = example.partition(" ")
        kata = shutil.copytree(COURSE.reference, pytester.path / "kata")
        file = kata / f"{module}.py"
        source = file.read_text(encoding="utf-8")
        assert right in source
        file.write_text(source.replace(right, wrong), encoding="utf-8")
        [feature] = COURSE.features.glob(f"{chapter}_*.feature")
        report = pytester.path / "run.xml"
        pytester.makeini("[pytest]\ndraws = 0\n")
        shutil.copy(feature, pytester.path)
        shutil.copytree(COURSE.features / "digits", pytester.path / "digits")
        pytester.runpytest_inprocess(f"{feature.name}::{name}", f"--junit-xml={report}")
        [behaviour] = junit(report)
        edits = [value.split()[1] for name, value in behaviour.properties if name == "edit"]
        return edits, " ".join(behaviour["message"].split())

    return check


# An example, a mistake in the reference's code, the functions to edit, and what is said.
CASES = [
    # A right helper raises: whoever called it comes first, with the line.
    (
        "04 Shapes along the way",
        ("forward_propagation", "weighted_sum(a, W, b)", "weighted_sum(X, W, b)"),
        ["forward", "weighted_sum"],
        "It was called from kata/forward_propagation.py:45 forward: z = weighted_sum(X, W, b)",
    ),
    (
        "11 No kink",
        ("depth", "points)[:, None])", "points))"),
        ["linear_pieces", "weighted_sum"],
        "It was called from kata/depth.py:89 linear_pieces: ŷ = predict(",
    ),
    # It comes up in older functions alone: what the chapter made for them is first.
    (
        "11 One tent, two tents, four tents",
        ("depth", "Layer(changes[:, None],", "Layer(changes[None],"),
        ["shallow_tent_network", "tent_network", "weighted_sum", "forward"],
        "weighted_sum raised ValueError: in `x @ W`",
    ),
    # An older step of the example made what this one checks.
    (
        "12 Handwritten digits",
        ("learning", "α, epochs, batch_size, rng)\n", "α / 99, epochs, batch_size, rng)\n"),
        ["accuracy", "learn", "hold_out", "one_hot"],
        "",
    ),
    # What an earlier chapter, rule or step has checked is left out.
    (
        "08 One hidden unit with z = 1 + b₁",
        ("gradient_checking", 'in ("relu", "leaky_relu")', 'in ("relu",)'),
        ["check_gradients"],
        "kink",
    ),
    (
        "05 Soft targets",
        ("cost", "(y / np.maximum(ŷ, ε) - (1", "(y / (ŷ + 0.01) - (1"),
        ["binary_cross_entropy_prime"],
        "∂J/∂ŷ?",
    ),
    (
        "10b Random networks with He's weights",
        ("dying_relu", "    a = X\n", "    a = abs(X)\n"),
        ["born_dead_share"],
        "share?",
    ),
    # Whoever made it is named, not who handed it on.
    (
        "07 Three hidden units of ReLU, one of them off",
        ("backpropagation", "return gradients", "return gradients[-1:]"),
        ["backward"],
        "backward returns a list of 1, which has no entry δ₂. Its docstring says: Return",
    ),
    (
        "07 A hidden unit that feeds two outputs",
        ("backpropagation", "return gradients", "return gradients[-1:]"),
        ["backward", "backpropagate"],
        "backpropagate returns a list of 1, which has no entry ∂J/∂b₂. Its docstring says:",
    ),
    (
        "04 From one layer to four",
        ("forward_propagation", "        a = f(z)\n", "        a = f(-z)\n"),
        ["forward"],
        "ŷ",
    ),
]


@pytest.mark.parametrize(("example", "mistake", "edits", "said"), CASES)
def test_the_place_to_edit_is_the_one_at_fault(verdict, example, mistake, edits, said):
    found, message = verdict(example, *mistake)
    assert found == edits
    assert said in message
