"""Results made by hand, for what is written from them."""

from dojo.grader.results import Result, graded
from dojo.verdict import BROKEN, GREEN, NOT_WRITTEN, RED, Cell, Place, Reason, Table, Title, Verdict

KINDS = {"g": GREEN, "r": RED, "n": NOT_WRITTEN, "b": BROKEN}
TITLES = [
    (1, "Neuron", "By hand"),
    (1, "Neuron", "Shapes"),
    (2, "Activations", "ReLU"),
    (2, "Activations", "Tanh"),
    (2, "Activations", "Extra"),
]
ASKED = [
    {
        "behaviour": f"features/{chapter:02}_{name.lower()}.feature::{example}",
        "chapter": chapter,
        "title": f"{chapter} {name} › {example}",
        "optional": example == "Extra",
    }
    for chapter, name, example in TITLES
]


def verdict(asked, kind, actual="1", said="slope? is computed at the output.", printed=""):
    title = Title(None, "", "", asked["title"])
    place = Place("features/02_activations.feature", 14)
    if kind == GREEN:
        return Verdict(kind, asked["behaviour"], title, place, printed=printed)
    cells = (Cell("z", "0", 15), Cell("slope?", "0", 15, "wrong", actual, "1e-9"))
    table = Table(14, "relu gives", ("z", "slope?"), (cells,))
    reasons = (Reason("slope-at-output", said, "return z >= 0"),)
    if kind == NOT_WRITTEN:
        table, reasons = None, (Reason("not-written", "It is not written yet."),)
    edit = (Place("class/ada/kata/activations.py", 41, "relu_prime"),)
    return Verdict(
        kind,
        asked["behaviour"],
        title,
        place,
        "Then relu gives",
        table,
        reasons=reasons,
        places=edit,
        printed=printed,
    )


def result(name, letters, functions=None, **said):
    """Return a submission's result: a letter for each behaviour; none for one not graded."""
    if not letters:
        return Result(name, "", False, "it is empty")
    behaviours = [
        graded(a, verdict(a, KINDS[c], **said)) for a, c in zip(ASKED, letters, strict=True)
    ]
    return Result(name, name.encode().hex(), True, "", 1.0, behaviours, functions or {})
