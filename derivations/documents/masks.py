"""Masks such as dh[h <= 0] = 0, which turn the gradient by a layer's output into that by its z.

A mask is read as the formula that it stands for, dZ1 = (…)·(h > 0); from there on the name means
the gradient by z.
"""

import re
from collections.abc import Iterable, Iterator

from derivations.documents.line import CLAIM, NOTE, Line

# dhidden[hidden_layer <= 0] = 0
_MASK = re.compile(r"\s*(\w+)\s*\[\s*(.+?)\s*(<=?|≤)\s*0(?:\.0?)?\s*\]\s*=\s*0(?:\.0?)?\s*;?\s*$")
_OF_Z = re.compile(r"(?:d_?|grad_?|delta_?)[zZ]_?\d*|delta_?\d+")
_DIGITS = re.compile(r"\d+")


def unmasked(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines with every mask written as the formula that it stands for.

    >>> lines = [Line("dh = dp @ W2.T", 1), Line("dh[h <= 0] = 0", 2), Line("dW = X.T @ dh", 3)]
    >>> [line.text for line in unmasked(lines)]
    ['dh = dp @ W2.T', 'dZ1 = (dp @ W2.T) * (h > 0)', 'dW = X.T @ dZ1']
    """
    kept = list(lines)
    meant: dict[str, str] = {}
    for at, line in enumerate(kept):
        if line.kind != NOTE:
            for name, gradient in meant.items():
                line = line._replace(text=re.sub(rf"\b{name}\b", gradient, line.text))
        found = _MASK.match(line.text)
        before = _assigned(kept[:at], found[1]) if found else None
        if found and before is not None:
            name, inside = found[1], found[2]
            if _OF_Z.fullmatch(name):  # what stands before the mask is not yet that gradient
                first = kept[before]
                kept[before] = first._replace(kind=NOTE, remark=f"masked in line {line.number}")
            else:
                number = _DIGITS.search(name)
                meant[name] = f"dZ{number[0] if number else 1}"
            _, _, formula = kept[before].text.partition("=")
            text = f"{meant.get(name, name)} = ({formula.strip()}) * ({inside} > 0)"
            line = line._replace(text=text, kind=CLAIM)
        kept[at] = line
    return iter(kept)


def _assigned(lines, name):
    """Return the place of the last line that gives a name its value, or None."""
    begins = re.compile(rf"\s*{name}\s*=(?!=)")
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].kind == CLAIM and begins.match(lines[at].text):
            return at
    return None
