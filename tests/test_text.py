"""Words of the field: what the book must not say otherwise, and what it must say once."""

import ast
import re

import pytest

from tests.fixtures.course import COURSE

# What a reader of other books would not understand, and the field's word for it.
NOT_OURS = {
    r"bend(s|ing)?|bent": "non-linearity; is non-linear; kink",
    r"slip(s|ped)?": "mistake",
    r"hear(s|d)?": "is active for; gets a gradient from",
    r"silen(t|ce|ces|ced)": "inactive; zero; zeroes",
    r"awake|wakes?": "active; revives",
    r"kill(s|ed)?": "makes it die",
    r"death": "dying, dead",
    r"(row|rows|batch) of sums|(?<!weighted )sums? z": "pre-activation; logits",
    r"lengths? of (each layer's gradient|∂J/∂W|a gradient)": "norm",
    r"strength": "mean square",
    r"beside it": "off the diagonal",
    r"part(s|ed)? the samples|parted": "split",
    r"stands? for the class": "is classified as",
    r"suits?": "is for",
    r"walks? back|one walk": "backward pass",
    r"(tell|tells|told|telling) (\w+ ){0,2}apart": "classifies; is distinguished",
}
# Names of functions, which learners have in their files.
NAMES = "silent_share", "single_input_death"

WANTED = (
    *("perceptron", "multilayer perceptron (MLP)", "feedforward", "fully connected", "dense"),
    *("logits", "loss", "objective", "likelihood", "linearly separable", "pre-activation"),
    *("hyperparameter", "SGD", "local minimum", "saddle", "convex", "universal approximation"),
    *("generalisation", "overfitting", "training set", "test set", "validation set"),
)


def sentences(path):
    """Return what a learner may read of a file: all of it, or the sentences of known mistakes."""
    text = path.read_text(encoding="utf-8")
    if path.parent.name != "known_mistakes":
        return text
    strings = [n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant)]
    return "\n".join(each for each in strings if isinstance(each, str) and " " in each)


def foreign(text):
    """Yield each foreign word of a text, with the field's own."""
    for name in NAMES:
        text = text.replace(name, "")
    for words, ours in NOT_OURS.items():
        for found in re.finditer(rf"\b({words})\b", text, re.IGNORECASE):
            yield f"{found[0]} → {ours}"


FEATURES = sorted(COURSE.features.glob("*.feature"))
READ = [
    *FEATURES,
    *sorted((COURSE.root / "worksheets").glob("*.feature")),
    *sorted(COURSE.texts.glob("*.toml")),
    *sorted(COURSE.reference.glob("*.py")),
    *sorted((COURSE.root / "derivations" / "known_mistakes").glob("*.py")),
]


@pytest.mark.parametrize("path", READ, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_words_are_those_of_the_field(path):
    assert list(foreign(sentences(path))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the last layer bends as well", ["bends"]),
        ("A unit falls silent, see silent_share", ["silent"]),
        ("it tells classes apart", ["tells classes apart"]),
        ("Mini-batches part the samples", ["part the samples"]),
        ("it depends on the suite, and a part of it is sent", []),
    ],
)
def test_a_foreign_word_is_found(text, found):
    assert [each.split(" → ")[0] for each in foreign(text)] == found


def test_the_book_introduces_the_words_that_other_books_use():
    book = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in FEATURES)
    assert [word for word in WANTED if word not in book] == []
    assert len(READ) > 35
