"""A teacher's folder: a kata and steps of their own, and chapters, each of which is one case."""

import shutil
from pathlib import Path
from textwrap import dedent

import numpy as np  # noqa: F401  imported before runs in this process, which may not import it again
import pytest

from tests.fixtures.course import COURSE

KATA = """
    import numpy as np

    def double(z):
        return 2.0 * np.asarray(z, dtype=float)

    def third(z):
        return np.asarray(z, dtype=float) / 3

    def softplus(z):
        return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))

    def fails(z):
        raise ValueError("out of order")

    def stub(z):
        raise NotImplementedError
"""

STEPS = """
    import numpy as np
    from pytest_bdd import given, parsers, then, when

    memory = []

    @then(parsers.parse("{function:w} makes"))
    def _(sheet, kata, function):
        for row in sheet:
            row.answer("a?", kata.mine[function](row["z"]))

    @then("the answer is known")
    def _(sheet):
        for row in sheet:
            row.answer("a?", 2 * row["z"])

    @then("an example before this one ran")
    def _(sheet, kata):
        for row in sheet:
            row.answer("before?", kata.mine.double(len(memory)))
        memory.append(1)

    @then("nothing is compared")
    def _(sheet, kata):
        [kata.mine.double(row["z"]) for row in sheet]

    @then("a sum is taken")
    def _(sheet, kata):
        for row in sheet:
            row.answer("s?", kata.mine.double(row["z"]) / 2 + kata.depth.count_layers([]))

    @then("a stack of layers is summed")
    def _(sheet, kata):
        for row in sheet:
            z = kata.neuron.weighted_sum(np.ones((2, 3)), np.ones((4, 3, 2)), np.ones((4, 1, 2)))
            row.answer("z?", z[0, 0, 0])

    @then("something earlier matters")
    def _(sheet, kata, earlier):
        pass

    @then("double or something makes")
    @then(parsers.parse("double or {other} makes"))
    def _(sheet, kata, other=None):
        pass

    @then("it waits")
    async def _(sheet):
        raise AssertionError

    @then("it yields")
    def _(sheet):
        yield

    @then("its own code mistakes")
    def _(sheet):
        raise KeyError("mistake")

    @then(parsers.parse("the rest {words}"))
    @given(parsers.parse("the start {words}"))
    def _(sheet, kata, words):
        pass
"""


@pytest.fixture(scope="session")
def teachers_folder():
    def make(folder: Path) -> Path:
        shutil.copytree(COURSE.reference, folder / "kata")
        (folder / "kata" / "mine.py").write_text(dedent(KATA), encoding="utf-8")
        (folder / "conftest.py").write_text(dedent(STEPS), encoding="utf-8")
        (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        return folder

    return make


@pytest.fixture
def folder(tmp_path, teachers_folder):
    return teachers_folder(tmp_path)
