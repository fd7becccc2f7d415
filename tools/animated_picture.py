"""The picture in the README: `python -m tools.animated_picture > docs/network.svg`.

It is chapter 7's figure, as the reference computes it. Its numbers appear in the order in which a
training step finds them: forward, the cost, then δ and the gradients on the way back.
"""

import re
from pathlib import Path

from dojo.book import page
from dojo.book.course_figures import of_course
from dojo.book.experiments import Experiment, conduct
from dojo.book.figure import Figure
from dojo.book.told import sketched
from dojo.course.course import Course

FIGURE = "both-passes"
# What appears together: the first letters of the numbers' names, and their layer.
STAGES = ("z1 a1", "z2 a2", "J", "δ2", "W2", "δ1", "W1")
SECONDS, SHARE, FADE = 12, 11, 3
VARIABLE = re.compile(r"--(paper|ink|muted|grid|c1|c2): (#[0-9a-f]+)")


def figure() -> Figure:
    """Return the figure of chapter 7."""
    chapters = of_course(Course.default().features)
    return next(one for chapter in chapters for one in chapter.figures if one.name == FIGURE)


def colours() -> tuple[str, str]:
    """Return the declarations of the book's colours, light and dark."""
    style = (Path(page.__file__).parent / "book.css").read_text(encoding="utf-8")
    light, dark = style.partition("@media print")[0].split("prefers-color-scheme: dark", 1)
    both = (dict(VARIABLE.findall(part)) for part in (light, dark))
    first, second = ("; ".join(f"--{name}: {one}" for name, one in each.items()) for each in both)
    return first, second


def rules() -> str:
    """Return the style sheet: colours, and for each stage when its numbers appear."""
    light, dark = colours()
    lines = [
        f":root {{ {light}; --plain: system-ui, sans-serif; background: var(--paper) }}",
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}",
        "@media (prefers-reduced-motion: no-preference) {",
    ]
    for place, names in enumerate(STAGES):
        chosen = ", ".join(f"[data-number^={name}]" for name in names.split())
        start = 5 + SHARE * place
        lines.append(f"{chosen} {{ animation: stage-{place} {SECONDS}s infinite }}")
        lines.append(
            f"@keyframes stage-{place} {{ 0%, {start}% {{ opacity: 0 }} "
            f"{start + FADE}%, 97% {{ opacity: 1 }} 100% {{ opacity: 0 }} }}"
        )
    return "\n".join([*lines, "}"])


def picture() -> str:
    """Return the animated picture."""
    course, shown = Course.default(), figure()
    feature = next(path for path in course.chapters if path.stem.endswith("_backpropagation"))
    result = conduct(course.reference, Experiment(feature, shown.name, shown.data))
    _, alternative = shown.words(result.data)
    assert shown.size
    svg = sketched(shown.name, shown.title, alternative, shown.size, shown.draw, result.data)
    # A picture answers nobody.
    svg = re.sub(r' (data-said|data-uses|class)="[^"]*"', "", svg)
    return svg.replace("<title", f"<style>\n{rules()}\n</style><title", 1)


def main() -> None:
    """Print the picture."""
    print(picture())


if __name__ == "__main__":
    main()
