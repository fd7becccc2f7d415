"""The rows of a table, asked one by one where the table as a whole gave no answer.

One row that overflows ends the step, whatever the others would have answered: they are asked alone,
so that a learner sees which rows are right and which one is to blame.
"""

from collections.abc import Callable
from dataclasses import replace

from dojo.tables.sheet import Sheet
from dojo.time_limit import time_limit
from dojo.verdict import GIVEN, NO_ANSWER, TookTooLong

# Seconds for all of them: the verdict itself stands already.
LIMIT = 0.5


def ask_alone(sheet: Sheet, ask: Callable[[Sheet], object]) -> None:
    """Have `ask` answer each row that has no answer in a sheet of its own, and note what comes.

    A row that ends with an error again stays without an answer, and its cells say so.
    """
    asked = [name for name in sheet.header if name.endswith("?")]
    if len(sheet) < 2 or not asked:
        return
    blamed: list[int] = []
    try:
        with time_limit(LIMIT, patience=1):
            for index, row in enumerate(sheet.rows):
                if all(cell.verdict == GIVEN for cell in row if cell.column in asked):
                    one = sheet.row_alone(index)
                    try:
                        ask(one)
                    except Exception:  # whatever the learner's code raises: it is this row
                        blamed.append(index)
                    if not _looks_right(one):
                        _take_over(sheet, index, one)
                elif any(cell.verdict == GIVEN for cell in row if cell.column in asked):
                    blamed.append(index)
    except TookTooLong:
        pass
    if any(cell.verdict != GIVEN for row in sheet.rows for cell in row):
        for index in blamed:
            _say_unanswered(sheet, index)


def _say_unanswered(sheet: Sheet, index: int) -> None:
    """Note in the cells of a row to which no answer came that none did."""
    for place, cell in enumerate(sheet.rows[index]):
        if cell.column.endswith("?") and cell.verdict == GIVEN:
            sheet.rows[index][place] = replace(cell, actual=NO_ANSWER)


def _looks_right(one: Sheet) -> bool:
    """Tell whether an answer is not what is wanted, and yet would be shown as if it were.

    A single number is one if an array of one entry is expected.
    """
    return any(
        not comparison.right and comparison.shown == one.cell(*at).text
        for at, comparison in one.comparisons.items()
    )


def _take_over(sheet: Sheet, index: int, one: Sheet) -> None:
    """Put the answers of a row from a sheet of its own into the sheet of all rows."""
    sheet.rows[index] = one.rows[0]
    for (_, column), comparison in one.comparisons.items():
        at, alone = (index, column), (0, column)
        sheet.comparisons[at] = comparison
        sheet.calls[at] = one.calls[alone]
        if alone in one.mistakes:
            sheet.mistakes[at] = one.mistakes[alone]
