"""Findings of `dojo course check`: a good course has none, and each kind of fault has its own."""

import shutil

import pytest

from dojo.authoring.misconceptions import read
from dojo.course.course import Course
from dojo.errors import UsageError
from tests.fixtures.course import COURSE

EXAMPLES = COURSE.root / "examples"
QUESTIONS = "lint", "hints", "order", "reference", "stubs", "random tables", "misconceptions"


@pytest.mark.parametrize("name", ["brueche", "momentum"])
def test_the_examples_deserve_belief(parts, name):
    found = parts(EXAMPLES / name)
    assert tuple(found) == QUESTIONS
    assert [part for part in found.values() if part.well is not True] == []


@pytest.mark.every
@pytest.mark.parametrize("name", ["brueche", "momentum"])
def test_every_mutant_of_the_examples_is_told_or_listed(parts, name):
    found = [p for what, p in parts(EXAMPLES / name, with_mutants=True).items() if "mut" in what]
    assert found
    assert [part for part in found if not part.well] == []


def test_a_new_course_deserves_belief(made, parts):
    found = parts(made, with_mutants=True)
    assert tuple(found) == (*QUESTIONS, "mutants of average")
    assert [part for part in found.values() if part.well is not True] == []


FEATURE, STEPS, KATA = "features/average.feature", "steps/average.py", "kata/average.py"
# What is spoilt (the file, what stands there, what stands there then), the question that finds it,
# and what is said of it.
SPOILT = {
    "a wrong number": (FEATURE, "| 3     |", "| 4     |", "reference", f"{FEATURE}:13: A few"),
    "a wrong reference": (KATA, "/ len(x)", "/ 2", "reference", "is red (kata/average.py:6 mean)"),
    "no hint": (FEATURE, "# hint: The mean", "# The mean", "hints", f"{FEATURE}:5: hints: "),
    "green without a kata": (STEPS, "kata.average.mean(x)", "sum(x) / len(x)", "stubs", "green"),
    "a mistake of no name": (
        STEPS,
        ", mistakes=partial(of_mean, x)",
        "",
        "misconceptions",
        "average_not_divided.toml: no verdict on 'The sum for the mean' has the code",
    ),
    "a mistake that nobody sees": (
        "misconceptions/average_not_divided.toml",
        'new = "np.sum(x)"',
        'new = "np.sum(x) / len(x) + 0"',
        "misconceptions",
        "every table is green on 'The sum for the mean'; add a row",
    ),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_what_is_to_be_mended_is_named(made, parts, edit, kind):
    file, old, new, question, said = SPOILT[kind]
    edit(made / file, old, new)
    found = parts(made)
    assert found[question].well is False
    assert any(said in line for line in found[question].findings), found


def test_a_kata_that_knows_the_answers_by_heart_has_to_be_caught(made, parts, edit):
    """Words are not drawn, so that nothing tells this function from a list of its answers."""
    (made / KATA).write_text(
        '"""Signs."""\n\n\ndef sign(word):\n    """Say it."""\n    return "+"\n'
    )
    edit(made / STEPS, 'row.vector("x")', 'row.text("x")')
    edit(made / STEPS, "mean(x), mistakes=partial(of_mean, x)", "sign(x)")
    feature = made / FEATURE
    text = feature.read_text(encoding="utf-8")
    table = "        | x | mean? |\n        | a | +     |\n        | b | +     |\n"
    feature.write_text(text[: text.index("        | x ")] + table, encoding="utf-8")
    (made / "misconceptions" / "average_not_divided.toml").unlink()
    found = parts(made)
    assert found["reference"].well
    assert found["random tables"].well is False
    assert "average.sign: a kata that stores the printed" in found["random tables"].findings[0]
    assert found["misconceptions"].well is None


def test_a_mutant_that_no_table_tells_is_named(made, parts, edit):
    check_length = "    if len(x) <= 0:\n        raise ValueError\n"
    edit(made / KATA, "    return np", f"{check_length}    return np")
    found = parts(made, with_mutants=True)["mutants of average"]
    assert found.well is False
    (alive,) = found.findings
    listed = alive.removeprefix("no table catches it: ").partition(". Add a row")[0]
    assert listed == "average.mean: if len(x) <= 0: → if len(x) < 0:"
    (made / "misconceptions" / "equivalent.txt").write_text(f"# It is so.\n{listed}\n")
    found = parts(made, with_mutants=True)["mutants of average"]
    assert found.well
    assert found.said.endswith(" caught, 1 listed as equivalent")
    edit(made / KATA, check_length, "")
    found = parts(made, with_mutants=True)["mutants of average"]
    assert "lists average.mean: if len(x)" in found.findings[0]
    assert "but there is no such mutant" in found.findings[0]


def test_a_function_that_is_needed_before_it_is_introduced_is_named(made, parts, edit):
    text = (made / FEATURE).read_text(encoding="utf-8").replace("@average", "@first")
    (made / "features" / "first.feature").write_text(text, encoding="utf-8")
    (made / "kata" / "first.py").write_text('"""Nothing yet."""\n')
    edit(made / "course.toml", '["average"]', '["first", "average"]')
    (line,) = parts(made)["order"].findings
    assert "first.feature: order: uses kata/average.py, which chapter 2 introduces" in line


def test_a_layer_that_moves_chapters_is_asked_whether_they_may_be_moved(parts, tmp_path):
    (tmp_path / "course.toml").write_text(
        'format = 1\nname = "moved"\ntitle = "Moved"\nextends = "deep-learning-dojo"\n'
        'chapters = ["@base/nonlinearity", "@base/neuron"]\n'
    )
    found = parts(tmp_path)["order"]
    assert found.well is False
    (line,) = found.findings
    assert "03_nonlinearity.feature: order: uses kata/" in line
    assert "which chapter 2 introduces" in line


WRONG = {
    "an unknown key": ('name = "', 'nam = "', ":2: the key nam is unknown"),
    "no TOML": ("[[change]]", "[[change", ":7: this is not valid TOML"),
    "an unknown module": ('"average"', '"median"', ":4: the kata has no module 'median'"),
    "lines that are not there": ("/ len(x)", "/ n", ":8: this is not there in the reference"),
    "lines that are there twice": ('"np.sum(x) / len(x)"', '"x"', "times in the reference: 'x'"),
    "a number for a text": ('"not-divided"', "3", ":5: code is 3, but it must be text"),
    "a table that is none": ("[[change]]", "[change]", ":7: change is not a table"),
    "a change of nothing": ("old =", "before =", ":7: a change needs old and new, both text"),
}


def test_a_misconception_that_is_not_right_is_said_to_be_so(made, parts, edit):
    right = made / "misconceptions" / "average_not_divided.toml"
    paths = [right.with_stem(f"{number}") for number, _ in enumerate(WRONG)]
    for path, (old, new, _) in zip(paths, WRONG.values(), strict=True):
        shutil.copy(right, path)
        edit(path, old, new)
    found = parts(made)["misconceptions"].findings
    for path, line, (_, _, said) in zip(paths, found, WRONG.values(), strict=True):
        assert line.startswith(str(path))
        assert said in line
        with pytest.raises(UsageError) as error:
            read(Course.at(made), path)
        assert error.value.fix


def test_a_chapter_that_cannot_be_read_ends_the_check(made, parts, edit):
    edit(made / FEATURE, "Feature:", "Fature:")
    with pytest.raises(UsageError, match=r"average.feature"):
        parts(made)
    (made / FEATURE).write_bytes(b"Feature: A\n\xff\n")
    with pytest.raises(UsageError, match=r"average.feature:2: this line is not UTF-8 text"):
        parts(made)
