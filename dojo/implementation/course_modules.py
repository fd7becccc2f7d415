"""A module of a course that cannot be imported: which line of the course's is at fault, and why."""

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Fault(NamedTuple):
    """The place in the course where an import ended, and what Python says of it."""

    file: Path
    line: int
    said: str


def fault(error: Exception, folders: Sequence[Path]) -> Fault:
    """Return where in some folders of a course an import ended: in the innermost of their lines.

    >>> try:
    ...     compile("def f(:", "steps/halves.py", "exec")
    ... except SyntaxError as error:
    ...     fault(error, [Path("steps")]).line
    1
    """
    said = f"{type(error).__name__}: {' '.join(str(error).split())}".rstrip(": ")
    if isinstance(error, SyntaxError) and error.filename:
        return Fault(
            Path(error.filename), error.lineno or 1, f"{type(error).__name__}: {error.msg}"
        )
    frames = [
        Fault(Path(frame.filename), frame.lineno or 1, said)
        for frame in traceback.extract_tb(error.__traceback__)
        if any(Path(frame.filename).is_relative_to(folder) for folder in folders)
    ]
    return frames[-1] if frames else Fault(folders[0], 1, said)
