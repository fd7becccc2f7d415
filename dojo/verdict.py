"""The four verdicts, and the errors that lead to them."""

from dataclasses import dataclass

GREEN, RED, NOT_WRITTEN, BROKEN, SPEC = "green", "red", "not written yet", "broken", "spec error"


@dataclass(frozen=True)
class Place:
    """A place in a file that a person can open."""

    file: str
    line: int
    function: str = ""

    def __str__(self) -> str:
        """Write the place as `file:line`."""
        return f"{self.file}:{self.line}"


class Wrong(AssertionError):  # noqa: N818  it is a verdict, not a fault
    """An answer of the implementation is wrong; `sheet` says which cells."""

    def __init__(self, sheet: object) -> None:
        """Keep the sheet for the report."""
        super().__init__("wrong answers")
        self.sheet = sheet


class Broken(Exception):  # noqa: N818  it is a verdict, not a fault
    """The implementation gave no answer that could be compared."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        """Keep one sentence, and the place to look at."""
        super().__init__(message)
        self.place = place


class TookTooLong(BaseException):
    """The implementation gave no answer in time."""


class SpecError(Exception):
    """The feature or its steps are at fault, not the implementation."""

    def __init__(self, message: str, file: str, line: int | None = None) -> None:
        """Say what is wrong, and where."""
        super().__init__(f"{file}:{line}: {message}" if line else f"{file}: {message}")
