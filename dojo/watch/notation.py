"""The notation of tables, explained beside the first behaviour in which it appears."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from dojo.behaviours.items import Behaviour
from dojo.course.table_rows import is_note


class Sign(NamedTuple):
    """A sign, what it means, and how one sees that a cell has it (a header, or the text below)."""

    name: str
    meaning: str
    in_header: Callable[[str], bool] = lambda text: False
    in_cell: Callable[[str], bool] = lambda text: False


SIGNS = (
    Sign(
        "?",
        (
            "a column with ? at its end is an answer: your code computes it, and "
            "dojo compares it with each cell. The other columns are given."
        ),
        in_header=lambda text: text.endswith("?"),
    ),
    Sign(
        ",",
        "1, 2 is an array of two numbers, np.array([1, 2]).",
        in_cell=lambda text: "," in text and not _is_words(text),
    ),
    Sign(
        ";",
        "1, 2; 3, 4 is a matrix: a semicolon ends a row. This one is np.array([[1, 2], [3, 4]]).",
        in_cell=lambda text: ";" in text and not _is_words(text),
    ),
    Sign(
        "…",
        "0.731… is any number with these digits; dojo does not compare later digits.",
        in_cell=lambda text: "…" in text and any(map(str.isdigit, text)),
    ),
    Sign(
        "±",
        "0.7 ± 0.1 is any number from 0.6 to 0.8.",
        in_cell=lambda text: "±" in text,
    ),
    Sign(
        "_",
        "_ is your answer: 0 < _ < 1 is any number between 0 and 1, and < 1 any below 1.",
        in_cell=lambda text: text.startswith(("<", ">", "≤", "≥", "≠")) or " _ " in text,
    ),
    Sign(
        "e^",
        "e^-2, ln(3), sqrt(2) and 1/3 are exact: dojo compares all digits.",
        in_cell=lambda text: any(sign in text for sign in ("e^", "ln(", "sqrt(")),
    ),
    Sign(
        "as derived",
        "as derived: SymPy derives the expected number.",
        in_cell=lambda text: text == "as derived",
    ),
)


def first_uses(items: Sequence[Behaviour]) -> dict[str, list[Sign]]:
    """Return the signs that appear in each behaviour for the first time, by its node."""
    left, found = list(SIGNS), dict[str, list[Sign]]()
    for item in items:
        tables = list(_tables(item))
        new = [sign for sign in left if any(_has(sign, table) for table in tables)]
        if new:
            found[item.nodeid] = new
            left = [sign for sign in left if sign not in new]
    return found


def _tables(item: Behaviour) -> Iterator[list[list[str]]]:
    for step in item.template.steps:
        if step.datatable:
            yield [[str(cell) for cell in row] for row in step.datatable.raw()]


def _has(sign: Sign, table: list[list[str]]) -> bool:
    header, *rows = table
    said = [at for at, name in enumerate(header) if not is_note(name)]
    return any(sign.in_header(header[at]) for at in said) or any(
        sign.in_cell(row[at]) for row in rows for at in said
    )


def _is_words(text: str) -> bool:
    """Tell whether a cell holds words, in which a comma means nothing."""
    return not any(map(str.isdigit, text))
