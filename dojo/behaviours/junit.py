"""Properties of a test case in JUnit XML: a verdict for programs that read pytest's report file."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from dojo.terminal.message import text
from dojo.verdict import GREEN, WRONG, Verdict


def properties(verdict: Verdict) -> list[tuple[str, object]]:
    """Return a verdict as the properties of a test case in JUnit XML."""
    title = verdict.title
    found: list[tuple[str, object]] = [("chapter", title.chapter), ("rule", title.rule)]
    for table in verdict.tables:
        wrong = sum(cell.verdict == WRONG for cell in table.answers)
        found += [
            ("table", json.dumps(asdict(table), ensure_ascii=False)),
            ("answers", str(len(table.answers))),
            ("wrong answers", str(wrong)),
        ]
    if verdict.kind != GREEN:
        found += [
            ("verdict", verdict.kind),
            ("title", str(title)),
            ("message", text(verdict)),
            *(("diagnosis", code) for code in verdict.codes),
            *(("edit", str(place)) for place in verdict.places),
            *_seeds(verdict),
        ]
    return found


def _seeds(verdict: Verdict) -> Iterator[tuple[str, object]]:
    """Yield the seed of the random table that was answered wrongly."""
    for reason in verdict.reasons:
        if "seed" in reason.facts:
            yield "drawn seed", str(reason.facts["seed"])
