"""A verdict in words: what, where, which cells, why, what next."""

import re
import textwrap
from typing import TYPE_CHECKING, NamedTuple

from dojo.diagnosis.classify import Judgement
from dojo.tables.sheet import Sheet
from dojo.terminal.screen import WIDEST, Screen, fold
from dojo.terminal.table import draw
from dojo.verdict import NOT_WRITTEN, SPEC, Place, Wrong

if TYPE_CHECKING:
    from dojo.behaviours.items import Behaviour

_MOST_PLACES = 3
_YOURS = re.compile(r"(✗|(?:x )?yours [^│|]*[^│|\s])")


class Message(NamedTuple):
    """A verdict's text, coloured where the terminal has colours."""

    text: str

    def toterminal(self, writer: object) -> None:
        """Write the text, as pytest asks of what stands for a failure."""
        head, *lines = self.text.splitlines()
        writer.line(fold(head, "  "), red=True, bold=True)
        for line in lines:
            # A line of code, which is indented deeper, stays whole.
            if not line.startswith(("   ", "  │", "  |")):
                line = fold(line)
            in_table = line.lstrip().startswith(("│", "|"))
            for i, part in enumerate(_YOURS.split(line) if in_table else [line]):
                writer.write(part, red=i % 2 == 1)
            writer.line()

    def __str__(self) -> str:
        """Return the text alone."""
        return self.text


def explain(behaviour: "Behaviour", error: BaseException, judgement: Judgement) -> Message:
    """Return the message for a behaviour that ended with `error`."""
    screen = Screen.of(behaviour.config)
    step = behaviour.step
    line = step.line_number if step else behaviour.template.line_number
    said = f"   {step.keyword.strip()} {step.name}" if step else ""
    mark = "·" if judgement.kind == NOT_WRITTEN else "✗"
    lines = [f"{mark} {behaviour.title}", f"  {behaviour.shown}:{line}{said}", ""]
    if isinstance(error, Wrong):
        lines += [*(f"  {row}" for row in draw(error.sheet, screen)), ""]
    elif step and judgement.kind != SPEC:
        # The answers that were there before something was missing stand in it as right.
        asked = behaviour.sheet or Sheet(step, behaviour.shown)
        lines += [*(f"  {row}" for row in draw(asked, screen)), ""] if asked.header else []
    width = min(WIDEST, screen.width) - 2
    lines += [line for reason in judgement.reasons for line in _lines(reason.sentence, width)]
    if judgement.places:
        verb = "edit" if judgement.places[0].line else "write"
        lines += _lines(f"{verb} {_listed(judgement.places)}", width)
    return Message(screen.plain("\n".join(lines)))


def _lines(sentence: str, width: int) -> list[str]:
    """Fold a sentence to the screen's width; a line of code, which is indented, stays whole."""
    lines = []
    for line in sentence.splitlines():
        folded = [line] if line.startswith(" ") else textwrap.wrap(line, width)
        lines += [f"  {part}" for part in folded]
    return lines


def _listed(places: list[Place]) -> str:
    """List the first few places, a file's name once."""
    listed, file = [], ""
    for place in places[:_MOST_PLACES]:
        listed.append(str(place).removeprefix(file))
        file = place.file
    return ", ".join([*listed, *["…"] * (len(places) > _MOST_PLACES)])
