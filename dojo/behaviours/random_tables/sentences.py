"""Numbers in a step's sentence: where they stand, and the sentence with others in place."""

from collections.abc import Sequence
from typing import NamedTuple

from pytest_bdd import parsers
from pytest_bdd.steps import StepFunctionContext


class Said(NamedTuple):
    """One number of a sentence: the name its definition gives it, its place, and its value."""

    name: str
    start: int
    end: int
    value: float | int


def said(definition: StepFunctionContext, sentence: str) -> list[Said]:
    """Return the numbers of a sentence in order, as its definition reads them."""
    pattern = definition.parser
    found = pattern.parser.parse(sentence) if isinstance(pattern, parsers.parse) else None
    if found is None:
        return []
    numbers = []
    for name, value in found.named.items():
        if isinstance(value, float | int):
            start, end = found.spans[name]
            numbers.append(Said(name, start, end, value))
    return sorted(numbers, key=lambda number: number.start)


def resaid(sentence: str, numbers: Sequence[Said], texts: Sequence[str]) -> str:
    """Return the sentence with other texts for its numbers.

    >>> resaid("with α = 0.25, twice", [Said("α", 9, 13, 0.25)], ["0.3"])
    'with α = 0.3, twice'
    """
    for number, text in reversed(list(zip(numbers, texts, strict=True))):
        sentence = sentence[: number.start] + text + sentence[number.end :]
    return sentence
