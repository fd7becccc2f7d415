"""The check of a derivation: each line by itself, an error charged only to the line that made it.

A line that is wrong by itself but right if an earlier wrong line were true *follows from* that
line: its author made one mistake, not two.
"""

import re
from collections.abc import Sequence
from itertools import combinations

from derivations.claims.check_claim import (
    CANNOT_READ,
    WRONG,
    ClaimReport,
    Given,
    check_read,
    network_of,
    unreadable,
)
from derivations.documents.line import NOTE, UNREADABLE, Line
from derivations.documents.lines import lines_of
from derivations.language.tokens import UnreadableError, sides
from derivations.language.tree import Node, show

_NUMBERED = re.compile(r"^\s*(?:line|step)?\s*(\d{1,3})\s*[.):]\s+", re.IGNORECASE)
MOST_LINES = 200
MOST_MISTAKES = 6  # earlier wrong lines that a line is tried with


def check_derivation(lines: str | Sequence[str | Line], given: Given = None) -> list[ClaimReport]:
    """Check a sequence of lines "quantity = claim"; return one `ClaimReport` a line, in order.

    `lines` is a list of texts, of `Line`s, or one text that `lines_of` takes apart; a leading "6."
    numbers a line, otherwise lines are counted from 1. `given` is as for `check_claim`. A line may
    hold several equals signs: every part is then checked. Never raises for what is typed.

    >>> for verdict in check_derivation(["∂J/∂ŷ = (y - ŷ)", "∂J/∂Why = (y - ŷ) σ'(z2) a1"]):
    ...     print(verdict.status, verdict.factor)
    wrong -n/2
    follows from line 1 -n/2
    """
    if isinstance(lines, str):
        lines = [line for line in lines_of(lines) if line.kind != NOTE]
    network = network_of(given)
    mistakes: dict[int | str, list[tuple[Node, Node]]] = {}
    verdicts: list[ClaimReport] = []
    for position, line in enumerate(lines, 1):
        if position > MOST_LINES:
            too_many = f"Only the first {MOST_LINES} lines are checked."
            verdicts.append(ClaimReport(CANNOT_READ, too_many, "cannot-read"))
            break
        if isinstance(line, Line) and line.kind == UNREADABLE:
            verdicts.append(unreadable(UnreadableError(line.remark)))
            continue
        label, text = _labelled(line, position)
        try:
            verdicts.append(_check_line(text, label, network, mistakes))
        except (UnreadableError, RecursionError) as error:
            verdicts.append(unreadable(error))
    return verdicts


def _labelled(line, position):
    """Return how a line is named, and its text."""
    if isinstance(line, Line):
        placed = line.number if line.cell is None else f"{line.number} of cell {line.cell}"
        return placed if line.label is None else line.label, line.text
    text = line if isinstance(line, str) else ""
    if numbered := _NUMBERED.match(text):
        return int(numbered[1]), text[numbered.end() :]
    return position, text


def _check_line(text, label, network, mistakes):
    """Check each part of a line; keep what is wrong in `mistakes`, {line: [(quantity, claim)]}."""
    left, *parts = sides(text)
    if not parts:
        raise UnreadableError("this line has no equals sign")
    quantity = _read_left(left, network)
    verdict = None
    for part in parts:
        claim = network.read(part)
        found = check_read(claim, quantity, network)
        if found.status == WRONG:
            found = _by_an_earlier_mistake(found, claim, quantity, network, mistakes)
            if found.status == WRONG or quantity[0] != "derivative":
                mistakes.setdefault(label, []).append((quantity, claim))
        if verdict is None or found.status == WRONG or verdict.right:
            verdict = found
    return verdict


def _read_left(left, network):
    """Read a line's quantity; words before its last comma or colon are the author's."""
    try:
        return network.quantity(left)
    except UnreadableError:
        *words, last = re.split(r"[,:]", left)
        if not words:
            raise
        return network.quantity(last)


def _by_an_earlier_mistake(verdict, claim, quantity, network, mistakes):
    """Say so if a wrong line is right once one earlier wrong line, or all of them, are assumed."""
    for labels in _trials(mistakes):
        assumed = {of: said for label in labels for of, said in mistakes[label] if of != quantity}
        if not assumed:
            continue
        supposed = network.assuming(assumed)
        if check_read(claim, quantity, supposed, explaining=False).right:
            *most, last = map(str, labels)
            named = f"{', '.join(most)} and {last}" if most else last
            lines = "line" if len(labels) == 1 else "lines"
            return verdict._replace(
                status=f"follows from {lines} {named}",
                code="follows",
                message=f"It follows correctly from {lines} {named}, and is wrong with it: "
                f"{show(quantity, network.spelled)} has to be put right there.",
            )
    return verdict


def _trials(mistakes):
    """Yield the sets of earlier wrong lines that a line may rest on, the smallest first."""
    labels = list(mistakes)[-MOST_MISTAKES:]
    for size in (1, 2):
        yield from combinations(labels, size)
    if len(labels) > 2:
        yield labels
