"""LaTeX as MathML Core, which browsers typeset by themselves: no script, no fonts to load."""

import functools
import re

from latex2mathml.converter import convert
from markupsafe import Markup

from dojo.book.notation import GAP

# What the converter would take apart, letter by letter, is a word.
_WORDS = [
    (re.compile(r"\\mathrm\{((?:[^{}\\]|\\_)+)\}"), lambda m: _word(m[1])),
    (re.compile(r"\\sum_\{([a-z]{2,})\}"), lambda m: rf"\sum_{{\text{{{m[1]}}}}}"),
]
# Fonts draw a prime small and high already: as a power it would be too small, and too high.
_PRIME = re.compile(r"<msup>(<m(?:i|text)>[^<]*</m(?:i|text)>)<mi>&#x02032;</mi></msup>")
# A function's name touches neither the factor before it nor an argument without brackets.
_FACTOR_BEFORE = re.compile(r"(</m(?:i|n|row|sub|sup|over)>)(<mi>ln</mi>)")
_BARE_ARGUMENT = re.compile(r"(<mi>ln</mi>)(?=<m[in]>)")
_AS_ALWAYS = ' stretchy="true" fence="true"'
_NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'
# All but the three that HTML has to escape: &, < and >.
_SIGN = re.compile(r"&#x(?!0*(?:26|3C|3E);)([0-9A-F]+);")
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
    # HTML knows the namespace and the signs; a single sign needs no element of its own.
    text = _SIGN.sub(lambda sign: chr(int(sign[1], 16)), text.replace(_NAMESPACE, ""))
    text = _EMPTY_ROW.sub(r"\1", text).replace(_AS_ALWAYS, "")
    return Markup(_BARE_ARGUMENT.sub(rf"\1{GAP}", _FACTOR_BEFORE.sub(rf"\1{GAP}\2", text)))
