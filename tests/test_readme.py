"""The README shows what the commands print."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.fixtures.course import COURSE

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def block_after(sentence):
    """Return the lines of the first fenced block after a sentence of the README."""
    return re.search(r"```\n(.*?)\n```", README.partition(sentence)[2], re.DOTALL)[1].splitlines()


def says(*command, folder=COURSE.root):
    command = [sys.executable, *command]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return run.stdout


def test_the_whole_book():
    said = says("-m", "pytest", "-q", "features", "worksheets").splitlines()
    *chapters, last = block_after("this is the whole book")
    at = said.index(chapters[0])
    assert said[at : at + len(chapters)] == chapters
    assert re.search(r"\d+ passed", last)[0] == re.search(r"\d+ passed", said[-1])[0]


def test_a_wrong_answer(tmp_path):
    for room in (COURSE.reference, COURSE.features):
        shutil.copytree(room, tmp_path / room.name)
    (tmp_path / "pytest.ini").touch()
    path = tmp_path / "kata" / "activations.py"
    text = path.read_text(encoding="utf-8")
    assert text.count("(z > 0)") == 1
    path.write_text(text.replace("(z > 0)", "(z >= 0)"), encoding="utf-8")
    said = says("-m", "pytest", "-q", "features/02_activations.feature", folder=tmp_path)
    assert "\n".join(block_after("this is what you read")) in said


def test_a_claim():
    command = re.search(r'dojo (check-claim) "(.*)"', README)
    said = says("-c", "from dojo.cli.main import main; main()", *command.groups())
    assert said.splitlines() == block_after(command[0] + "\n```")


def test_a_gradient_of_your_own():
    section = README.partition("## Check a gradient of your own")[2]
    code = re.search(r"```python\n(.*?)```", section, re.DOTALL)[1]
    assert says("-c", code).splitlines() == block_after(
        "print(check_gradient(loss, w, gradient))\n```"
    )
