"""Time to read a document, and how it grows with its size: `python benchmarks/documents.py`.

Texts of one piece over and over are where a regular expression takes the square of their length.
Ten times the text may take ten times the time; the worst of them is printed.
"""

import time
from pathlib import Path

from derivations.documents.lines import lines_of

WRITTEN = Path(__file__).parents[1] / "tests" / "derivations" / "documents" / "written"
SHORT, LONG = 20_000, 200_000
PIECES = [
    "a", " ", "\n", "(", ")", "( ", "$", "$$", "`", "` ", "*", "**a ", "\\[", "\\(", "\\\\", "=",
    "a = ", "#", "\\begin{array}", "\\begin{align}", "\\begin{cases}", "\\text{", "\\text{a",
    "if ", "a = if ", "{", "%", "\\def\\a{", "\\newcommand{\\a}{\\a\\a}\\a ", "for in ", "1",
    "1.", ". ", ", ", "|", "| a = b ", "<!--", "- ", "\t", "   ,", "a = b, ", "a = b\n", "= a\n",
    "(a = b) ", "so ", "<", "[a](", "é ", "\\", "'s ", "$a$ (b) ", "a = b (c d) ", "a = b + \n",
    "a = (b\n", "1 if z > 0, ", "```\n", "'''\n", "≈ ", "\\tag{",
]  # fmt: skip


def seconds(text: str, name: str) -> float:
    """Read a text; return how long it took."""
    begin = time.process_time()
    lines_of(text, name)
    return time.process_time() - begin


def growth(piece: str, name: str) -> float:
    """Return how many times longer a text of ten times the length takes."""
    short, long = ("x = 1 " + piece * (length // len(piece)) for length in (SHORT, LONG))
    return seconds(long, name) / max(0.005, min(seconds(short, name) for _ in range(3)))


def main() -> None:
    """Read the ten written documents, then texts of one piece; print the time and the growth."""
    for path in sorted(WRITTEN.glob("*.*")):
        if path.suffix != ".toml":
            text = path.read_text(encoding="utf-8")
            print(f"{path.name:28} {1000 * seconds(text, path.name):6.1f} ms")
    found = [(growth(piece, name), name, piece) for name in ("a.md", "a.tex") for piece in PIECES]
    times, name, piece = max(found)
    print(f"ten times the text takes at most {times:.0f} times as long: {piece!r} in {name}")


if __name__ == "__main__":
    main()
