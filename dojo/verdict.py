"""The verdicts, the reasons given for them, and the errors that lead to them."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

GREEN, RED, NOT_WRITTEN, BROKEN, SPEC = "green", "red", "not written yet", "broken", "spec error"


class Reason(NamedTuple):
    """Why an answer is wrong or missing: a stable code for programs, a sentence for people."""

    code: str
    sentence: str


@dataclass(frozen=True)
class Place:
    """A place in a file that a person can open; line 0 is where nothing stands yet."""

    file: str
    line: int
    function: str = ""

    def __str__(self) -> str:
        """Write the place as `file:line function`.

        >>> print(Place("kata/cost.py", 7, "mse"), "and", Place("a new cell", 0, "mse"))
        kata/cost.py:7 mse and mse in a new cell
        """
        if not self.line:
            return f"{self.function} in {self.file}"
        return f"{self.file}:{self.line} {self.function}".rstrip()


def shown(path: Path | str, start: Path) -> str:
    """Write a path as seen from `start`, or in full where that is shorter."""
    try:
        return min(os.path.relpath(path, start), os.path.abspath(path), key=len)
    except ValueError:  # on another drive
        return os.path.abspath(path)


class Wrong(AssertionError):  # noqa: N818  it is a verdict, not a fault
    """An answer of the implementation is wrong; `sheet` says which cells."""

    def __init__(self, sheet: object) -> None:
        """Keep the sheet for the report."""
        super().__init__("wrong answers")
        self.sheet = sheet


class NotWritten(Wrong):
    """Cells of a worksheet are still empty, and none that is filled in is wrong."""

    def __init__(self, sheet: object, sentence: str, place: "Place") -> None:
        """Keep the sheet, what to say, and the first cell to fill in."""
        super().__init__(sheet)
        self.reason, self.place = Reason("not-written", sentence), place


class Broken(Exception):  # noqa: N818  it is a verdict, not a fault
    """The implementation gave no answer that could be compared."""

    def __init__(self, code: str, sentence: str, place: Place | None = None) -> None:
        """Keep the reason, and the place to look at."""
        super().__init__(sentence)
        self.reason, self.place = Reason(code, sentence), place


class TookTooLong(BaseException):
    """The implementation gave no answer in time; `except Exception` must not swallow it."""


class SpecError(Exception):
    """The feature or its steps are at fault, not the implementation."""

    def __init__(
        self, message: str, file: str, line: int | None = None, code: str = "spec"
    ) -> None:
        """Say what is wrong, and where; `code` is what `dojo lint` calls it."""
        super().__init__(f"{file}:{line}: {message}" if line else f"{file}: {message}")
        self.message, self.line, self.code = message, line, code
