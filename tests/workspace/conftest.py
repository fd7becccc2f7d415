"""A learner's workspace, the commands as a learner types them, and pytest as a learner runs it."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import NamedTuple

import pytest
import sympy  # noqa: F401  once here, so that no fork has to

from dojo.cli import main
from dojo.warm import collect
from dojo.workspace import start


class Said(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A fresh workspace, and we stand in it."""
    folder = tmp_path / "my-dojo"
    start(folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def dojo(capsys):
    """Run a command; nobody ever sees a traceback."""

    def run(*arguments):
        code = main(list(map(str, arguments)))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Said(code, out, err)

    return run


@pytest.fixture
def snapshot():
    """Everything that is in a folder."""

    def take(folder):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    return take


@pytest.fixture
def answer(monkeypatch):
    """Sit at a terminal and type this answer."""

    def type_in(text):
        def typed(question):
            print(question)
            if text is None:
                raise EOFError
            return text

        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", typed)

    return type_in


class Behaviour(NamedTuple):
    verdict: str
    message: str


def judged(folder, *arguments, python=sys.executable):
    """Run plain pytest in a process of its own; return {behaviour: what came of it}."""
    report = folder.parent / "report.xml"
    command = [python, "-m", "pytest", "-q", f"--junit-xml={report}", *map(str, arguments)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert run.returncode in (0, 1), run.stdout.decode() + run.stderr.decode()
    found = {}
    for case in ET.parse(report).iter("testcase"):
        said = {each.get("name"): each.get("value") for each in case.iter("property")}
        bad = [*case.iter("failure"), *case.iter("error")]
        verdict = said.get("verdict", "broken") if bad else "green"
        found[said["chapter"], case.get("name")] = Behaviour(verdict, said.get("message", ""))
    return found


def judged_warm(folder, *only):
    """Run the behaviours in a fork of this process, as `dojo` does; return the same."""
    found = {}

    def work(warm):
        names = {item.nodeid: (item.template.feature.name, item.name) for item in warm.items}
        for outcome in warm.run(warm.items):
            found[names[outcome.nodeid]] = Behaviour(outcome.verdict, outcome.message)

    assert collect(folder, work, list(only)).errors == []
    return found
