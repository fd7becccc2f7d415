"""A twelfth of a catalogue is checked, whatever is named is, and all of it with `--every`."""

import subprocess
import sys

import pytest

from tests.fixtures.course import COURSE
from tools.wrong_katas.misconceptions import catalogue

FILE = "tests/misconceptions/test_misconceptions.py"
TEST = "test_the_book_tells_it"
ALL = [entry.slug for entry in catalogue()]
LEFT_OUT = ALL[1]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([FILE], ALL[::12]),
        ([FILE, "--every"], ALL),
        ([FILE, "-k", LEFT_OUT], [LEFT_OUT]),
        ([f"{FILE}::{TEST}[{LEFT_OUT}]"], [LEFT_OUT]),
    ],
    ids=["a twelfth", "every", "by a word", "by its name"],
)
def test_of_a_catalogue_are_checked(arguments, wanted):
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *arguments]
    run = subprocess.run(command, cwd=COURSE.root, capture_output=True, text=True, check=True)
    found = [line.partition("[")[2][:-1] for line in run.stdout.splitlines() if f"{TEST}[" in line]
    assert sorted(found) == sorted(wanted)
