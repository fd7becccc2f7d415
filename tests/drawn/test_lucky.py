"""Lucky implementations, made from what the reference answers to the book: each is caught."""

import contextlib
import copy
import functools
import inspect
import io

import numpy as np
import pytest

from dojo import course
from dojo.implementation import Implementation, Module
from dojo.order import introduced

CHAPTERS = introduced(course.FEATURES)
MODULES = [name for name in CHAPTERS if (course.REFERENCE / f"{name}.py").is_file()]


def key(value):
    """Return what a lookup can tell arguments apart by: all of their numbers."""
    if isinstance(value, np.random.Generator):
        return repr(value.bit_generator.state)
    if isinstance(value, np.ndarray):
        return value.shape, np.asarray(value, dtype=float).tobytes()
    if isinstance(value, list | tuple):
        return tuple(key(part) for part in value)
    if callable(value):
        with contextlib.suppress(Exception):
            return repr(value(np.array([0.37])))
        return getattr(value, "__name__", "")
    return repr(float(value)) if np.ndim(value) == 0 and not isinstance(value, str) else value


def key_of(arguments, keywords):
    return key(arguments), tuple((name, key(value)) for name, value in sorted(keywords.items()))


def generators(arguments, keywords):
    found = [*arguments, *keywords.values()]
    return [value for value in found if isinstance(value, np.random.Generator)]


class Recorded(Implementation):
    """The reference; every answer to a step is kept in `known`, with the generators after it."""

    def __init__(self, known):
        super().__init__(course.REFERENCE, CHAPTERS)
        self.known = known

    def __getattr__(self, name):
        return Asked(super().__getattr__(name), functools.partial(self.answer, name))

    def answer(self, module, name, function, arguments, keywords):
        asked = key_of(arguments, keywords)
        try:
            answer = function(*arguments, **keywords)
        except ValueError as error:
            kept = error, [], False
            self.known.setdefault((module, name), {}).setdefault(asked, []).append(kept)
            raise
        lazy = inspect.isgenerator(answer)
        answer = list(answer) if lazy else answer
        after = [rng.bit_generator.state for rng in generators(arguments, keywords)]
        kept = copy.deepcopy(answer), after, lazy
        self.known.setdefault((module, name), {}).setdefault(asked, []).append(kept)
        return iter(answer) if lazy else answer


class Lucky(Recorded):
    """One module's functions know by heart what the book asks; elsewhere they do `otherwise`."""

    def __init__(self, known, module, otherwise):
        super().__init__(known)
        self.module, self.otherwise, self.turns = module, otherwise, {}

    def answer(self, module, name, function, arguments, keywords):
        known = self.known.get((module, name), {})
        if module != self.module or not known:
            return function(*arguments, **keywords)
        asked = key_of(arguments, keywords)
        if asked not in known:
            if self.otherwise == "fail":
                raise LookupError("not in the table")
            found = next(iter(known.values())) if self.otherwise == "constant" else None
            found = found or next(reversed(known.values()))
        else:
            found = known[asked]
        turn = self.turns[module, name, asked] = self.turns.get((module, name, asked), -1) + 1
        answer, after, lazy = found[turn % len(found)]
        if isinstance(answer, ValueError):
            raise answer
        for rng, state in zip(generators(arguments, keywords), after, strict=False):
            rng.bit_generator.state = state
        answer = copy.deepcopy(answer)
        return iter(answer) if lazy else answer


class Asked:
    """A module whose functions are answered by something else."""

    def __init__(self, module: Module, answer):
        self._module, self._answer = module, answer

    def __getattr__(self, name):
        return self[name]

    def __getitem__(self, name):
        value = self._module[name]
        if isinstance(value, type) or not callable(value):
            return value
        return lambda *a, **k: self._answer(name, value, a, k)


class Session:
    """A pytest plugin that judges an implementation and keeps the verdicts."""

    def __init__(self, kata):
        self.kata, self.verdicts, self.messages = kata, {}, {}

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config):
        config.pluginmanager.unregister(name="terminalreporter")

    def pytest_collection_modifyitems(self, session):
        session.kata = self.kata

    def pytest_runtest_logreport(self, report):
        if report.when == "call":
            told = dict(report.user_properties)
            codes = [value for name, value in report.user_properties if name == "diagnosis"]
            self.verdicts[report.nodeid.rpartition("::")[2]] = told.get("verdict", "green"), codes
            self.messages[report.nodeid.rpartition("::")[2]] = told.get("message", "")


def judged(kata, chapter="*", *options):
    session = Session(kata)
    features = sorted(map(str, course.FEATURES.glob(f"{chapter}_*.feature")))
    command = [
        "-q",
        "-p",
        "no:cacheprovider",
        "--import-mode=importlib",
        f"--rootdir={course.ROOT}",
    ]
    with contextlib.redirect_stderr(io.StringIO()), contextlib.chdir(course.ROOT):
        pytest.main([*command, *options, *features], plugins=[session])
    assert session.verdicts
    return session


@pytest.fixture(scope="module")
def known():
    answers = {}
    verdicts = judged(Recorded(answers), "*", "--draws=0").verdicts
    assert {verdict for verdict, _ in verdicts.values()} == {"green"}
    return answers


@pytest.mark.parametrize("module", MODULES)
def test_a_module_that_knows_the_book_by_heart_is_caught_in_its_chapter(known, module):
    chapter = f"{CHAPTERS[module]:02}"
    plain = judged(Lucky(known, module, "fail"), chapter, "--draws=0").verdicts
    assert {verdict for verdict, _ in plain.values()} == {"green"}, "it is not lucky enough"
    for otherwise in ("fail", "constant"):
        found = judged(Lucky(known, module, otherwise), chapter, "--draws=2", "--drawn-seed=7")
        caught = [name for name, (_, codes) in found.verdicts.items() if codes[:1] == ["drawn"]]
        print(otherwise, len(caught), "of", len(plain), "but", sorted(set(plain) - set(caught)))
        assert caught
        assert "pytest --drawn-seed 7" in found.messages[caught[0]]
