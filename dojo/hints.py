"""Hints: the `# hint: …` comments that stand under each Rule of a feature, in order."""

from pathlib import Path


def hints(feature: Path) -> dict[str, list[str]]:
    """Return {rule name: its hints} for a feature file; nothing if it cannot be read."""
    found: dict[str, list[str]] = {}
    rule = ""
    try:
        text = feature.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return found
    for line in map(str.strip, text.splitlines()):
        if line.startswith("Rule:"):
            rule = line.removeprefix("Rule:").strip()
        elif line.startswith("# hint:"):
            found.setdefault(rule, []).append(line.removeprefix("# hint:").strip())
    return found
