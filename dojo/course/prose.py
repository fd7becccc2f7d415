"""A feature's free text as blocks: paragraphs that flow, and lines that keep their form."""

import inspect
import re
from typing import NamedTuple


class Block(NamedTuple):
    """A paragraph, or (`kept`) lines whose breaks and spaces say something."""

    text: str
    kept: bool = False


def blocks(text: str) -> list[Block]:
    """Split a description at its empty lines; what is indented keeps its form.

    >>> blocks("A neuron\\nweighs.\\n\\n  z = x·w    a = f(z)\\n")
    [Block(text='A neuron weighs.', kept=False), Block(text='z = x·w    a = f(z)', kept=True)]
    """
    found: list[Block] = []
    lines: list[str] = []
    for line in [*inspect.cleandoc(text).splitlines(), ""]:
        kept = line.startswith(" ")
        if lines and (not line.strip() or kept != lines[0].startswith(" ")):
            found.append(_block(lines))
            lines = []
        if line.strip():
            lines.append(line)
    return found


def _block(lines: list[str]) -> Block:
    if lines[0].startswith(" "):
        return Block(inspect.cleandoc("\n".join(lines)), kept=True)
    return Block(" ".join(line.strip() for line in lines))


def slug(text: str) -> str:
    """Return a text as part of an address: letters and digits in lower case, with hyphens between.

    >>> slug("Tanh squashes every number into −1 to 1!")
    'tanh-squashes-every-number-into-1-to-1'
    """
    return re.sub(r"[^\w]+|_", "-", text.lower()).strip("-")
