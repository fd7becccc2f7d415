"""One call with drawn arguments: passed as an implementation takes them, and put in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from dojo.behaviours.random_calls.answers import MOST_SHOWN
from dojo.contracts.contract import Arguments
from dojo.contracts.kinds import Answered, Own, Record, Seed
from dojo.implementation.implementation import Implementation
from dojo.tables.comparison import Answer, show


@dataclass(frozen=True)
class Call:
    """A function of a module, its arguments in order, and its messages."""

    module: str
    name: str
    arguments: Arguments
    said: str = ""

    def made(self, kata: Implementation) -> Answer:
        """Return what an implementation answers."""
        return self.made_of(kata, self.handed(kata))

    def made_of(self, kata: Implementation, handed: list[Any]) -> Answer:
        """Return what an implementation answers to arguments as it gets them."""
        return getattr(kata, self.module)[self.name](*handed)

    def handed(self, kata: Implementation) -> list[Any]:
        """Return the arguments as an implementation gets them: with records of its own."""
        return [_given(value, kata) for value in self.arguments.values()]

    def handed_again(self, before: list[Any], kata: Implementation) -> list[Any]:
        """Return the same arrays and lists once more, with new generators."""
        return [
            _given(value, kata) if isinstance(value, Seed | Answered) else old
            for old, value in zip(before, self.arguments.values(), strict=True)
        ]

    def arrays(self) -> list[np.ndarray]:
        """Return the arrays among the arguments, in order."""
        return list(_arrays(self.arguments.values()))

    @property
    def written(self) -> str:
        """The call as it would be written, with the names of the arguments."""
        return f"{self.name}({', '.join(self.arguments)})"

    def in_words(self) -> dict[str, str]:
        """Return each argument as it is shown in a cell."""
        return {name: _in_words(value) for name, value in self.arguments.items()}


def _given(value: Any, kata: Implementation) -> Any:
    match value:
        case Record(module, name, fields):
            return getattr(kata, module)[name](*(_given(f, kata) for f in fields))
        case Own(module, name):
            return getattr(kata, module)[name]
        case Seed(number):
            return np.random.default_rng(number)
        case Answered(module, function, arguments, then):
            given = [_given(argument, kata) for argument in arguments]
            answer = getattr(kata, module)[function](*given)
            return then(answer) if then else answer
        case list():
            return [_given(part, kata) for part in value]
        case tuple():
            return tuple(_given(part, kata) for part in value)
    return value


def _arrays(values: Any) -> Iterator[np.ndarray]:
    for value in values:
        match value:
            case np.ndarray():
                yield value
            case Record(fields=fields):
                yield from _arrays(fields)
            case list() | tuple():
                yield from _arrays(value)


def _in_words(value: Any) -> str:
    match value:
        case np.ndarray() if value.size <= MOST_SHOWN:
            kind = {"b": "True and False: ", "i": ""}.get(value.dtype.kind, "")
            return kind + (show(value.astype(float)) if value.ndim < 3 else _shape(value))
        case np.ndarray():
            return _shape(value)
        case [Record(), *_]:
            widths = [str(len(value[0].fields[0])), *(str(len(layer.fields[1])) for layer in value)]
            return f"{'-'.join(widths)}, {', '.join(layer.fields[2] for layer in value)}"
        case Answered(function=function, then=then):
            return f"as {function} returns them" + (", with some mistakes" if then else "")
        case Seed(number):
            return f"seed {number}"
        case Own(name=name):
            return name
        case list() | tuple():
            return f"{len(value)} of them"
        case float():
            return f"{value:.6g}"
    return getattr(value, "__name__", str(value))


def _shape(array: np.ndarray) -> str:
    return f"{'×'.join(map(str, array.shape))} numbers"
