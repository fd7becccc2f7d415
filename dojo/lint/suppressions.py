"""Suppressions: `# lint: allow CODE because REASON`, above the block that is meant as it is."""

import re
from collections.abc import Iterable, Iterator

from dojo.lint.chapter import Chapter
from dojo.lint.codes import CODES, Finding

_MARK = re.compile(r"^\s*#\s*lint:\s*(?P<rest>.*)$")
_ALLOWANCE = re.compile(r"allow\s+(?P<code>[\w-]+)\s*(?:because\s*(?P<reason>.*))?$")
_FORM = "write `# lint: allow CODE because REASON`"


def sift(chapter: Chapter, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings of a chapter that it does not allow, and what its allowances lack."""
    left = list(findings)
    for number, line in enumerate(chapter.lines, start=1):
        mark = _MARK.match(line)
        if not mark:
            continue
        allowance = _ALLOWANCE.match(mark["rest"])
        if not allowance:
            yield Finding(chapter.path, number, "allow", f"this allows nothing: {_FORM}")
            continue
        code, reason = allowance["code"], allowance["reason"]
        if code not in CODES or code == "allow":
            yield Finding(chapter.path, number, "allow", f"there is no code {code!r}")
        elif not reason or not re.search(r"\w\W+\w", reason):
            yield Finding(chapter.path, number, "allow", f"this gives no reason: {_FORM}")
        else:
            block = _below(chapter, number)
            allowed = [f for f in left if f.code == code and f.line in block]
            left = [f for f in left if f not in allowed]
            if not allowed:
                yield Finding(
                    chapter.path,
                    number,
                    "allow",
                    f"there is no finding {code!r} below; delete this line",
                )
    yield from left


def _below(chapter: Chapter, number: int) -> range:
    """Return the block that follows the remarks around a line."""
    while number < len(chapter.lines):
        number += 1
        line = chapter.lines[number - 1].strip()
        if line and not line.startswith("#"):
            return chapter.block(number)
    return range(0)
