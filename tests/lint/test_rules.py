"""Each rule of `dojo lint`: a chapter that breaks it is found out, and the mended one is not."""

import pytest

from dojo.lint import CODES, lint

GOOD = """\
Feature: A book
  What is doubled is added to itself.

  Rule: Doubling adds a number to itself
    # hint: What is a number added to itself?
    # hint: 2·z, or z + z.
    # hint: Give back the sum of the number and itself.

    Example: Two numbers
      Then double makes
        | z  | a? |
        | 1  | 2  |
        | -3 | -6 |
"""
TABLE = """\
      Then double makes
        | z  | a? |
        | 1  | 2  |
        | -3 | -6 |
"""
FIRST = "        | 1  | 2  |\n"
MORE = f"\n    Example: More\n{TABLE}"
HINTS = "    # hint: Think.\n" * 3


def table(*rows, step="double makes", header="| z | a? |"):
    """Return GOOD with another table."""
    lines = "\n".join(f"        {row}" for row in (header, *rows))
    return GOOD.replace(TABLE, f"      Then {step}\n{lines}\n")


def remark(words):
    """Return GOOD with a remark above its example."""
    return GOOD.replace("    Example", f"    {words}\n    Example")


GERMAN = f"# language: de\n{GOOD}"
for english, german in [
    ("Feature", "Funktion"),
    ("Rule", "Regel"),
    ("Example", "Beispiel"),
    ("Then", "Dann"),
    ("What is doubled", "Was verdoppelt ist"),
]:
    GERMAN = GERMAN.replace(english, german)
GERMAN_MORE = f"\n    Beispiel: Mehr\n{TABLE.replace('Then', 'Dann')}"

