"""The repairs of a wrong claim about matrices: each change that a person is likely to have missed.

A repair is tried; only one that makes the claim right is said.
"""

from collections.abc import Iterator

from derivations.language.phrases import instead
from derivations.notation.syntax import Index, Name, Syntax, every, names, rebuilt
from derivations.notation.writing import written


def repairs(left: Syntax, right: Syntax) -> Iterator[tuple[Syntax, str, str]]:
    """Go through (repaired, sentence, code) for the right side of a wrong claim."""
    yield ("negate", right), "The sign is wrong.", "sign"
    yield from _slopes_for_values(right)
    yield from _other_layers(right)
    yield from _missing_slopes(left, right)
    yield from _factors_too_many(right)


def _slopes_for_values(right):
    """Put f′(z) where f(z) stands, and where a stands in a product."""
    for part in dict.fromkeys(every(right)):
        if (
            part[0] == "call"
            and part[2] == 0
            and part[1] not in ("exp", "ln", "sqrt", "max", "min")
        ):
            slope = ("call", part[1], 1, part[3])
            said = f"The claim contains the activation {instead(written(part), written(slope))}."
            yield _put(right, part, slope), said, "value-for-slope"
        if part[0] == "name" and part[1].base in ("a", "A"):
            at = ("name", part[1]._replace(base="z"))
            slope = ("call", "f", 1, (at,))
            wanted = f"f′({written(at)})"
            said = f"The claim contains the activation {instead(written(part), wanted)}."
            yield _put(right, part, slope), said, "value-for-slope"


def _other_layers(right):
    """Put another layer's z, W, a or δ in the place of each."""
    for name in dict.fromkeys(names(right)):
        for other in _neighbours(name):
            said = f"The claim contains {instead(name, other)}."
            yield _put(right, ("name", name), ("name", other)), said, "wrong-layer"


def _neighbours(name: Name) -> Iterator[Name]:
    """Yield a name with the layers beside its own."""
    for place in ("above", "below"):
        indices = getattr(name, place)
        if len(indices) != 1:
            continue
        (index,) = indices
        if index.letter in ("l", "ℓ", ""):
            for step in (1, -1):
                if index.letter or index.offset + step >= 1:
                    yield _at(name, place, Index(index.letter, index.offset + step))
        elif index.letter == "L":
            yield _at(name, place, Index("l", index.offset))
        return


def _at(name: Name, place: str, index: Index) -> Name:
    """Return a name with another index above or below."""
    return name._replace(above=(index,)) if place == "above" else name._replace(below=(index,))


def _missing_slopes(left, right):
    """Multiply by the slope that is missing, of the layer that the left side is about."""
    about = [name for name in names(left) if name.above or name.below]
    if not about:
        return
    name = about[-1]
    at = ("name", Name("z", below=name.below, above=name.above, in_brackets=name.in_brackets))
    slope = ("call", "f", 1, (at,))
    said = f"The slope f′({written(at)}) is missing."
    yield ("times", "⊙", right, slope), said, "factor-missing"
    for part in dict.fromkeys(every(right)):
        if part[0] == "times" and part[1] != "⊙":
            for side in (2, 3):
                inner = ("times", "⊙", part[side], slope)
                changed = (*part[:side], inner, *part[side + 1 :])
                yield _put(right, part, changed), said, "factor-missing"


def _factors_too_many(right):
    """Leave a factor out."""
    for part in dict.fromkeys(every(right)):
        if part[0] == "times":
            for kept, dropped in ((part[2], part[3]), (part[3], part[2])):
                said = f"There is an extra factor {written(dropped)}."
                yield _put(right, part, kept), said, "factor-too-many"
        if part[0] == "divide":
            said = f"There is an extra divisor {written(part[2])}."
            yield _put(right, part, part[1]), said, "factor-too-many"


def _put(node: Syntax, old: Syntax, new: Syntax) -> Syntax:
    return rebuilt(node, lambda part: new if part == old else part)
