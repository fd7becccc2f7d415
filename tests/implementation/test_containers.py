"""Answers in other containers pass, or the contract forbids them and is quoted."""

import functools
import inspect
from collections import defaultdict
from types import SimpleNamespace

import numpy as np
import pytest

from dojo.implementation.containers import ARRAYS
from dojo.implementation.implementation import Implementation
from dojo.implementation.implementations import checking
from dojo.runner import session
from dojo.terminal.message import text
from dojo.verdict import GREEN, verdict_on
from tests.fixtures.course import COURSE

MOST = 1  # behaviours of a function that are asked
SLOW = ("Handwritten digits", "Drawn arguments")


def on_arrays(change):
    """Return what changes every array in an answer."""

    def changed(answer):
        if isinstance(answer, np.ndarray):
            return change(answer)
        if isinstance(answer, tuple) and hasattr(answer, "_fields"):
            return type(answer)(*map(changed, answer))
        if isinstance(answer, list | tuple):
            return type(answer)(map(changed, answer))
        return answer

    return changed


def nested_tuple(array):
    return tuple(map(nested_tuple, array)) if np.ndim(array) else float(array)


CONTAINERS = {
    "lists": on_arrays(lambda array: array.tolist()),
    "tuples": on_arrays(nested_tuple),
    "objects": on_arrays(lambda array: array.astype(object)),
    "matrices": on_arrays(lambda array: np.asmatrix(array) if array.ndim < 3 else array),
    "generators for arrays": lambda answer: (
        (row for row in answer) if isinstance(answer, np.ndarray) and answer.ndim else answer
    ),
    "generators for lists": lambda answer: (
        (part for part in answer) if isinstance(answer, list) else answer
    ),
    "tuples for lists": lambda answer: tuple(answer) if isinstance(answer, list) else answer,
    "lists for tuples": lambda answer: list(answer) if type(answer) is tuple else answer,
    "a subclass": on_arrays(lambda array: array.view(type("Own", (np.ndarray,), {}))),
}
ALLOWED = ("generators for lists", "tuples for lists", "lists for tuples", "a subclass")


class Wrapped(Implementation):
    """The reference; one of its functions returns another container."""

    def __init__(self, module, name, change):
        super().__init__(COURSE.reference, COURSE.introduced)
        self.wrapped, self.change = (module, name), change

    def _load(self, name):
        module = super()._load(name)
        if name != self.wrapped[0]:
            return module
        function = getattr(module, self.wrapped[1])

        @functools.wraps(function)
        def call(*arguments, **keywords):
            answer = function(*arguments, **keywords)
            return answer if inspect.isgenerator(answer) else self.change(answer)

        return SimpleNamespace(**{**vars(module), self.wrapped[1]: call})


def functions():
    """Yield (module, name) of each public function of the reference."""
    reference = Implementation(COURSE.reference, COURSE.introduced)
    reference.begin(None, "")
    for path in sorted(COURSE.reference.glob("[!_]*.py")):
        module = reference._load(path.stem)
        for name, value in vars(module).items():
            own = inspect.isfunction(value) and value.__module__ == module.__name__
            if own and not name.startswith("_"):
                yield path.stem, name


class Heard:
    """A plugin that keeps the messages of what is not green."""

    def __init__(self):
        self.messages = []

    def pytest_runtest_logreport(self, report):
        verdict = verdict_on(report)
        if verdict and verdict.kind != GREEN:
            self.messages.append(text(verdict))


def checked_here(items):
    """Check behaviours in this process, which costs a fraction of a fork; return the message."""
    heard, manager = Heard(), items[0].config.pluginmanager
    manager.register(heard)
    try:
        for item in items:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    finally:
        manager.unregister(heard)
    return heard.messages


def callers_in(book, config):
    """Return {(module, function): the behaviours whose steps call it}, but for the slow one."""
    reference, found = Implementation(COURSE.reference, COURSE.introduced), defaultdict(list)
    with checking(config, reference):
        for item in book.items:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            for call in reference.calls.history if not item.name.startswith(SLOW) else ():
                found[call.module, call.name].append(item)
    return found


@pytest.fixture(scope="module")
def messages():
    """{(module, function, container): the messages of what is not green in its chapter}."""
    found = {}

    def check(book):
        config = book.items[0].config
        config.option.draws = 0
        callers = callers_in(book, config)
        for module, name in functions():
            own = [i for i in callers[module, name] if i.chapter == COURSE.introduced[module]]
            items = own[:MOST]
            for container, change in CONTAINERS.items():
                with checking(config, Wrapped(module, name, change)):
                    found[module, name, container] = checked_here(items) if items else []

    session.collect(COURSE.root, check, ["features"], kata=COURSE.reference)
    return found


def test_every_container_passes_or_the_contract_is_quoted(messages):
    assert len({key[:2] for key in messages}) > 40
    silent = {
        key: message
        for key in messages
        for message in messages[key]
        if ARRAYS not in " ".join(message.split())
    }
    assert silent == {}
    assert sum(map(bool, messages.values())) > 100


def test_what_is_no_other_array_passes(messages):
    bad = {key: message for key, message in messages.items() if key[2] in ALLOWED and message}
    assert bad == {}


def test_the_sentence_is_the_contracts():
    contract = (COURSE.reference / "__init__.py").read_text(encoding="utf-8")
    assert ARRAYS in contract
