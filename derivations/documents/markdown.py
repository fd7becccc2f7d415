"""The rows of plain text and of Markdown, without bullets, numbers, fences and emphasis."""

import re
from collections.abc import Iterator

from derivations.documents.code import code_rows, is_statement
from derivations.documents.displays import Piece, display_rows, pieces
from derivations.documents.macros import expander, without_definitions
from derivations.documents.rows import HEADING, PROSE, Row, labelled

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})\s*\{?\.?(\w*)")
_CODE = {
    "python",
    "py",
    "python3",
    "numpy",
    "ipython",
    "pycon",
    "julia",
    "matlab",
    "octave",
    "torch",
}
_TEX = {"math", "latex", "tex"}
_FRONT_MATTER = re.compile(r"\A---\n(?:[^\n]*\n){0,60}?---\n")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_TAGS = (
    "br|hr|p|div|span|a|b|i|u|em|strong|small|code|pre|kbd|img|details|summary|center|font|table|thead|tbody"
    "|tr|td|th|ul|ol|li|h[1-6]|blockquote|section|figure|figcaption"
)
_HTML = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.I)
_LOWERED = re.compile(r"<(sub|sup)>([^<>]*)</\1>", re.I)
_ADDRESS = re.compile(
    r"!?\[([^\[\]]*)\]\((?:https?:|mailto:|[#./])[^()\s]*(?:\s\"[^\"]*\")?\)|<?https?://\S+"
)
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})(?:[ \t]+|$)(.*?)[ \t]*#*[ \t]*$")
_BULLET = re.compile(r"[ \t]*([-*+•‣◦▪▫●○–−·])(?:[ \t]+|(?=\*\*|`|\$))(?:\[[ xX]\][ \t]+)?(?=\S)")
_DASH = re.compile(r"[ \t]*[-–−](?=[^\s\d(=>-])[^=]*=")
_STRONG = re.compile(r"(?<![\w)\]}*])(\*\*\*?|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1(?![\w(*])")
_ITALIC = re.compile(r"(?<![\w)\]}*^])\*([^\W\d_][\w\s:,'’-]*[\w:.])\*(?![\w(*])")
_TICKED = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]+)(?<!`)\1(?!`)")
_RULE = re.compile(r"[ \t]*(?:[-=_*~][ \t]*){3,}$")
_TABLE_RULE = re.compile(
    r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*\|?[ \t]*$"
)
_HASH = re.compile(r"(?:^|(?<=\s))#+(?!\d).*$|(?<=\s)//\s.*$|(?<=\s)%\s.*$")
_ARROW = re.compile(r"(?<=\s)(?:←|<-{1,2}(?=\s)|⟵|◄|◀).*$")


def markdown_rows(text: str, code: bool = False) -> Iterator[Row]:
    r"""Yield the rows of a plain text or a Markdown file; `code` for a file that is a program.

    >>> [row.text for row in markdown_rows("## Step\n\n- **∂J/∂ŷ = y**  \n\n$$a = b$$")]
    ['Step', '∂J/∂ŷ = y', 'a = b']
    """
    text = _FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), text)
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    text, macros = without_definitions(text)
    expand = expander(macros)
    for row in _rows(text, code):
        yield row._replace(text=expand(row.text)) if macros else row


def _rows(text: str, code: bool) -> Iterator[Row]:
    lines = text.split("\n")
    if code:
        yield from code_rows(enumerate(lines, 1), 0)
        return
    block = 0
    for language, first, last in _regions(lines):
        block += 1000
        numbered = enumerate(lines[first:last], first + 1)
        if language in _CODE:
            yield from code_rows(numbered, block)
        elif language in _TEX:
            yield from display_rows(
                Piece("\n".join(lines[first:last]), first + 1, True), block, True
            )
        else:
            for piece in pieces("\n".join(lines[first:last]), first + 1):
                block += 1
                if piece.display:
                    yield from display_rows(piece, block, True)
                else:
                    yield from _prose_rows(piece, block)
                block += piece.text.count("\n")


def _regions(lines: list[str]) -> Iterator[tuple[str | None, int, int]]:
    """Yield (language, first line, one beyond the last) of text (None) and of fences."""
    start, fence, language = 0, "", ""
    for at, line in enumerate(lines):
        found = _FENCE.match(line)
        if found is None:
            continue
        if not fence:
            yield None, start, at
            fence, language, start = found[1], found[2].casefold(), at + 1
        elif found[1][0] == fence[0] and len(found[1]) >= len(fence) and not found[2]:
            yield language, start, at
            fence, start = "", at + 1
    yield (language if fence else None), start, len(lines)


def _prose_rows(piece: Piece, block: int) -> Iterator[Row]:
    lines = piece.text.split("\n")
    dashed = sum(_DASH.match(line) is not None for line in lines) > 1
    for at, line in enumerate(lines):
        number = piece.number + at
        line = (
            re.sub(r"^(?:[ \t]*>(?![>=])[ \t]?)+", "", line) if line.lstrip()[:1] == ">" else line
        )
        if not line.strip() or _RULE.match(line) or _TABLE_RULE.match(line):
            block += 1
            continue
        if is_statement(line):
            continue
        if heading := _HEADING.match(line):
            block += 1
            inside, label = labelled(_plain(heading[2]))
            # One # begins a remark in a plain text.
            yield Row(
                inside if len(heading[1]) > 1 else "", number, HEADING, label=label, block=block
            )
            continue
        if line.strip().startswith("|") and line.rstrip().endswith("|") and line.count("|") > 2:
            yield from _cells(line, number, block)
            continue
        yield _row(line, number, block, dashed)


def _cells(line: str, number: int, block: int) -> Iterator[Row]:
    """Yield the cells of a table's row; one that holds a number alone labels the others."""
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
    label = next((int(cell) for cell in cells if re.fullmatch(r"\d{1,3}", cell)), None)
    for cell in cells:
        if "=" in cell:
            row = _row(cell, number, block, False)
            yield row._replace(label=label if row.label is None else row.label, bullet="|")


def _row(line: str, number: int, block: int, dashed: bool) -> Row:
    indent = len(line) - len(line.lstrip())
    bullet = ""
    if found := _BULLET.match(line):
        bullet, line = found[1], line[found.end() :]
    elif dashed and _DASH.match(line):
        bullet, line = line.lstrip()[0], line.lstrip()[1:]
    line = _plain(line)
    remark = ""
    for pattern in (_HASH, _ARROW):
        found = pattern.search(line)
        if found and (pattern is _HASH or "=" in line[: found.start()]):
            remark = found[0].strip("#/%←<-⟵◄◀ \t")
            line = line[: found.start()]
    text, label = labelled(line.strip())
    if label is not None and not bullet and not line.lstrip()[:1].isalpha():
        bullet = "1"
    if label is not None and (again := _BULLET.match(text)):
        text = text[again.end() :]
    return Row(text, number, PROSE, bullet, label, remark, block, indent)


def _plain(line: str) -> str:
    """Return a line without emphasis, links, tags and the marks of code."""
    line = _LOWERED.sub(lambda m: ("_" if m[1].lower() == "sub" else "^") + f"{{{m[2]}}}", line)
    line = _HTML.sub(" ", line)
    line = _ADDRESS.sub(lambda found: found[1] or " ", line)
    line = _TICKED.sub(r"\2", line)
    line = _STRONG.sub(r"\2", line)
    line = _ITALIC.sub(r"\1", line)
    return re.sub(r"\\([_*#>~|])", r"\1", line).rstrip()
