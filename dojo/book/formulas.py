"""LaTeX as MathML Core, which browsers typeset by themselves: no script, no fonts to load."""

import functools
import re

from latex2mathml.converter import convert
from markupsafe import Markup

# What the converter would take apart, letter by letter, is a word.
_WORDS = [
    (re.compile(r"\\mathrm\{((?:[^{}\\]|\\_)+)\}"), lambda m: _word(m[1])),
    (re.compile(r"\\sum_\{([a-z]{2,})\}"), lambda m: rf"\sum_{{\text{{{m[1]}}}}}"),
]
# Fonts draw a prime small and high already: as a power it would be too small, and too high.
_PRIME = re.compile(r"<msup>(<mi>[^<]*</mi>)<mi>&#x02032;</mi></msup>")
_EMPTY_ROW = re.compile(r"<mrow>(<m(?:i|n)>[^<]*</m(?:i|n)>)</mrow>")


def _word(name: str) -> str:
    return rf"\text{{{name.replace(chr(92) + '_', ' ')}}}"


@functools.cache
def mathml(latex: str, display: str = "block") -> Markup:
    """Return a formula as MathML, with its LaTeX as what is read where MathML is not known.

    >>> mathml(r"z_{1} = X W_{1}").count("<msub>")
    2
    """
    for pattern, put in _WORDS:
        latex = pattern.sub(put, latex)
    text = _PRIME.sub(
        r'<mrow>\1<mo lspace="0" rspace="0">′</mo></mrow>', convert(latex, display=display)
    )
    # A formula in brackets needs no element of its own for a single sign.
    return Markup(_EMPTY_ROW.sub(r"\1", text))