# What is found, its line, what it says; the chapter that is wrong, and the same one mended.
CASES = {
    "not UTF-8": (
        "encoding",
        2,
        "is not UTF-8",
        GOOD.replace("doubled", "doübled").encode("cp1252"),
    ),
    "UTF-16": ("encoding", 1, "is not UTF-8", GOOD.encode("utf-16")),
    "binary": ("encoding", 1, "control character", b"\x00\x01\x02" * 99),
    "byte-order mark": ("encoding", 1, "byte-order mark", GOOD.encode("utf-8-sig")),
    "control": ("encoding", 2, "control character", GOOD.replace("itself.", "itself.\x07")),
    "tab": ("tab", 12, "put spaces", GOOD.replace(" | 1  ", "\t| 1  ")),
    "empty": ("empty", 0, "this file is empty", ""),
    "remarks only": ("empty", 0, "no Feature:", "# nothing\n"),
    "no example": ("empty", 0, "no Example:", "Feature: Nothing\n"),
    "mistyped Feature": ("syntax", 1, "is not allowed here", GOOD.replace("Feature:", "Feture:")),
    "ragged row": (
        "syntax",
        13,
        "different numbers of cells",
        GOOD.replace("| -3 | -6 |", "| -3 | -6 | 0 |"),
    ),
    "no rule": (
        "no-rule",
        4,
        "outside every Rule",
        "Feature: A book\n  One.\n\n  Example: Two numbers\n" + TABLE,
    ),
    "empty rule": ("empty-rule", 15, "no example", f"{GOOD}\n  Rule: Claimed\n{HINTS}"),
    "twin rules": (
        "twin-rules",
        15,
        "at line 4",
        GOOD + "\n  Rule: Doubling adds a number to itself\n" + HINTS + MORE,
    ),
    "twin examples": ("twin-examples", 15, "in line 9", GOOD + MORE.replace("More", "Two numbers")),
    "no name": ("name", 9, "has no name", GOOD.replace("Two numbers", "")),
    "a name for nobody": (
        "name",
        9,
        "which have a meaning in the names",
        GOOD.replace("Two numbers", "W[1]"),
    ),
    "two hints": ("hints", 4, "has 2 hints", GOOD.replace("    # hint: 2·z, or z + z.\n", "")),
    "an empty hint": ("hints", 4, "has 2 hints", GOOD.replace("# hint: 2·z, or z + z.", "# hint:")),
    "no hints": ("hints", 4, "has 0 hints", GOOD.replace("# hint:", "# help:")),
    "spoiler": (
        "spoiler",
        4,
        "the body of third",
        GOOD.replace("2·z, or z + z", "np.asarray(z, dtype=float) / 3"),
    ),
    "module": ("code-words", 2, "'np.'", GOOD.replace("What is", "With np.add what is")),
    "function call": ("code-words", 2, "'f()'", GOOD.replace("What is", "By f(), what is")),
    "prose as step": ("prose", 9, "is prose", GOOD.replace("      Then", "      Tehn")),
    "prose as example": (
        "prose",
        5,
        "a keyword mistyped",
        GOOD.replace("itself\n", "itself\n    Exmple: No\n"),
    ),
    "six steps": (
        "steps",
        9,
        "it has 6 steps, but at most 5",
        GOOD + "".join(f"      And the rest {word}\n" for word in "abcde"),
    ),
    "But": ("conjunction", 14, "'But' does not name", GOOD + "      But the rest stays\n"),
    "star": ("conjunction", 14, "'*' does not name", GOOD + "      * the rest stays\n"),
    "and then": (
        "conjunction",
        14,
        "two things",
        GOOD + "      And the rest stays and then ends\n",
    ),
    "two clauses": (
        "conjunction",
        14,
        "two things",
        GOOD + "      And the rest is zero and the sum is one\n",
    ),
    "outline": (
        "outline",
        9,
        "rows into the step's own table",
        GOOD.replace("Example: Two", "Scenario Outline: Two").replace(
            "| 1  | 2  |", "| <z> | <a> |"
        )
        + "      Examples:\n        | z | a |\n        | 2 | 4 |\n        | 5 | 10 |\n",
    ),
    "no Then": (
        "no-then",
        9,
        "asserts nothing",
        GOOD.replace(TABLE, "      Given the start is near\n"),
    ),
    "no step": (
        "no-step",
        10,
        "did you mean",
        GOOD.replace("Then double makes", "Then duoble mkes"),
    ),
    "ambiguous": ("ambiguous", 14, "is ambiguous", GOOD + "      And double or something makes\n"),
    "async": ("never-runs", 14, "is async", GOOD + "      And it waits\n"),
    "generator": ("never-runs", 14, "is a generator", GOOD + "      And it yields\n"),
    "contract": (
        "contract",
        10,
        "weighted_sum gets an argument outside its contract",
        table("| 4 |", step="a stack of layers is summed", header="| z? |"),
    ),
    "leans": ("leans", 14, "needs 'earlier'", GOOD + "      And something earlier matters\n"),
    "mistake in a step": (
        "spec",
        9,
        "KeyError: 'mistake'",
        GOOD.replace(TABLE, "      Then its own code mistakes\n"),
    ),
    "header alone": ("empty-table", 10, "no rows", table()),
    "outline without rows": (
        "empty-table",
        14,
        "no row of examples",
        GOOD.replace("Example: Two", "Scenario Outline: Two") + "      Examples:\n        | z |\n",
    ),
    "no last |": ("syntax", 13, "does not end in |", GOOD.replace("-6 |", "-6 | 7")),
    "unread docstring": (
        "docstring",
        10,
        "does not read the docstring",
        GOOD + '        """\n        Rule: none\n        """\n',
    ),
    "decimal comma": (
        "decimal-comma",
        12,
        "write 0.5 for one, or 0, 5 for two",
        table("| 0,5 | 0, 10 |", "| 1 | 2 |"),
    ),
    "two German rules of one name": (
        "twin-rules",
        15,
        "line 5 has this name, too",
        GERMAN + GERMAN[GERMAN.index("  Regel") :].replace("Two", "Three"),
    ),
    "two German examples of one name": (
        "twin-examples",
        15,
        "is already in line 10",
        GERMAN + "    Beispiel: Two numbers\n" + TABLE.replace("Then", "Dann"),
    ),
    "empty German rule": ("empty-rule", 15, "no example", GERMAN + "  Regel: Nichts\n"),
    "German hints": ("hints", 5, "has 2 hints", GERMAN.replace("# hint: 2", "# 2")),
    "German prose": ("prose", 3, "is prose", GERMAN.replace("Was ", "Wenn ")),
    "German conjunction": (
        "conjunction",
        15,
        "'Aber' does not name the kind of step; write Und",
        GERMAN + "      Aber the rest is small\n",
    ),
    "many German steps": (
        "steps",
        10,
        "at most 5",
        GERMAN + "".join(f"      Und the rest {word}\n" for word in "abcde"),
    ),
    "allowed above the tags of another rule": (
        "allow",
        15,
        "there is no finding 'hints' below",
        GOOD.replace(HINTS, "")
        + "\n  # lint: allow hints because it is so\n  @first\n  @second\n"
        + GOOD[GOOD.index("  Rule") :].replace("Doubling", "Adding").replace("Two", "Three")
        + "\n  Rule: The last\n    Example: Last\n"
        + TABLE,
    ),
    "two columns with the same name": (
        "twin-columns",
        11,
        "two columns",
        table("| 1 | 2 | 1 |", header="| z | a? | z |"),
    ),
    "unread column": (
        "column",
        11,
        "never reads the column 'q'",
        table("| 1 | 2 | 3 |", header="| z | a? | q |"),
    ),
    "note misspelt": (
        "column",
        11,
        "for readers to 'note'",
        table("| 1 | 2 | x |", header="| z | a? | nots |"),
    ),
    "unanswered column": (
        "column",
        12,
        "never answers the column 'b?'",
        table("| 1 | 2 | 3 |", step="the answer is known", header="| z | a? | b? |"),
    ),
    "missing column": ("column", 11, "no column 'z'", table("| 1 | 2 |", header="| y | a? |")),
    "unreadable cell": ("cell", 12, "'1/0'", table("| 1/0 | 2 |")),
    "a word for a number": ("cell", 12, "'one'", table("| one | 2 |")),
    "empty answer": ("cell", 12, "this answer's cell is empty", table("| 1 |  |")),
    "nothing compared": (
        "no-answer",
        9,
        "asserts nothing",
        table("| 1 |", step="nothing is compared", header="| z |"),
    ),
    "wrong": (
        "wrong",
        12,
        "cell is '3', but the reference answers 2",
        GOOD.replace(FIRST, FIRST.replace("2", "3")),
    ),
    "rounded": (
        "rounded",
        12,
        "write 0.3333…",
        table("| 1 | 0.3333 |", "| 3 | 1 |", step="third makes"),
    ),
    "rounded up": (
        "rounded",
        12,
        "write 0.667 ± 0.001",
        table("| 2 | 0.667 |", "| 3 | 1 |", step="third makes"),
    ),
    "ten digits": (
        "rounded",
        12,
        "write 0.6931471805…",
        table("| 0 | 0.6931471805 |", "| 800 | 800 |", step="softplus makes"),
    ),
    "every number": (
        "wide",
        12,
        "every number would be accepted",
        table("| 1 | > -inf |", "| 2 | 4 |"),
    ),
    "far bounds": ("wide", 12, "every number", table("| 1 | -1e12 < _ < 1e12 |", "| 2 | 4 |")),
    "wide tolerance": ("wide", 12, "0 and twice", table("| 1 | 2 ± 3 |", "| 2 | 4 |")),
    "constant": (
        "constant",
        11,
        "without any computation passes (a? 2)",
        table("| 1 | 2 |", "| 1.0 | 2 |"),
    ),
    "constant in bounds": (
        "constant",
        11,
        "without any computation",
        table("| 1 | > 1 |", "| 2 | > 3 |"),
    ),
    "one row": ("constant", 11, "without any computation", table("| 1 | 2 |")),
    "one array": (
        "constant",
        11,
        "without any computation",
        table("| 1, 2 | 2, 4 |", "| 1, 2 | 2, 4 |"),
    ),
    "copy": (
        "copy",
        11,
        "returns 'z' unchanged",
        table("| 800 | 800 |", "| 900 | 900 |", step="softplus makes"),
    ),
    "green on stubs": (
        "stubs",
        9,
        "green on an empty kata",
        table("| 1 | 2 |", "| 2 | 4 |", step="the answer is known"),
    ),
    "broken": ("broken", 9, "out of order", table("| 1 | 2 |", step="fails makes")),
    "not written": ("not-written", 9, "does not have it", table("| 1 | 2 |", step="stub makes")),
    "unstable": (
        "unstable",
        9,
        "depends on another example",
        table("| 0 |", step="an example before this one ran", header="| before? |")
        + "\n    Example: Another\n      Then an example before this one ran\n"
        + "        | before? |\n        | 2 |\n",
    ),
    "a tag for nothing": ("tag", 1, "@nueron is not a module", "@nueron\n" + GOOD),
    "a module twice": ("tag", 1, "01_neuron.feature already introduces", "@neuron\n" + GOOD),
    "allowed without a reason": ("allow", 9, "gives no reason", remark("# lint: allow wrong")),
    "allowed because of because": ("allow", 9, "no reason", remark("# lint: allow wrong because")),
    "allowed in vain": (
        "allow",
        9,
        "there is no finding 'wrong' below",
        remark("# lint: allow wrong because it is so"),
    ),
    "unknown code": (
        "allow",
        9,
        "there is no code 'wrnog'",
        remark("# lint: allow wrnog because it is so"),
    ),
    "not an allowance": ("allow", 9, "allows nothing", remark("# lint: ignore")),
}

