"""The reading of a document, text, Markdown, LaTeX or a notebook, into lines of mathematics."""

from collections.abc import Iterable, Iterator
from itertools import islice

from derivations.documents.code import is_program
from derivations.documents.latex import is_latex, latex_rows
from derivations.documents.line import UNREADABLE, Line
from derivations.documents.markdown import markdown_rows
from derivations.documents.masks import unmasked
from derivations.documents.notebook import is_notebook, markdown_cells
from derivations.documents.rows import Row, joined
from derivations.documents.source import MOST_CHARACTERS, DocumentError, normalised
from derivations.documents.statements import Chain

MOST_LINES = 2000


def lines_of(text: str, name: str = "") -> list[Line]:
    """Return the statements of a document, in order; its name's ending tells what it is.

    Never raises for what a text holds: what cannot be read is an UNREADABLE line, whose remark says
    why in one sentence.

    >>> for line in lines_of("So δ1 = ∂L/∂z1\\n  = ∂L/∂a1 · σ'(z1)  (chain rule)"):
    ...     print(line.number, line.text)
    1 δ1 = ∂L/∂z1
    2 δ1 = ∂L/∂a1 · σ'(z1)
    >>> lines_of("where $n$ = number of samples.")[0].kind
    'note'
    """
    if len(text) > MOST_CHARACTERS:
        sentence = f"This text is longer than {MOST_CHARACTERS:,} characters."
        return [Line("", 1, remark=sentence, kind=UNREADABLE)]
    found: list[Line] = []
    try:
        found.extend(unmasked(islice(_lines(normalised(text), name), MOST_LINES + 1)))
    except DocumentError as error:
        found.append(Line("", 1, remark=str(error), kind=UNREADABLE))
    if len(found) > MOST_LINES:
        sentence = f"Only the first {MOST_LINES:,} statements are read."
        found[-1] = found[-1]._replace(text="", remark=sentence, kind=UNREADABLE)
    return found


def _lines(text: str, name: str) -> Iterator[Line]:
    if is_notebook(text, name):
        for cell, source in markdown_cells(text):
            for line in _statements(markdown_rows(normalised(source))):
                yield line._replace(cell=cell)
    elif is_latex(text, name):
        yield from _statements(latex_rows(text))
    else:
        yield from _statements(
            markdown_rows(text, code=name.lower().endswith(".py") or is_program(text))
        )


def _statements(rows: Iterable[Row]) -> Iterator[Line]:
    chain = Chain()
    for line in joined(rows):
        yield from chain.statements(line)
