"""On a learner's way from stubs to the reference, a fork, a cold run and plain pytest agree."""

import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter

import pytest

from dojo.runner.session import collect
from dojo.workspace.stubs import stub
from tests.fixtures.course import COURSE

CHAPTERS = ("01_neuron", "02_activations", "03_nonlinearity", "04_forward_propagation", "05_cost")
MODULES = ("neuron", "activations", "nonlinearity", "forward_propagation", "cost")
ALL = object()
# What the learner has written after each step; a text stands for a body that is wrong.
PATH = [
    {},
    {"neuron": {"weighted_sum": "return x @ W - b"}},
    {"neuron": {"weighted_sum": ALL, "neuron": "return f(x @ W + b"}},
    {"neuron": ALL, "nonlinearity": {"best_linear_fit": "return None"}},
    {"activations": {"relu": ALL, "relu_prime": "return (z >= 0) * 1.0"}},
    {"activations": ALL, "nonlinearity": {"collapse": "import sys; sys.exit()"}},
    {"nonlinearity": ALL, "forward_propagation": {"forward": "X *= 2; return 1 / 0"}},
    {"forward_propagation": ALL, "cost": {"mse": ALL, "mse_prime": "return y - ŷ"}},
    {"cost": ALL},
]


def written(module, done):
    """Return a module of which only what is `done` is written."""
    source = (COURSE.reference / f"{module}.py").read_text(encoding="utf-8")
    if done is ALL:
        return source
    bare = stub(source)
    lines = bare.splitlines(keepends=True)
    bodies = {
        node.name: ast.get_source_segment(source, node)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
    }
    for node in reversed(ast.parse(bare).body):
        if isinstance(node, ast.FunctionDef) and node.name in done:
            body = done[node.name]
            if body is ALL:
                lines[node.lineno - 1 : node.end_lineno] = [bodies[node.name] + "\n"]
            else:
                lines[node.end_lineno - 1] = f"    {body}\n"
    return "".join(lines)


@pytest.fixture
def path(tmp_path):
    """A workspace, and what brings it to a step of the learner's way."""
    (tmp_path / "features").mkdir()
    (tmp_path / "kata").mkdir()
    # All three get the same random tables.
    options = "--import-mode=importlib --draws=1 --drawn-seed=1"
    (tmp_path / "pytest.ini").write_text(f"[pytest]\naddopts = {options}\n", encoding="utf-8")
    for name in CHAPTERS:
        shutil.copy(COURSE.features / f"{name}.feature", tmp_path / "features")
    (tmp_path / "kata" / "__init__.py").touch()

    def go(step):
        done = {}
        for before in PATH[: step + 1]:
            done |= before
        for module in MODULES:
            text = written(module, done.get(module, {}))
            (tmp_path / "kata" / f"{module}.py").write_text(text, encoding="utf-8")
        return tmp_path

    return go


def plain_pytest(folder):
    report = folder.parent / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "features", f"--junit-xml={report}"]
    subprocess.run(command, cwd=folder, capture_output=True, check=False)
    found = {}
    for case in ET.parse(report).iter("testcase"):
        said = {each.get("name"): each.get("value") for each in case.iter("property")}
        file = case.get("classname").replace(".", "/", 1)
        found[f"{file}::{case.get('name')}"] = said.get("verdict", "green")
    return found


def verdicts(run):
    """Return {nodeid: verdict}; every behaviour has exactly one."""
    found = list(run)
    assert set(Counter(verdict.nodeid for verdict in found).values()) == {1}
    return {verdict.nodeid: verdict.kind for verdict in found}


def test_fork_cold_and_plain_pytest_agree_at_every_step(path, monkeypatch):
    forked, cold, seen = [], [], Counter()

    def work(warm):
        for step in range(len(PATH)):
            warm.stand_by(warm.items[0])
            path(step)
            forked.append(verdicts(warm.run(warm.items)))
            with monkeypatch.context() as without:
                without.setenv("DOJO_NO_FORK", "1")
                cold.append(verdicts(warm.run(warm.items)))
            seen.update(forked[-1].values())

    folder = path(0)
    collect(folder, work)
    for step in range(len(PATH)):
        path(step)
        assert len(forked[step]) > 50
        assert forked[step] == cold[step] == plain_pytest(folder), step
    assert set(forked[0].values()) == {"not written yet"}
    assert set(forked[-1].values()) == {"green"}
    assert {"red", "broken"} <= set(seen)
