"""Documents: what they name is there, and the commands that nobody waits for are at least known."""

import ast
import json
import re
import shlex
import tomllib
from importlib import import_module
from unittest.mock import Mock

import pytest

from dojo.cli.commands import COMMANDS
from dojo.cli.main import main
from tests.fixtures.course import COURSE
from tools.documents import DOCUMENTS, FENCE

ROOT = COURSE.root
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "optional-dependencies"
]
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in DOCUMENTS}
# A line of a block, or code in a sentence.
INLINE = re.compile(r"`([^`\n]+(?:\n[^`\n]+)?)`")


def found(pattern):
    """Return (document, what is found) for each place in a document."""
    return sorted(
        {(name, match[1]) for name, text in TEXTS.items() for match in re.finditer(pattern, text)}
    )


def commands():
    """Return (document, command) for each use of `dojo`, in a block or in a sentence."""
    kept = set()
    for name, text in TEXTS.items():
        blocks = [
            body for language, body in FENCE.findall(text) if language in ("", "sh", "console")
        ]
        lines = [line for body in blocks for line in re.sub(r"\\\n\s*", "", body).splitlines()]
        lines += [" ".join(code.split()) for code in INLINE.findall(FENCE.sub("", text))]
        for line in lines:
            for part in re.split(r"\s#\s|\s{2,}|&&|;|\|| > ", line.removeprefix("$ ")):
                # "dojo cannot open …" is a sentence.
                if (
                    re.match(r"dojo( (?!cannot)[a-z-]|$)", part.strip())
                    and "=" not in part.split()[0]
                ):
                    kept.add((name, part.strip()))
    return sorted(kept)


@pytest.mark.parametrize(("document", "command"), commands())
def test_a_command_is_known_with_its_options(document, command, monkeypatch, capsys):
    words = [word for word in shlex.split(command)[1:] if word != "…"]
    if words and words[0] in COMMANDS:
        module = import_module(f"dojo.cli.commands.{COMMANDS[words[0]][0]}")
        run = Mock(return_value=0)
        monkeypatch.setattr(module, "run", run)
        # What is left to the reader to fill in may be needed; what is there has to be known.
        try:
            main(words)
        except SystemExit:
            assert "arguments are required" in capsys.readouterr().err
    else:
        assert words in ([], ["--help"])


@pytest.mark.parametrize(("document", "name"), found(r"python3? -m (tools(?:\.\w+)+)"))
def test_a_tool_is_there(document, name):
    assert (ROOT / f"{name.replace('.', '/')}.py").exists()


@pytest.mark.parametrize(("document", "name"), found(r"(benchmarks/\w+\.py)"))
def test_a_benchmark_is_there(document, name):
    assert (ROOT / name).exists()


@pytest.mark.parametrize(("document", "names"), found(r"pip install .*\[([\w,]+)\]"))
def test_an_extra_is_there(document, names):
    assert set(names.split(",")) <= set(EXTRAS)


ROOMS = "benchmarks|contracts|derivations|docs|dojo|examples|features|figures|kata|pictures|steps"


@pytest.mark.parametrize(
    ("document", "place"), found(rf"`((?:{ROOMS}|tests|texts|tools|worksheets)/[\w./]*)`")
)
def test_a_place_in_the_repository_is_there(document, place):
    # A page that says how to add a file names one that is not there yet.
    assert (ROOT / place).exists() or re.search(
        r"your_|my_|NN_|NAME|momentum|kuerzen|average", place
    )


@pytest.mark.parametrize("document", TEXTS)
def test_blocks_can_be_read_in_their_language(document):
    read = {"python": ast.parse, "toml": tomllib.loads, "json": json.loads}
    for language, body in FENCE.findall(TEXTS[document]):
        if language in read:
            read[language](body)


def test_the_readme_is_short_and_has_one_command_for_the_tests():
    text = TEXTS["README.md"]
    assert len(text.splitlines()) <= 130
    (block,) = re.findall(r"<!-- tests -->\n```sh\n(.*?)\n```", text, re.DOTALL)
    assert block.startswith("python3 -m venv .venv && ")


def test_every_number_of_a_measurement_names_its_program():
    text = TEXTS["performance.md"]
    parts = [part for part in re.split(r"\n(?=## |\*\*)", text) if re.search(r"\d m?s\b", part)]
    assert len(parts) > 5
    assert [part for part in parts if "benchmarks/" not in part] == []


def test_the_chapters_are_those_of_the_book():
    listed = re.findall(r"^\| \d+ \| \[.*?\]\((features/.*?)\)", TEXTS["README.md"], re.MULTILINE)
    assert [ROOT / name for name in listed] == sorted(COURSE.features.glob("*.feature"))
