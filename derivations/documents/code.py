"""Lines of code, such as NumPy in a fence: its assignments that are mathematics."""

import re
from collections.abc import Iterable, Iterator

from derivations.documents.rows import CODE, Row

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


def is_statement(text: str) -> bool:
    """Tell whether a line is one of code's that computes nothing: an import, a loop, a return.

    >>> is_statement("return dW1"), is_statement("dW1 = x.T @ d1"), is_statement("if x == 3:")
    (True, False, True)
    """
    if _STATEMENT.match(text):
        return True
    return text.rstrip().endswith(":") and _BLOCK.match(text) is not None


def code_rows(lines: Iterable[tuple[int, str]], block: int) -> Iterator[Row]:
    """Yield the rows of a program; each carries the remark after its #."""
    quoted = ""
    for number, line in lines:
        text = _PROMPT.sub("", line, count=1) if _PROMPT.match(line) else line
        marks = re.findall(r'"""|\'\'\'', text)
        if quoted or (marks and len(marks) % 2):
            quoted = ("" if quoted in marks else quoted) if quoted else marks[0]
            continue
        text, _, remark = text.partition("#")
        text = text.rstrip().rstrip(";\\")
        if not text.strip() or marks or is_statement(text) or _NO_FORMULA.search(text):
            continue
        yield Row(
            text.strip(), number, CODE, remark=remark.strip(), block=block, indent=_indent(line)
        )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
