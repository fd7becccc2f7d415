"""A verdict in words: what, where, which cells, why, what next."""

import os
import traceback
from pathlib import Path

import pytest

from dojo.diagnosis import diagnose
from dojo.verdict import (
    BROKEN,
    NOT_WRITTEN,
    RED,
    SPEC,
    Broken,
    Place,
    SpecError,
    TookTooLong,
    Wrong,
)

_MOST_ROWS = 16


def relative(path: Path | str, root: Path) -> str:
    """Write a path as seen from `root`."""
    return os.path.relpath(path, root)


def verdict(item: pytest.Item, excinfo: pytest.ExceptionInfo) -> tuple[str, str]:
    """Return the kind of verdict that a raised exception means, and its text."""
    error = excinfo.value
    kata = getattr(item.session, "kata", None)
    own = _own_frames(excinfo, kata)
    kind, why, places = _judge(error, own, kata, item)
    template, file = item.template, relative(item.path, item.config.rootpath)
    chapter = f"{item.chapter or ''} {template.feature.name}".strip()
    rule = f" › {template.rule.name}" if template.rule else ""
    head = [f"{chapter}{rule} › {template.name}"]
    step = getattr(item, "step", None)
    line = step.line_number if step else template.line_number
    said = f"   {step.keyword.strip()} {step.name}" if step else ""
    head.append(f"  {file}:{line}{said}")
    if isinstance(error, Wrong):
        head += ["", *table(error.sheet), ""]
    body = [f"  {sentence}" for sentence in why]
    edit = [f"  edit {', '.join(str(place) for place in places)}"] if places else []
    return kind, "\n".join([*head, *body, *edit])


def _judge(
    error: BaseException, own: list[traceback.FrameSummary], kata: object, item: pytest.Item
) -> tuple[str, list[str], list[Place]]:
    last = own[-1] if own else None
    here = [Place(kata.show(last.filename), last.lineno, last.name)] if last else []
    if isinstance(error, Wrong):
        return RED, diagnose(error.sheet), _places(error.sheet, kata)
    if isinstance(error, SpecError):
        return SPEC, [str(error)], []
    if isinstance(error, Broken):
        return BROKEN, [str(error)], [error.place] if error.place else []
    if isinstance(error, NotImplementedError) and last:
        return NOT_WRITTEN, [f"{last.name} is not written yet."], here
    if isinstance(error, TookTooLong):
        where = f" It was at: {last.line}" if last else ""
        return BROKEN, [f"No answer within {error}: is a loop endless?{where}"], here
    if isinstance(error, SyntaxError) and error.filename and kata and kata.holds(error.filename):
        place = Place(kata.show(error.filename), error.lineno or 1)
        return BROKEN, [f"Python cannot read this line: {error.msg}."], [place]
    if last:
        return BROKEN, [_own_error(error, last)], here
    if kata and kata.last_call and not isinstance(error, pytest.fail.Exception):
        called = kata.last_call
        message = f"What {called.__name__} returned cannot be used: {_name(error)}."
        place = kata.place(called)
        return BROKEN, [message], [place] if place else []
    return SPEC, [f"{_name(error)} (in the steps, not in the implementation)"], []


def _own_error(error: BaseException, last: traceback.FrameSummary) -> str:
    if isinstance(error, ValueError) and "read-only" in str(error):
        return f"{last.name} changes an array it was given, in place: {last.line}"
    if isinstance(error, SystemExit):
        return f"{last.name} calls exit; it has to return instead."
    return f"{last.name} raised {_name(error)}, at: {last.line}"


def _name(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _own_frames(excinfo: pytest.ExceptionInfo, kata: object) -> list[traceback.FrameSummary]:
    if kata is None:
        return []
    return [f for f in traceback.extract_tb(excinfo.tb) if kata.holds(f.filename)]


def _places(sheet: object, kata: object) -> list[Place]:
    wrong = {cell.column for row in sheet.rows for cell in row if cell.verdict == "wrong"}
    functions = [f for column in wrong for f in sheet.calls.get(column, [])]
    places = [kata.place(function) for function in functions]
    return list(dict.fromkeys(place for place in places if place))


def table(sheet: object) -> list[str]:
    """Draw a sheet as a spreadsheet; wrong cells show the answer beside what was expected."""
    rows, left_out = _worth_showing(sheet.rows)
    grid = [sheet.header] + [[_cell(cell) for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in grid) for i in range(len(sheet.header))]
    lines = [
        "  │ " + " │ ".join(text.ljust(w) for text, w in zip(line, widths, strict=True)) + " │"
        for line in grid
    ]
    return [*lines, f"  … and {left_out} more rows"] if left_out else lines


def _worth_showing(rows: list) -> tuple[list, int]:
    if len(rows) <= _MOST_ROWS:
        return rows, 0
    wrong = [i for i, row in enumerate(rows) if any(cell.verdict == "wrong" for cell in row)]
    near = sorted({j for i in wrong for j in (i - 1, i, i + 1) if 0 <= j < len(rows)})[:_MOST_ROWS]
    return [rows[i] for i in near], len(rows) - len(near)


def _cell(cell: object) -> str:
    marks = {"given": "", "right": " ✓", "wrong": f" ✗ yours {cell.actual}"}
    return cell.text + marks[cell.verdict]
