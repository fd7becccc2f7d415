"""Hostile submissions: the verdict is right, the grader survives, the next one is untouched."""

import contextlib
import json
import subprocess
from pathlib import Path
from textwrap import dedent

import pytest

from dojo.grader import self_test
from dojo.grader.sandbox import Limits, Sandbox
from tests.fixtures.course import COURSE

from .attacks import ATTACKS, CHANGES, NUISANCES, STOPPED_BY
from .conftest import COMMAND, REFERENCE, anew, results, submit, verdicts

HONEST = REFERENCE["activations.py"]
MEMORY = 709
LIMITS = ["--seconds", "8", "--behaviour-seconds", "3", "--memory", str(MEMORY), "--jobs", "4"]
# Random tables are for what is green by the printed ones, and none of it is.
KINK = "On both sides of its kink"
UNDRAWN = ["--draws", "0"]
# Of each kind of behaviour one: tables, entries, matrices, far numbers, random arguments. With
# --every, the whole chapter.
SOME = (
    *("A straight line", KINK, "At ±1000", "A batch of two samples and three neurons"),
    *("The Jacobian by hand", "Drawn arguments for activations"),
)


def wrong(attack, **places):
    """Return a module whose every answer is wrong, unless its attack has won."""
    constants = "".join(f"{name} = {str(value)!r}\n" for name, value in places.items())
    return (
        f"{HONEST}\n_honest = dict(globals())\n"
        f"{self_test.with_wrong_answers(HONEST).removeprefix(HONEST)}\nwon = False\n{constants}"
        f"{dedent(attack)}\nif won: globals().update(_honest)\n"
    )


def changing(change):
    """Return a module that answers rightly, and changes what it was given."""
    body = "\n".join(f"    {line}" for line in dedent(change).strip().splitlines())
    return (
        f"{HONEST}\n_relu = relu\ndef relu(z):\n    answer = _relu(z)\n{body}\n    return answer\n"
    )


@pytest.fixture(scope="module")
def possible():
    """The attacks that this system has a measure against."""
    sandbox = Sandbox(Limits())
    sandbox.close()
    return {name for name in ATTACKS if sandbox.in_force.get(STOPPED_BY.get(name), True)}


@pytest.fixture(scope="module")
def graded(scratch, possible, pytestconfig):
    """Every attack, an honest submission after each, and the nuisances, graded in one run."""
    folder = scratch / "all"
    for number, (name, attack) in enumerate(ATTACKS.items()):
        if name not in possible:
            continue
        where = folder / f"{number:02} {name}"
        text = wrong(
            attack,
            FEATURES=COURSE.features / "02_activations.feature",
            STEPS=COURSE.steps / "activations.py",
            OTHERS=scratch / "all" / "00 next" / "kata" / "activations.py",
            JOURNAL=scratch / "dojo-grade.jsonl",
        )
        submit(where, activations=text)
        submit(folder / f"{number:02} next")
    for name, nuisance in NUISANCES.items():
        submit(folder / name, activations=f"{HONEST}\n{dedent(nuisance)}")
    for name, change in CHANGES.items():
        submit(folder / name, activations=changing(change))
    titles = ("2",) if pytestconfig.option.every else SOME
    only = [word for title in titles for word in ("--only", title)]
    return results(scratch, "all", *only, *LIMITS, *UNDRAWN, run=anew)


def of(graded, name):
    (found,) = [r for key, r in graded.items() if key.endswith((f"/{name}", f" {name}"))]
    return found


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_graded_and_nothing_of_it_is_green(graded, possible, name):
    if name not in possible:
        pytest.skip(f"this system does not offer {STOPPED_BY[name]}")
    result = of(graded, name)
    assert result["graded"], result["why"]
    assert len(result["behaviours"]) >= len(SOME)
    green = [b["title"] for b in result["behaviours"] if b["verdict"] == "green"]
    assert green == []
    text = json.dumps(result["behaviours"], ensure_ascii=False)
    assert "\x1b" not in text
    assert len(text) < 200_000


def test_the_submission_after_each_is_untouched(graded, possible):
    after = {name: r for name, r in graded.items() if name.endswith(" next")}
    assert len(after) == len(possible)
    assert [name for name, r in after.items() if r["score"] != len(r["behaviours"])] == []


@pytest.mark.parametrize("name", NUISANCES)
def test_what_harms_nobody_is_green(graded, name):
    result = of(graded, name)
    assert result["score"] == len(result["behaviours"]), result


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_given_cannot_be_changed_behind_the_lock(graded, name):
    found = verdicts(of(graded, name))
    kink = next(title for title in found if title.endswith("On both sides of its kink"))
    assert found[kink] == "broken"


def test_what_it_prints_is_in_its_own_record_cut_and_escaped(graded):
    (said,) = {b["printed"] for b in of(graded, "prints a lot")["behaviours"]} - {""}
    assert 1000 < len(said) < 5000
    forged = "".join(b["printed"] for b in of(graded, "forges lines of the grader")["behaviours"])
    assert "in force: no socket at all" in forged
    assert "\x1b" not in forged
    assert "\r" not in forged


def test_nothing_it_prints_reaches_the_screen(scratch):
    folder = scratch / "loud"
    for name in ("forges lines of the grader", "prints to the error stream", "prints a lot"):
        submit(folder / name, activations=f"{HONEST}\n{dedent(NUISANCES[name])}")
    with (scratch / "errors").open("w+") as errors:
        run = subprocess.run(
            [*COMMAND, "grade", "loud", "--only", KINK, "--draws", "0", "--journal", "loud.jsonl"],
            cwd=scratch,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            timeout=100,
            check=False,
        )
        errors.seek(0)
        said = errors.read()
    assert run.returncode == 0, run.stdout + said
    assert "socket at all" not in run.stdout + said
    assert len(run.stdout + said) < 3000
    # The measures come first, with the reason where one is not in force.
    lines = said.splitlines()
    assert [line.split(":")[0] in ("in force", "NOT in force") for line in lines[:4]] == [True] * 4
    assert all(line.count(":") == 2 for line in lines if line.startswith("NOT in force"))


def test_nothing_is_left_running(graded, scratch):
    """Every process of the run has the run's memory limit in its arguments."""
    left = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str(MEMORY << 20).encode() in (process / "cmdline").read_bytes():
                left.append(process.name)
    assert left == []


def test_the_journal_is_whole(graded, scratch):
    lines = (scratch / "dojo-grade.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    names = [entry["result"]["submission"] for entry in entries if "result" in entry]
    assert sorted(names) == sorted(graded)


def test_there_are_enough_of_them():
    assert len(ATTACKS) >= 30
