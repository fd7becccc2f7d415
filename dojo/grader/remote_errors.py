"""A submission's errors, raised here as if its own lines had raised them."""

import linecache
import re

from dojo.grader.inside.serialization import plain

_BASES = {
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
_MOST_LINES = 1_000_000
_NAME = re.compile(r"<?[^\W\d]\w*>?")


class Files:
    """The files of one submission: where a person finds them, and what stands in their lines."""

    def __init__(self, folder: str, texts: dict[str, bytes]) -> None:
        """Take the folder as it is shown, and the texts that are judged."""
        self._folder, self._texts = folder, texts
        for name, text in texts.items():
            lines = text.decode("utf-8", "replace").splitlines(keepends=True)
            # Without a time, an entry is never compared with what is on the disk.
            linecache.cache[self.path(name)] = len(text), None, lines, self.path(name)

    def path(self, name: str) -> str:
        """Return the path of a file."""
        return f"{self._folder}/{name}"

    def known(self, file: object) -> str:
        """Return the path of a file that a submission names, or nothing if it has no such file."""
        name = file.removeprefix("kata/") if isinstance(file, str) else ""
        return self.path(name) if name in self._texts else ""

    def error(self, told: object) -> tuple[BaseException, tuple | None]:
        """Return the error that a player tells of, and the place where it came from."""
        told = told if isinstance(told, dict) else {}
        name, text = plain(told.get("type"), 60), plain(told.get("text"))
        base = _BASES.get(str(told.get("kind")), Exception)
        error = _made(name if name.isidentifier() else "Error", base, text)
        if isinstance(error, ModuleNotFoundError):
            error.name = plain(told.get("name"), 100)
        if isinstance(error, SyntaxError):
            self._place_syntax(error, told.get("syntax"))
        match told.get("at"):
            case [file, int() as line, str(function)] if self.known(file):
                return error, (self.known(file), line, function)
        return error, None

    def _place_syntax(self, error: SyntaxError, told: object) -> None:
        match told:
            case [file, int() as line, str(message)]:
                error.filename = self.known(file) or None
                error.lineno = max(1, min(line, _MOST_LINES))
                error.msg = plain(message, 300)


def _made(name: str, base: type, text: str) -> BaseException:
    """Return an error of a class that is called as the submission's."""
    kind = type(name, (base,), {"__str__": lambda self: text})
    return kind(text)


def raise_at(error: BaseException, place: tuple | None) -> None:
    """Raise an error; its traceback ends in a line of the submission, if one is known."""
    if place is None:
        raise error
    file, line, function = place
    line = max(1, min(line, _MOST_LINES))
    name = plain(function, 100) if _NAME.fullmatch(function) else "?"
    code = compile("raise error", file, "exec").replace(co_firstlineno=line, co_name=name)
    exec(code, {"error": error})
