"""Lucky implementations, made from what the reference answers to the book's printed tables."""

import contextlib
import copy
import functools
import inspect

import numpy as np

from dojo.implementation.implementation import Implementation, Module
from tests.fixtures.course import COURSE

CHAPTERS = COURSE.introduced


def key(value):
    """Return what a lookup can tell arguments apart by: all of their numbers."""
    if isinstance(value, np.random.Generator):
        return repr(value.bit_generator.state)
    if isinstance(value, np.ndarray):
        return value.shape, np.asarray(value, dtype=float).tobytes()
    if isinstance(value, list | tuple):
        return tuple(key(part) for part in value)
    if callable(value):
        name = getattr(value, "__name__", "")
        with contextlib.suppress(Exception):
            return repr(value(np.array([0.37]))) if name == "<lambda>" else name
        return name
    return repr(float(value)) if np.ndim(value) == 0 and not isinstance(value, str) else value


def is_node(value):
    """Tell whether a value is an object that is told by what it is, and not by its numbers."""
    return hasattr(value, "pulls")


def key_of(arguments, keywords):
    return key(arguments), tuple((name, key(value)) for name, value in sorted(keywords.items()))


def generators(arguments, keywords):
    found = [*arguments, *keywords.values()]
    return [value for value in found if isinstance(value, np.random.Generator)]


class Recorded(Implementation):
    """The reference; every answer to a step is kept in `known`, with the generators after it.

    `asked` are the functions that were asked since it was last emptied.
    """

    def __init__(self, known):
        super().__init__(COURSE.reference, CHAPTERS)
        self.known, self.asked = known, set()

    def __getattr__(self, name):
        return Asked(super().__getattr__(name), functools.partial(self.answer, name))

    def answer(self, module, name, function, arguments, keywords):
        if any(map(is_node, arguments)):
            return function(*arguments, **keywords)
        asked = key_of(arguments, keywords)
        try:
            answer = function(*arguments, **keywords)
        except ValueError as error:
            self.keep(module, name, asked, (error, [], False))
            raise
        if is_node(answer):
            return answer
        lazy = inspect.isgenerator(answer)
        answer = list(answer) if lazy else answer
        after = [rng.bit_generator.state for rng in generators(arguments, keywords)]
        self.keep(module, name, asked, (copy.deepcopy(answer), after, lazy))
        return iter(answer) if lazy else answer

    def keep(self, module, name, asked, kept):
        self.asked.add((module, name))
        self.known.setdefault((module, name), {}).setdefault(asked, []).append(kept)


class Lucky(Recorded):
    """Some functions know by heart what the book asks; to all else they say what they said first.

    Functions that are not among them are the reference's.
    """

    def __init__(self, known, functions):
        super().__init__(known)
        self.functions, self.turns = functions, {}

    def answer(self, module, name, function, arguments, keywords):
        if (module, name) not in self.functions:
            return function(*arguments, **keywords)
        known = self.known[module, name]
        asked = key_of(arguments, keywords)
        found = known.get(asked) or next(iter(known.values()))
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

        @functools.wraps(value)
        def asked(*arguments, **keywords):
            return self._answer(name, value, arguments, keywords)

        return asked
