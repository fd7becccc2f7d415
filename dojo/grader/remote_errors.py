"""Errors of a submission, raised in the grader as if the submission's own lines had raised them."""

import linecache
import re
from typing import NoReturn

from dojo.grader.inside.framing import Json
from dojo.grader.inside.serialization import plain
from dojo.grader.marshal import MOST_LINES, SourceLine

_BASES: dict[str, type[Exception] | type[SystemExit]] = {
    kind.__name__: kind
    for kind in (
        NotImplementedError,
        SystemExit,
        FloatingPointError,
        RecursionError,
        ModuleNotFoundError,
        SyntaxError,
        AttributeError,
        TypeError,
        ValueError,
    )
}
_NAME = re.compile(r"<?[^\W\d]\w*>?")


class SubmissionFiles:
    """The files of one submission: where a person finds them, and what stands in their lines."""

    def __init__(self, folder: str, texts: dict[str, bytes]) -> None:
        """Take the folder as it is shown, and the texts that are graded."""
        self._folder, self._texts = folder, texts
        for name, text in texts.items():
            lines = text.decode("utf-8", "replace").splitlines(keepends=True)
            # Without a time, an entry is never compared with what is on the disk.
            linecache.cache[self.path(name)] = len(text), None, lines, self.path(name)

    def path(self, name: str) -> str:
        """Return the path of a file."""
        return f"{self._folder}/{name}"

    def known(self, file: Json) -> str:
        """Return the path of a file that a worker names, or nothing if there is no such file."""
        name = file.removeprefix("kata/") if isinstance(file, str) else ""
        return self.path(name) if name in self._texts else ""

    def error(self, described: Json) -> tuple[BaseException, SourceLine | None]:
        """Return the error that a worker describes, and the line that it came from, if known."""
        fields = described if isinstance(described, dict) else {}
        name, text = plain(fields.get("type"), 60), plain(fields.get("text"))
        base = _BASES.get(str(fields.get("base")), Exception)
        error = _made(name if name.isidentifier() else "Error", base, text)
        if isinstance(error, ModuleNotFoundError):
            error.name = plain(fields.get("name"), 100)
        if isinstance(error, SyntaxError):
            self._place_syntax(error, fields.get("syntax"))
        match fields.get("at"):
            case [file, int() as line, str(function)] if self.known(file):
                return error, SourceLine(self.known(file), line, function)
        return error, None

    def _place_syntax(self, error: SyntaxError, described: Json) -> None:
        match described:
            case [file, int() as line, str(message)]:
                error.filename = self.known(file) or None
                error.lineno = max(1, min(line, MOST_LINES))
                error.msg = plain(message, 300)


def _made(name: str, base: type[BaseException], text: str) -> BaseException:
    """Return an error of a class that is called as the submission's."""
    kind: type[BaseException] = type(name, (base,), {"__str__": lambda self: text})
    return kind(text)


def raise_at(error: BaseException, place: SourceLine | None) -> NoReturn:
    """Raise an error; its traceback ends in a line of the submission, if one is known."""
    if place is not None:
        line = max(1, min(place.line, MOST_LINES))
        name = plain(place.function, 100) if _NAME.fullmatch(place.function) else "?"
        code = compile("raise error", place.file, "exec")
        exec(code.replace(co_firstlineno=line, co_name=name), {"error": error})
    raise error
