"""Lines of code, such as NumPy in a fence: its assignments, and the functions of z it defines."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from derivations.documents.rows import CODE, Row
from derivations.documents.vocabulary import FUNCTIONS

# What begins a line that computes nothing.
_STATEMENT = re.compile(
    r"\s*(?:import\s|from\s+\S+\s+import|def\s+\w+\s*\(|class\s+\w+\s*[:(]|return\b|print\s*\(|assert\s"
    r"|raise\s|del\s|@\w)"
)
_BLOCK = re.compile(r"\s*(?:for|while|if|elif|with|else|try)\b")  # and a colon at the end
# What makes of an assignment no formula: text, shapes, random numbers, containers.
_NO_FORMULA = re.compile(
    r"""["'`](?!\w*\s*\()|\.shape|\brandom\b|\brandn?\b|\bnormal\(|\blen\(|\brange\(|\bzeros|\bones|\bnp\.array"""
    r"""|\bempty|\bload|\bread|\bopen\(|\bNone\b|=\s*(?:True|False)\s*$|\blambda\b|\bfor\b|\bself\b|\bdict\(|\blist\(|\bastype"""
    r"""|\breshape|\barange|\blinspace|\bseed\b|^\s*[\w.]+\s*=\s*[\[{]|\breturn\b|\bcopy\(|\bprint\("""
)
_PROMPT = re.compile(r"\s*(?:>>>|\.\.\.|In\s*\[\d*\]:|%>)\s?")
# What can be read all the same: a number of samples, a matrix of ones, what stands around a name.
_READ = re.compile(
    r"(?<!=)(?<!= )\blen\(\w+\)|\bones_like\b|\bkeepdims=True\b|\bself\.(?=\w)"
    r"|(?<=\w)\[\s*['\"]\w+['\"]\s*\]|\.(?:astype|copy)\([^()]*\)|(?<!=)(?<!= )\bones\(\w+\)"
)
_SEVERAL = re.compile(r"[\s\w(),]*,[\s\w(),]*=(?!=)")  # (W1, b1), (W2, b2) = …
# def sigmoid(z):  A parameter of another name may be what the function gave before.
_FUNCTION = re.compile(r"(\s*)def\s+(\w+)\s*\(\s*([zZ])\s*\)\s*(?:->[^:]+)?:\s*$")
_ASSIGNED = re.compile(r"\s*(\w+)\s*=(?!=)\s*(.+)$")
_RETURN = re.compile(r"\s*return\s+(.*)$")
_DERIVED = re.compile(r"_(?:prime|derivative|deriv|grad)$")
_PROGRAM = re.compile(
    r"\s*(?:import\s+\w|from\s+[\w.]+\s+import\s|def\s+\w+\s*\(.*\)\s*(?:->.*)?:\s*$)"
)


def is_statement(text: str) -> bool:
    """Tell whether a line is one of code's that computes nothing: an import, a loop, a return.

    >>> is_statement("return dW1"), is_statement("dW1 = x.T @ d1"), is_statement("if x == 3:")
    (True, False, True)
    """
    if _STATEMENT.match(text):
        return True
    return text.rstrip().endswith(":") and _BLOCK.match(text) is not None


def is_program(text: str) -> bool:
    """Tell whether a whole text is a program: its first line imports or defines something.

    >>> is_program("import numpy as np\\n"), is_program("from this follows: a = b")
    (True, False)
    """
    return _PROGRAM.match(text.lstrip("\n")) is not None


def code_rows(lines: Iterable[tuple[int, str]], block: int) -> Iterator[Row]:
    """Yield the rows of a program; each carries the remark after its #."""
    quoted, function = "", None
    for number, line in lines:
        text = _PROMPT.sub("", line, count=1) if _PROMPT.match(line) else line
        marks = re.findall(r'"""|\'\'\'', text)
        if quoted or (marks and len(marks) % 2):
            quoted = ("" if quoted in marks else quoted) if quoted else marks[0]
            continue
        text, _, remark = text.partition("#")
        text = text.rstrip().rstrip(";\\")
        if not text.strip() or marks:
            continue
        if function is not None and _indent(text) <= function.indent:
            function = None
        if begun := _FUNCTION.match(text):
            function = _Function.of(*begun.groups())
        elif function is not None:
            text = function.returned(text)
        if text and not is_statement(text) and not _is_no_formula(text):
            yield Row(
                text.strip(), number, CODE, remark=remark.strip(), block=block, indent=_indent(line)
            )


def _is_no_formula(text: str) -> bool:
    return bool(_NO_FORMULA.search(_READ.sub("", text)) or _SEVERAL.match(text))


class _Function(NamedTuple):
    """A function that is being read: its call, and what its own names stand for."""

    call: str
    indent: int
    own: dict[str, str]

    @classmethod
    def of(cls, indent: str, name: str, argument: str) -> "_Function | None":
        """Begin a function, if it is one that formulas know."""
        low = _DERIVED.sub("", name.casefold())
        if not {low, low.removeprefix("d")} & (FUNCTIONS | {"identity"}):
            return None
        return cls(f"{name}({argument})", len(indent), {})

    def returned(self, text: str) -> str:
        """Return the equation that a return makes, "" for what leads up to it."""
        for name, formula in self.own.items():
            text = re.sub(rf"(?<![\w.]){name}(?!\w|\s*=(?!=))", f"({formula})", text)
        if assigned := _ASSIGNED.match(text):
            self.own[assigned[1]] = assigned[2]
            return ""
        found = _RETURN.match(text)
        return f"{self.call} = {found[1]}" if found else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
