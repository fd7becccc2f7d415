"""Phrases about mistakes, which the sentences of several rooms share."""

from collections.abc import Sequence


def instead(wrong: object, right: object) -> str:
    """Say that one formula is where another should be.

    >>> instead("z ≥ 0", "z > 0")
    '`z ≥ 0` instead of `z > 0`'
    """
    return f"`{wrong}` instead of `{right}`"


def matches(names: str, mistakes: Sequence[str], verb: str = "matches") -> str:
    """Say which mistake leads to these answers, or which of several do equally well.

    >>> matches("Your slope?", ["`z ≥ 0` instead of `z > 0`"])
    'Your slope? matches `z ≥ 0` instead of `z > 0`.'
    >>> matches("Your z?", ["the bias is missing"])
    'Your z? matches this mistake: the bias is missing.'
    >>> matches("Your z?", ["the bias is missing", "the bias is subtracted"])
    'Your z? matches one of these mistakes: the bias is missing, or the bias is subtracted.'
    """
    first, *others = mistakes
    if others:
        return f"{names} {verb} one of these mistakes: {', or '.join(mistakes)}."
    if first.startswith("`"):
        return f"{names} {verb} {first}."
    return f"{names} {verb} this mistake: {first}."


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does.

    >>> listed(["a?"]), listed(["z?", "a?", "slope?"])
    ('a?', 'z?, a? and slope?')
    """
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
