"""The picture of the watch loop in the README: `python -m tools.watch_picture > docs/watch.svg`.

It is what `dojo` paints on a terminal while a learner writes `relu_prime`: first its stub, then a
mistake, then the right line. Each page is read from the terminal; nothing of it is written here.
"""

import contextlib
import os
import pty
import re
import select
import shutil
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

from dojo.course.course import Course
from dojo.workspace.stubs import stub

CHAPTERS = "neuron", "activations", "nonlinearity"
FILE, FUNCTION = Path("kata/activations.py"), "def relu_prime(z):"
RIGHT = "return (z > 0) * 1.0"
# The line that is saved, what the page then says, and for how many seconds it is shown.
STORY = (
    ("raise NotImplementedError", "is not written yet", 4),
    ("return (z >= 0) * 1.0", "✗", 7),
    (RIGHT, "Green", 5),
)
COLUMNS, ROWS, PATIENCE = 67, 40, 300
# A page begins where the cursor goes home, and ends where the rest of the screen is emptied.
PAGE = re.compile(r"\x1b\[H((?:(?!\x1b\[H).)*)\x1b\[J", re.DOTALL)
STYLE = re.compile(r"\x1b\[([\d;]*)m")
CLASSES = {"1": "bold", "2": "faint", "31": "red", "32": "green", "36": "link"}
# A letter and a line in the picture's units. Letters that a font may lack are set one by one.
WIDE, HIGH, MARGIN, EDITOR = 7.8, 18, 14, 78
RUN = re.compile(r"[ -~]+|[^ -~]")

COLOURS = """\
:root { --paper: #fdfcf9; --ink: #1d1d1f; --faint: #66645f; --bar: #efece4; --red: #b3261e;
  --green: #1a7431; --link: #1f5fbf }
@media (prefers-color-scheme: dark) { :root { --paper: #15171b; --ink: #e9e6df; --faint: #a09d95;
  --bar: #23262c; --red: #ff8a80; --green: #7ee08c; --link: #7fb2ff } }
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  fill: var(--ink); white-space: pre }
.bold { font-weight: 700 } .faint { fill: var(--faint) } .red { fill: var(--red) }
.green { fill: var(--green) } .link { fill: var(--link) }
.page { visibility: hidden } .page-1 { visibility: visible }
"""


@contextlib.contextmanager
def workspace() -> Iterator[Path]:
    """Lay out three chapters, and their functions: written, but for the last chapter's."""
    course = Course.default()
    with tempfile.TemporaryDirectory() as folder:
        for room, suffix in ((course.features, "feature"), (course.reference, "py")):
            (Path(folder) / room.name).mkdir()
            for name in CHAPTERS:
                (path,) = room.glob(f"*{name}.{suffix}")
                shutil.copy(path, Path(folder) / room.name / path.name)
        last = Path(folder) / "kata" / f"{CHAPTERS[-1]}.py"
        last.write_text(stub(last.read_text(encoding="utf-8")), encoding="utf-8")
        (Path(folder) / "kata" / "__init__.py").touch()
        (Path(folder) / "pytest.ini").touch()
        yield Path(folder)


def save(folder: Path, line: str) -> None:
    """Put a line in the place of the right one."""
    text = (Course.default().root / FILE).read_text(encoding="utf-8")
    if text.count(RIGHT) != 1:
        raise SystemExit(f"{FILE} has not exactly one line {RIGHT!r}: change RIGHT")
    (folder / FILE).write_text(text.replace(RIGHT, line), encoding="utf-8")


def screens() -> Iterator[list[str]]:
    """Yield the lines of the page that follows each save, with the terminal's codes."""
    with workspace() as folder:
        save(folder, STORY[0][0])
        process, terminal = pty.fork()
        if process == 0:
            termios.tcsetwinsize(0, (ROWS, COLUMNS))
            os.chdir(folder)
            kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
            told = kept | {"TERM": "xterm", "LANG": "C.UTF-8"}
            code = "from dojo.cli.main import main; main(['watch'])"
            os.execve(sys.executable, [sys.executable, "-c", code], told)
        try:
            for line, said, _ in STORY:
                save(folder, line)
                yield page(terminal, said)
        finally:
            os.write(terminal, b"q")
            os.waitpid(process, 0)
            os.close(terminal)


