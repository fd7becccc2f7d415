"""Each measure of confinement: with it an attack fails, without it the same attack succeeds."""

import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.course import COURSE

from .conftest import REFERENCE, submit

# A kata that is right only if its attack succeeds.
ATTACKS = {
    "files": f"open({str(COURSE.features / '01_neuron.feature')!r}).read(1)",
    "calls": "import socket; socket.socket()",
    "namespaces": "import os; assert os.getppid() > 1",
}
CHILDREN = """
import os, time
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork(): os._exit(0)
        time.sleep(60); os._exit(0)
"""
MARKS = itertools.count((1 << 30) + 7)


def graded(folder, *disabled):
    script, mark = Path(__file__).parent / "graded_run.py", str(next(MARKS))
    command = [sys.executable, str(script), str(folder), ",".join(disabled), mark]
    run = subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)
    return json.loads(run.stdout)


@pytest.mark.parametrize("measure", ATTACKS)
def test_a_measure_stops_what_succeeds_without_it(tmp_path, measure):
    submit(tmp_path / "class" / "attack", neuron=f"{ATTACKS[measure]}\n{REFERENCE['neuron.py']}")
    submit(tmp_path / "class" / "honest")
    confined = graded(tmp_path / "class")
    if not confined["in_force"][measure]:
        pytest.skip(f"this system does not offer {measure}")
    assert confined["scores"]["attack"] == 0
    assert confined["scores"]["honest"] > 0
    open_to_it = graded(tmp_path / "class", measure)
    assert open_to_it["scores"]["attack"] == open_to_it["scores"]["honest"] > 0


@pytest.mark.parametrize("disabled", [["calls"], ["calls", "namespaces"]])
def test_children_that_can_be_left_are_ended_all_the_same(tmp_path, disabled):
    submit(tmp_path / "class" / "a", neuron=CHILDREN + REFERENCE["neuron.py"])
    submit(tmp_path / "class" / "b")
    result = graded(tmp_path / "class", *disabled)
    assert result["scores"]["a"] == result["scores"]["b"] > 0
    assert result["left"] == 0
