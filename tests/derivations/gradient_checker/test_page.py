"""Every output on the practitioners' page is what its command prints."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "checking-gradients.md"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def blocks():
    """Yield (language, text, words before) of each block of the page."""
    text, end = PAGE.read_text(encoding="utf-8"), 0
    for found in BLOCK.finditer(text):
        yield found[1], found[2], text[end : found.start()]
        end = found.end()


def files():
    """Return {name: text} of the files that a reader is told to save."""
    kept, unnamed = {}, ""
    for language, text, before in blocks():
        names = re.findall(r"[Ss]ave(?:d|\s+this)\s+as\s+`(\w+\.py)`", before)
        if language == "python":
            unnamed = "" if names else text
            kept |= {names[-1]: text} if names else {}
        elif unnamed and names:  # named after it was shown
            kept[names[-1]] = unnamed
    return kept


def commands():
    return [text.partition("\n")[::2] for language, text, _ in blocks() if language == "console"]


def run(command, folder):
    """Return what a command prints, its times left out."""
    script = command.removeprefix("$ ").replace("python ", f"{sys.executable} ", 1)
    script = script.replace(
        "pytest ", f"{sys.executable} -m pytest -p no:cacheprovider -p no:warnings ", 1
    )
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTEST_ADDOPTS", "FORCE_COLOR")}
    done = subprocess.run(
        script, cwd=folder, env=clean, shell=True, capture_output=True, text=True, check=False
    )
    return re.sub(r" in \d+\.\d+s", "", done.stdout)


def test_the_page_has_files_and_commands():
    assert len(files()) >= 8
    assert len(commands()) >= 8


@pytest.mark.parametrize(("command", "shown"), commands(), ids=[one[0] for one in commands()])
def test_a_command_prints_what_the_page_shows(command, shown, tmp_path):
    written = files()
    script = re.search(r"\w+\.py", command)[0]
    if "torch" in written[script] and not find_spec("torch"):
        pytest.skip("PyTorch is not installed")
    for name, text in written.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(command, tmp_path) == shown
