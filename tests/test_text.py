"""Words of the field and plain sentences: phrases that no string may have, words that one must."""

import ast
import re
from pathlib import Path

import pytest

from tests.fixtures.course import COURSE
from tools.user_strings import ROOMS, Said, everything

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


# Phrases of docs/style.md that a machine can find, and what to write instead. Features and the
# texts of chapters keep their own voice.
PHRASES = {
    r"\bstands? where\b|\bwhere\b[^.;:{}]{1,60}\bbelongs?\b": "`X` instead of `Y`",
    r"(?<![Tt]here )\b(is|are|was|were) no (?!longer|more|better|wider|deeper|other|such)": "is not a",
    r"\bwhat(ever)? (came|comes) (of|out)\b": "the answer, the result, the verdict",
    r"\bway round\b": "the sign is wrong; swapped; reversed",
    r"\bby heart\b": "memorised; stores the printed answers",
    r"\bhand(s|ed|ing)? over\b": "pass",
    r"\b(has|have) not (its|their|the|a|an)\b": "does not have",
    r"\bnor\b(?<!neither .)(?=[^.]*\b(in|on) one\b)": "is outside",
    r"(?:^|[.:!] )(Drawn|Compared|Asked|Free|Right|Shown|Left) (is|are)\b": "subject first",
    r"\b(must|could|can|may) not be (ended|begun)\b": "did not end; did not start",
}
# In a message, no sentence may begin with a clause as its subject: "What W @ x gives is …".
CLAUSE = re.compile(
    r"(?:^|(?<=[.!] ))(What|Whatever|Who|Whoever|How|Whether)\b[^.?]*\.(?!\w)", re.M
)
QUESTION_WORD = re.compile(r"(What|Who|Whose|Which|How|When|Where|Whether|Why|That|If)\b")


def read_by_users():
    voice = ("features", "worksheets", "texts")
    return everything(room for room in ROOMS if room not in voice)


def awkward(said):
    """Yield each awkward phrase of a string, with what to write instead."""
    for phrase, better in PHRASES.items():
        for found in re.finditer(phrase, said.text, re.MULTILINE):
            yield f"{said.file}:{said.line}: {found[0]} → {better}"
    if said.kind == "message":
        for found in CLAUSE.finditer(said.text):
            yield f"{said.file}:{said.line}: {found[0]} → begin with a noun"


def test_every_sentence_is_plain():
    strings = read_by_users()
    assert [phrase for said in strings for phrase in awkward(said)] == []
    assert len(strings) > 5000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("slope? is what comes out where z ≥ 0 stands where z > 0 belongs.", 2),
        ("3.5 is no whole number", 1),
        ("there is no folder kata/, and 3 is no longer 4", 0),
        ("Drawn are real and whole numbers.", 1),
        ("What {name} gives has more parts than are asked for.", 1),
        ("What is asked? The sum.", 0),
        ("Who knows the book by heart is caught.", 2),
        ("The sign is the wrong way round.", 1),
        ("a Rule that has not its three hints", 1),
        ("Not judged: what ran before it could not be ended, or not begun", 1),
        ("hand over what it answers", 1),
        ("Your slope? matches `z ≥ 0` instead of `z > 0`.", 0),
    ],
)
def test_an_awkward_phrase_is_found(text, found):
    assert len(list(awkward(Said("a.py", 1, "message", text)))) == found


def modules():
    """Return the modules of this repository, but for those that stand for other people's."""
    root = COURSE.root
    found = [
        path
        for room in (*ROOMS, "tools", "tests", "benchmarks")
        for path in (root / room).rglob("*.py")
    ]
    return [path for path in found if "written" not in path.parts and "template" not in path.parts]


def test_a_module_says_what_it_is_and_begins_with_a_noun():
    opened = {path: opening(path) for path in modules()}
    assert [str(path) for path, words in opened.items() if QUESTION_WORD.match(words)] == []
    assert len(opened) > 600


def opening(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
