r"""The abbreviations that a LaTeX document defines for itself, written out: \newcommand, \def."""

import re
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

_BLANK = "[ \\t\\n]{0,9}"
_DEFINITION = re.compile(
    rf"\\(?P<how>(?:re|provide)?newcommand|providecommand|DeclareMathOperator|def)\*?{_BLANK}"
    rf"(?:\{{{_BLANK}(?P<braced>\\[A-Za-z]+){_BLANK}\}}|(?P<bare>\\[A-Za-z]+)){_BLANK}"
    rf"(?:\[(?P<count>\d)\])?{_BLANK}(?:\[(?P<default>[^\[\]{{}}]*)\])?(?P<hashes>(?:#\d)*)"
    rf"{_BLANK}(?=\{{)"
)
MOST_MACROS = 200
MOST_PASSES, LONGEST = 8, 20_000


class Macro(NamedTuple):
    """Meaning of a command."""

    arguments: int
    default: str | None
    body: str


def without_definitions(text: str) -> tuple[str, dict[str, Macro]]:
    r"""Return a text whose definitions are blank, and what they define.

    >>> without_definitions(r"\newcommand{\pd}[2]{\frac{∂#1}{∂#2}}$\pd{J}{y} = 1$")[1]
    {'\\pd': Macro(arguments=2, default=None, body='\\frac{∂#1}{∂#2}')}
    """
    macros, kept, at = {}, [], 0
    for match in islice(_DEFINITION.finditer(text), MOST_MACROS):
        if match.start() < at:
            continue
        end = _braced(text, match.end())
        if end is None:
            continue
        body = " ".join(text[match.end() + 1 : end - 1].split())
        if match["how"] == "DeclareMathOperator":
            body = rf"\operatorname{{{body}}}"
        count = int(match["count"] or len(match["hashes"]) // 2)
        macros[match["braced"] or match["bare"]] = Macro(count, match["default"], body)
        kept.append(text[at : match.start()] + "\n" * text.count("\n", match.start(), end))
        at = end
    return "".join(kept) + text[at:], macros


def expander(macros: dict[str, Macro]) -> Callable[[str], str]:
    r"""Return a function that writes the macros in a line out.

    >>> expander({r"\pd": Macro(2, None, r"\frac{∂#1}{∂#2}")})(r"\pd{J}{y} = \pd J y")
    '\\frac{∂J}{∂y} = \\frac{∂J}{∂y}'
    """
    if not macros:
        return lambda text: text
    names = "|".join(re.escape(name) for name in sorted(macros, key=len, reverse=True))
    used = re.compile(rf"(?:{names})(?![A-Za-z])")

    def expand(text: str) -> str:
        for _ in range(MOST_PASSES):
            if len(text) > LONGEST or not used.search(text):
                break
            text = _once(text, used, macros)
        return text

    return expand


def _once(text, used, macros):
    parts, at = [], 0
    for match in used.finditer(text):
        if match.start() < at:
            continue
        macro, end, given = macros[match[0]], match.end(), []
        if macro.default is not None:
            optional = re.compile(r"\s*\[([^\[\]]*)\]").match(text, end)
            given.append(optional[1] if optional else macro.default)
            end = optional.end() if optional else end
        while len(given) < macro.arguments:
            argument, end = _argument(text, end)
            given.append(argument)
        body = macro.body
        for place, argument in enumerate(given, 1):
            body = body.replace(f"#{place}", argument)
        spaced = body[-1:].isalpha() and text[end : end + 1].isalpha() and "\\" in body
        parts += [text[at : match.start()], body, " " if spaced else ""]
        at = end
        if sum(map(len, parts)) > LONGEST:
            break
    return "".join(parts) + text[at:]


def _argument(text, at):
    """Return an argument and where it ends: what is in braces, a command, or one character."""
    while at < len(text) and text[at].isspace():
        at += 1
    if at >= len(text):
        return "", at
    if text[at] == "{":
        end = _braced(text, at)
        return (text[at + 1 : end - 1], end) if end is not None else ("", at + 1)
    if command := re.compile(r"\\[A-Za-z]+").match(text, at):
        return command[0], command.end()
    return text[at], at + 1


def _braced(text, at, most=4000):
    """Return where the braces that open at a place end, or None."""
    depth = 0
    for end in range(at, min(len(text), at + most)):
        if text[end] == "\\":
            continue
        if text[end] in "{}" and text[end - 1 : end] != "\\":
            depth += 1 if text[end] == "{" else -1
            if depth == 0:
                return end + 1
    return None