def page(terminal: int, said: str) -> list[str]:
    """Return the first page that says so and waits for nothing more."""
    seen, end = "", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 1 << 16).decode(errors="replace")
        for found in PAGE.finditer(seen):
            lines = re.sub(r"\x1b\[K|\r", "", found[1]).rstrip("\n").split("\n")
            if said in found[1] and "checking" not in lines[0]:
                return lines
    raise SystemExit(f"dojo did not show {said!r} within {PATIENCE} s")


def line_of_text(line: str, top: float) -> str:
    """Return a terminal's line as SVG, each piece at its column."""
    pieces, column, classes = [], 0, ""
    # Between two texts stands the style that begins there.
    for place, part in enumerate(STYLE.split(line)):
        if place % 2:
            codes = [] if part in ("", "0") else part.split(";")
            names = [CLASSES[code] for code in codes]
            classes = " ".join([*classes.split(), *names]) if names else ""
            continue
        for run in RUN.findall(part):
            length = f' textLength="{len(run) * WIDE:g}"' if len(run) > 1 else ""
            name = f' class="{classes}"' if classes else ""
            x = MARGIN + column * WIDE
            if run.strip():
                pieces.append(f'<tspan x="{x:g}"{length}{name}>{escape(run)}</tspan>')
            column += len(run)
    return f'<text y="{top:g}">{"".join(pieces)}</text>' if pieces else ""


def timing() -> str:
    """Return when each page is seen; who wants no motion sees the mistake and its name."""
    whole, begin, rules = sum(seconds for *_, seconds in STORY), 0, []
    for place, (*_, seconds) in enumerate(STORY):
        first, last = (100 * moment / whole for moment in (begin, begin + seconds))
        begin += seconds
        rules.append(f".page-{place} {{ animation: page-{place} {whole}s step-end infinite }}")
        rules.append(
            f"@keyframes page-{place} {{ 0% {{ visibility: hidden }} "
            f"{first:.4g}% {{ visibility: visible }} {last:.4g}% {{ visibility: hidden }} "
            f"100% {{ visibility: {'visible' if place == 0 else 'hidden'} }} }}"
        )
    return "\n".join(["@media (prefers-reduced-motion: no-preference) {", *rules, "}"])


def picture() -> str:
    """Return the animated picture."""
    pages = list(screens())
    width = COLUMNS * WIDE + 2 * MARGIN
    height = EDITOR + max(map(len, pages)) * HIGH + MARGIN
    drawn = []
    for place, ((line, *_), lines) in enumerate(zip(STORY, pages, strict=True)):
        texts = [f"\x1b[2m{FILE}\x1b[0m", FUNCTION, f"    {line}"]
        tops = [MARGIN + 10 + HIGH * row for row in range(3)]
        tops += [EDITOR + MARGIN + HIGH * row for row in range(len(lines))]
        inner = "\n".join(filter(None, map(line_of_text, [*texts, *lines], tops)))
        drawn.append(f'<g class="page page-{place}">\n{inner}\n</g>')
    words = STYLE.sub("", " ".join(" ".join(pages[1]).split()))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
            f'width="{width:g}" height="{height:g}" role="img" aria-labelledby="t d">',
            '<title id="t">The watch loop: not written yet, a mistake with its name, green</title>',
            f'<desc id="d">{escape(words)}</desc>',
            f"<style>\n{COLOURS}{timing()}\n</style>",
            f'<rect width="{width:g}" height="{height:g}" rx="8" fill="var(--paper)"/>',
            f'<path d="M0 8a8 8 0 0 1 8-8H{width - 8:g}a8 8 0 0 1 8 8V{EDITOR - 4}H0z" '
            'fill="var(--bar)"/>',
            *drawn,
            "</svg>",
        ]
    )


def main() -> None:
    """Print the picture."""
    print(picture())


if __name__ == "__main__":
    main()
