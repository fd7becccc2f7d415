"""The words for an error's text: the first pattern that it fits."""

import re

from dojo.diagnosis.error_words import calls, kinds, names, numbers, shapes
from dojo.diagnosis.error_words.phrases import spaced
from dojo.diagnosis.failing_expression import Expression

_WORDS = calls.WORDS | shapes.WORDS | names.WORDS | kinds.WORDS | numbers.WORDS


def explained(said: str, where: Expression) -> str:
    """Return what the text of an error means; "" where that is not known."""
    for pattern, words in _WORDS.items():
        if found := re.search(pattern, said):
            if callable(words):
                sentence = words(found, where)
            else:
                sentence = words.format(*map(spaced, found.groups()), here=where.here())
            if sentence:
                return sentence
    return ""
