"""The whole book, run from outside: empty stubs pass nothing of it, the reference all."""

import ast
import functools
import os
import shutil
import subprocess
import sys

import pytest

from dojo.course.chapters import OPTIONAL
from dojo.course.feature_source import FeatureSource
from tests.fixtures.course import COURSE

SOURCES = [FeatureSource(path, path.name) for path in COURSE.chapters]


def stub(source, names=None):
    """Return a module's source with functions' bodies taken out, all or these; its records kept."""
    tree = ast.parse(source)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and (names is None or node.name in names):
            doc = node.body[:1] if ast.get_docstring(node) else []
            node.body = doc + ast.parse("raise NotImplementedError").body
    return ast.unparse(tree)


@pytest.fixture(scope="module")
def stubs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("learner") / "kata"
    folder.mkdir()
    for path in COURSE.reference.glob("*.py"):
        source = stub(path.read_text(encoding="utf-8"))
        (folder / path.name).write_text(source, encoding="utf-8")
    return folder


@pytest.fixture
def run(junit):
    return functools.partial(run_book, junit)


def run_book(read, kata, folder, chapters="*", **environment):
    """Run the book on an implementation, from `folder`; return its behaviours."""
    junit = kata.parent / "run.xml"
    features = map(str, sorted(COURSE.features.glob(f"{chapters}.feature")))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    subprocess.run(
        [*command, f"--junit-xml={junit}", "--kata", str(kata), *features],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, check=False,
    )  # fmt: skip
    behaviours = read(junit)
    junit.unlink()
    return behaviours


def passed(behaviours):
    return {(b["chapter"], b.name) for b in behaviours if b.verdict == "green"}


def asks_nothing(behaviours):
    """Return what needs no implementation: the calculus by itself, and what the digits are."""
    digits = {
        ("Learning", "The first image is a 0"),
        ("Learning", "Each digit about equally often"),
    }
    return digits | {(b["chapter"], b.name) for b in behaviours if b["chapter"] == "Chain rule"}


def test_empty_stubs_pass_nothing(run, stubs):
    """Not even from the repository's root, and with it on the path, where the reference lies."""
    behaviours = run(stubs, COURSE.root, PYTHONPATH=str(COURSE.root))
    assert len(behaviours) > 150
    assert passed(behaviours) == asks_nothing(behaviours)
    assert {b.verdict for b in behaviours} == {"green", "not written yet"}


def test_empty_stubs_pass_nothing_elsewhere(run, stubs):
    behaviours = run(stubs, stubs.parent, chapters="0[1-5]*")
    assert len(behaviours) > 50
    assert {b.verdict for b in behaviours} == {"not written yet"}


def test_the_reference_passes_everything(run, tmp_path):
    copy = tmp_path / "kata"
    copy.mkdir()
    for path in COURSE.reference.glob("*.py"):
        (copy / path.name).write_bytes(path.read_bytes())
    behaviours = run(copy, tmp_path)
    assert len(behaviours) > 150
    assert [b.name for b in behaviours if b.verdict != "green"] == []
    assert all(int(b["answers"]) > 0 for b in behaviours)


def test_nothing_else_needs_what_is_optional(run, tmp_path):
    """Without the functions that only optional examples ask for, all others are green."""
    copy = tmp_path / "kata"
    copy.mkdir()
    needed, optional = (asked(star) for star in (False, True))
    left_out = optional - needed
    assert left_out
    for path in COURSE.reference.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        (copy / path.name).write_text(stub(source, left_out), encoding="utf-8")
    behaviours = {(b["chapter"], b.name): b.verdict for b in run(copy, tmp_path)}
    titles = {
        (source.feature.name, example.title)
        for source in SOURCES
        for example in source.examples
        if OPTIONAL not in example.tags
    }
    assert titles < behaviours.keys()
    assert "; ".join(map(str, {t for t in titles if behaviours[t] != "green"})) == ""
    assert "not written yet" in behaviours.values()


def asked(star):
    """Return the functions that chapters ask for with drawn arguments; optional ones or others."""
    return {
        row.cells[0].value
        for source in SOURCES
        for example in source.examples
        if (OPTIONAL in example.tags) == star
        for step in example.template.steps
        if "drawn at random" in step.name
        for row in step.datatable.rows[1:]
    }


def test_features_without_an_implementation_are_not_graded_on_the_reference(tmp_path):
    shutil.copytree(COURSE.features, tmp_path / "features")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q"], capture_output=True, text=True, cwd=tmp_path
    )
    assert run.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "passed" not in run.stdout
