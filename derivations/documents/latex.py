"""The rows of a LaTeX document: its displays, and the formulas within its sentences."""

import re
from collections.abc import Iterator

from derivations.documents.code import code_rows
from derivations.documents.displays import display_rows, pieces
from derivations.documents.macros import expander, without_definitions
from derivations.documents.markdown import markdown_rows
from derivations.documents.rows import HEADING, LATEX, Row, labelled

_COMMENT = re.compile(r"((?<!\\)(?:\\\\)*)%.*")
_VERBATIM = re.compile(
    r"\\begin\s*\{(lstlisting|verbatim|minted|Verbatim|comment)\}(?:\[[^\]\n]*\])?(?:\{\w*\})?(.*?)"
    r"(?:\\end\s*\{\1\}|\Z)",
    re.S,
)
_HEADING = re.compile(r"\s*\\(?:part|chapter|(?:sub)*section|(?:sub)?paragraph)\*?\s*\{(.*)\}?")
_ITEM = re.compile(r"\s*\\item\s*(?:\[([^\]]*)\])?\s*")
_MATHS = re.compile(
    r"\$|\\\(|\\\[|\\begin\s*\{(?:equation|align|gather|multline|eqnarray|split|displaymath)"
)


def is_latex(text: str, name: str) -> bool:
    """Tell whether a document is LaTeX, by its name or by its first command."""
    return (
        name.lower().endswith((".tex", ".latex"))
        or re.search(r"\\documentclass|\\begin\s*\{document\}", text) is not None
    )


def latex_rows(text: str) -> Iterator[Row]:
    r"""Yield the rows of a LaTeX document; a fragment without any $ is read as plain text.

    >>> [row.text for row in latex_rows(r"So \begin{align*} a &= b \\ &= c \end{align*}")]
    ['So', 'a = b', '= c']
    """
    text, macros = without_definitions(_without_comments(text))
    if begun := re.search(r"\\begin\s*\{document\}", text):
        preamble = text[: begun.end()]
        text = "\n" * preamble.count("\n") + text[begun.end() :]
    text = re.split(r"\\end\s*\{document\}", text, maxsplit=1)[0]
    expand = expander(macros)
    rows = _rows(text) if _MATHS.search(text) else markdown_rows(text)
    for row in rows:
        yield row._replace(text=expand(row.text)) if macros else row


def _without_comments(text: str) -> str:
    """Blank comments, except where % is not a comment."""
    parts, at = [], 0
    for match in _VERBATIM.finditer(text):
        parts += [_COMMENT.sub(r"\1", text[at : match.start()]), match[0]]
        at = match.end()
    return "".join(parts) + _COMMENT.sub(r"\1", text[at:])


def _rows(text: str) -> Iterator[Row]:
    at, number, block = 0, 1, 0
    for match in _VERBATIM.finditer(text):
        before = text[at : match.start()]
        yield from _text_rows(before, number, block)
        number += before.count("\n")
        block += len(before) + 1
        if match[1] != "comment":
            inside = number + text.count("\n", match.start(), match.start(2))
            yield from code_rows(enumerate(match[2].split("\n"), inside), block)
        number += match[0].count("\n")
        block += 1
        at = match.end()
    yield from _text_rows(text[at:], number, block)


def _text_rows(text: str, number: int, block: int) -> Iterator[Row]:
    for piece in pieces(text, number):
        block += 1
        if piece.display:
            yield from display_rows(piece, block, False)
            continue
        for at, line in enumerate(piece.text.split("\n"), piece.number):
            if not line.strip():
                block += 1
            elif heading := _HEADING.match(line):
                block += 1
                title, label = labelled(heading[1].rstrip("}"))
                yield Row(title, at, HEADING, label=label, block=block)
            else:
                item = _ITEM.match(line)
                line = line[item.end() :] if item else line.strip()
                label = labelled(f"{item[1]} ")[1] if item and item[1] else None
                if label is None:
                    line, label = labelled(line)
                yield Row(line, at, LATEX, "*" if item else "", label, block=block)
