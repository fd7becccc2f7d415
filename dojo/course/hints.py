"""Hints: the `# hint: …` comments that stand under each Rule of a feature, in order.

There are three: what to think about, the formula or the NumPy idea, and the decisive step in words.
"""

from pathlib import Path

LEVELS = 3
_MARK = "# hint:"
# A remark to `dojo lint` ends a hint; any other goes on with it.
_OTHER = "# lint:"


def hints(feature: Path) -> dict[str, list[str]]:
    """Return {rule name: its hints} for a feature file; nothing if it cannot be read."""
    try:
        return read(feature.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return {}


def read(text: str) -> dict[str, list[str]]:
    """Return {rule name: its hints}; a comment below a hint goes on with it.

    >>> read("Rule: r\\n  # hint: think\\n  # hint: of the\\n  #   formula\\n\\n  # not a hint")
    {'r': ['think', 'of the formula']}
    """
    found: dict[str, list[str]] = {}
    rule, goes_on = "", False
    for line in map(str.strip, text.splitlines()):
        if line.startswith(_OTHER):
            goes_on = False
            continue
        if line.startswith("Rule:"):
            rule = line.removeprefix("Rule:").strip()
            found[rule] = []
        if line.startswith(_MARK) and rule:
            found[rule].append(line.removeprefix(_MARK).strip())
        elif line.startswith("#") and goes_on:
            found[rule][-1] += f" {line.lstrip('# ')}"
        goes_on = bool(rule) and line.startswith("#") and (goes_on or line.startswith(_MARK))
    return found