EARLY = (
    GOOD.replace(
        TABLE,
        TABLE.replace("double", "third")
        .replace("| 1  | 2", "| 3  | 1")
        .replace("| -3 | -6", "| -6 | -2"),
    )
    + """
  Rule: A third
    # hint: third in kata/mine.py divides.
    # hint: By three.
    # hint: By dividing.

    Example: Later
      Then third makes
        | z  | a? |
        | 6  | 2  |
        | -9 | -3 |
"""
)
CASES["no chapter uses a function"] = ("early", 9, "needs third", EARLY)

# What is right, however near it comes to what is not.
MENDED = {
    "German": GERMAN,
    "an allowance above tags": GOOD
    + "\n  # lint: allow hints because it is so\n  @first\n  @second\n"
    + "  Rule: The last\n    Example: Last\n"
    + TABLE,
    "an allowance in German": GERMAN
    + "\n  # lint: allow hints because it is so\n  Regel: Adding\n"
    + GERMAN_MORE,
    "a vector without a space": table("| 1,2,3 | 2,4,6 |", "| 1, 2 | 2, 4 |"),
    "as it stands": GOOD,
    "Windows' line ends": GOOD.replace("\n", "\r\n").encode(),
    "five steps": GOOD + "".join(f"      And the rest {word}\n" for word in "abcd"),
    "one clause": GOOD + "      And the rest is small and positive\n",
    "no steps joined": GOOD + "      And the rest and its sum are zero\n",
    "a note": table("| 1 | 2 | x |", "| 2 | 4 | |", header="| z | a? | note |"),
    "cut off": table("| 1 | 0.3333… |", "| 3 | 1 |", step="third makes"),
    "with a tolerance": table("| 2 | 0.667 ± 0.001 |", "| 3 | 1 |", step="third makes"),
    "a fraction": table("| 1 | 1/3 |", "| 3 | 1 |", step="third makes"),
    "exact decimals": table("| 0.5 | 1.0 |", "| 1.125 | 2.25 |"),
    "bounds that no number meets": table("| 1 | 1 < _ < 3 |", "| 2 | 3 < _ < 5 |"),
    "what is not": table("| 1 | ≠ 0 |", "| 2 | ≠ 7 |", "| 3 | 6 |", "| 4 | 8 |"),
    "near zero": table("| 0 | 0 ± 0.1 |", "| 3 | 6 |"),
    "a row that differs": table("| 1 | > 1 |", "| 2 | > 3 |", "| -1 | < 0 |"),
    "an array that differs": table("| 1, 2 | 2, 4 |", "| 1, 3 | 2, 6 |"),
    "more than a copy": table("| 800 | 800 |", "| 0 | ln(2) |", step="softplus makes"),
    "words of the field": GOOD.replace("What is", "None is lost; what is"),
    "an allowance at the table": table("| 1 | 2 |").replace(
        "        | z", "        # lint: allow constant because one is enough here\n        | z"
    ),
    "an allowance for the row": table("| 2 | 4 |", "| 1 | 3 |").replace(
        "        | 1", "        # lint: allow wrong because the notes say so\n        | 1"
    ),
    "an allowance for the file": "# lint: allow constant because one is enough\n"
    + table("| 1 | 2 |"),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory, teachers_folder):
    """Lint all chapters at once; return {name: findings}."""
    folder = teachers_folder(tmp_path_factory.mktemp("teacher"))
    texts = {name: case[3] for name, case in CASES.items()} | MENDED
    files = {}
    for number, (name, text) in enumerate(texts.items()):
        files[name] = folder / f"case_{number}.feature"
        files[name].write_bytes(text if isinstance(text, bytes) else text.encode())
    findings = lint(list(files.values()), folder / "kata")
    return {name: [f for f in findings if f.file == file] for name, file in files.items()}


@pytest.mark.parametrize("name", CASES)
def test_it_is_found(found, name):
    code, line, sentence, _ = CASES[name]
    told = [(f.code, f.line) for f in found[name] if sentence in f.sentence]
    assert (code, line) in told, found[name]


@pytest.mark.parametrize("name", MENDED)
def test_what_is_right_is_left_alone(found, name):
    assert [(f.line, f.code, f.sentence) for f in found[name]] == []


def test_every_code_is_known_and_shown():
    elsewhere = {"unreadable", "number", "order"}  # see test_files
    assert {case[0] for case in CASES.values()} | elsewhere == set(CODES)
