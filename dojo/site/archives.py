"""Archives of Python packages for the page: what each holds, taken from this very environment.

A browser reads them faster where they are compiled, and that takes the Python of the runtime: see
`compiled.py`. What is compiled for a machine, tests, and programs are left out.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from importlib import metadata
from pathlib import Path, PurePosixPath

from dojo.errors import UsageError

# pytest-bdd, with all that it needs; pytest imports Pygments.
TESTING = (
    *("pytest", "pluggy", "iniconfig", "packaging", "Pygments", "threadpoolctl", "six"),
    *("pytest-bdd", "Mako", "MarkupSafe", "parse", "parse-type", "typing-extensions"),
)
# It reads a file that is beside its modules.
UNPACKED = ("gherkin-official",)
CALCULUS = ("sympy", "mpmath")

_ENDINGS = (".so", ".pyd", ".pyc", ".pyi", ".pyx", ".pxd", ".c", ".h", ".exe", ".1")
_PARTS = {"tests", "benchmarks", "__pycache__", ".."}
_LEFT_OUT = (
    *(("sympy", "testing"), ("sympy", "galgebra.py"), ("packaging", "licenses")),
    *(("packaging", "pylock.py"), ("packaging", "metadata.py"), ("pygments", "cmdline.py")),
    *(("mako", "ext"), ("mako", "testing")),
)
_KEPT_OF_PYGMENTS = {
    "lexers": {"__init__.py", "_mapping.py", "python.py", "diff.py"},
    "formatters": {"__init__.py", "_mapping.py", "terminal.py"},
    "styles": {"__init__.py", "_mapping.py", "default.py"},
}
# What the engine has for a terminal, a grader or an author alone.
_ROOMS_LEFT_OUT = {
    *("authoring", "cli", "courses", "grader", "lint", "notebook", "spreadsheet", "watch"),
}
# The same files make the same archive, whenever it is made.
_DATE = (2020, 1, 1, 0, 0, 0)


def distributions(names: Iterable[str]) -> dict[str, bytes]:
    """Return {path: content} of installed distributions, as they are in a search path.

    UsageError where one is not installed.

    >>> "iniconfig/__init__.py" in distributions(["iniconfig"])
    True
    """
    found: dict[str, bytes] = {}
    for name in names:
        try:
            files = metadata.distribution(name).files or []
        except metadata.PackageNotFoundError:
            raise UsageError(
                f"the page needs {name}, which is not installed; install it: pip install {name}"
            ) from None
        for file in files:
            if _is_of_use(PurePosixPath(file)):
                content = Path(str(file.locate())).read_bytes()
                # Below its fields stands a page about the package.
                about = file.name == "METADATA"
                found[file.as_posix()] = content.partition(b"\n\n")[0] if about else content
    return found


def _is_of_use(path: PurePosixPath) -> bool:
    if path.suffix in _ENDINGS or not _PARTS.isdisjoint(path.parts) or path.is_absolute():
        return False
    if path.parts[0].endswith(".dist-info"):
        return path.name in ("METADATA", "entry_points.txt", "top_level.txt")
    if path.parts[0] == "pygments" and len(path.parts) > 2:
        kept = _KEPT_OF_PYGMENTS.get(path.parts[1])
        return kept is None or path.name in kept
    return path.parts[:2] not in _LEFT_OUT


def engine(packages: Mapping[str, Path]) -> dict[str, bytes]:
    """Return the engine's own packages: what a check in the page may import."""
    found: dict[str, bytes] = {}
    for name, folder in packages.items():
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if not path.is_file() or not _PARTS.isdisjoint(inside.parts):
                continue
            if name == "dojo" and (
                inside.parts[0] in _ROOMS_LEFT_OUT or _writes_the_site(inside.parts)
            ):
                continue
            if path.suffix == ".py" or (name != "dojo" and path.suffix not in _ENDINGS):
                found[f"{name}/{inside.as_posix()}"] = path.read_bytes()
    return found


def _writes_the_site(parts: tuple[str, ...]) -> bool:
    return parts[0] == "site" and parts[1] not in ("__init__.py", "inside")


def archive(
    files: Mapping[str, bytes], compiled: Callable[[dict[str, bytes]], dict[str, bytes]]
) -> bytes:
    """Return files as a zip, its modules compiled."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name, content in sorted(compiled(dict(files)).items()):
            zipped.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
