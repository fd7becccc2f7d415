"""List of every string that can reach a reader, to be read from top to bottom.

    python -m tools.user_strings                   all of them, by file and line
    python -m tools.user_strings dojo/watch        those of some files and folders
    python -m tools.user_strings --kind message    only messages; the others: docstring, text

A message is a string of two words or more in the code. A text is one of a page, a script or a TOML
file. docs/style.md says how all of them are written, and tests/test_text.py reads this list.
"""

import argparse
import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
ROOMS = (
    *("dojo", "derivations", "steps", "kata", "contracts", "figures", "pictures", "texts"),
    *("features", "worksheets", "course.toml"),
)
# Other people's code, and the first files of a new course, which its author rewrites.
NOT_READ = ("dojo/site/web/vendor/",)
WORDS = re.compile(r"[^\W\d_]{2,} (?:[^\W\d_]+|\{)|\} [^\W\d_]{2,}")
SHOWN = ("title", "alt", "placeholder", "aria-label", "content", "label")


class Said(NamedTuple):
    """One string: its file below ROOT, its line, its kind, and its text with {holes}."""

    file: str
    line: int
    kind: str
    text: str


def strings(path: Path) -> Iterator[Said]:
    """Yield the strings of one file that a reader can meet."""
    read = {".py": _python, ".js": _script, ".html": _page, ".toml": _toml, ".feature": _feature}
    if path.suffix not in read:
        return
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    for line, kind, text in read[path.suffix](path.read_text(encoding="utf-8")):
        if kind == "docstring" or WORDS.search(text):
            yield Said(name, line, kind, text.strip())


def everything(rooms: Iterable[str] = ROOMS) -> list[Said]:
    """Return the strings of files and folders, in the order of their names."""
    paths = []
    for room in rooms:
        path = ROOT / room
        paths += sorted(each for each in path.rglob("*") if each.is_file()) or [path]
    read = [path for path in paths if not path.as_posix().startswith(_not_read())]
    return [said for path in read for said in strings(path)]


def _not_read():
    return tuple((ROOT / each).as_posix() for each in NOT_READ)


def _python(code):
    """Yield the docstrings, then every other string; f-strings show their holes."""
    tree = ast.parse(code)
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            inside.add(id(node.body[0].value))
            yield node.body[0].lineno, "docstring", ast.get_docstring(node)
        elif isinstance(node, ast.JoinedStr):
            inside |= {id(each) for part in node.values for each in ast.walk(part)} - {
                id(each)
                for part in node.values
                if isinstance(part, ast.FormattedValue)
                for each in ast.walk(part)
            }
            if id(node) not in inside:
                yield node.lineno, "message", _with_holes(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from [] if id(node) in inside else [(node.lineno, "message", node.value)]


def _with_holes(node):
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else f"{{{ast.unparse(part.value)}}}"
        for part in node.values
    )


def _script(code):
    """Yield the strings of JavaScript, comments left out."""
    code = re.sub(
        r"(?<!:)//[^\n]*|/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), code, flags=re.S
    )
    for found in re.finditer(r'"([^"\n]*)"|`([^`]*)`', code):
        yield code.count("\n", 0, found.start()) + 1, "text", found[1] or found[2] or ""


class _Texts(HTMLParser):
    """Collector of the words of a page: text, and attributes that are shown or read aloud."""

    def __init__(self):
        super().__init__()
        self.found, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style")
        self.found += [(self.getpos()[0], "text", v) for k, v in attrs if k in SHOWN and v]

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.found.append((self.getpos()[0], "text", data))


def _page(code):
    parser = _Texts()
    parser.feed(code)
    yield from parser.found


def _toml(code):
    """Yield every string value, without its line: TOML's reader tells of none."""
    values = [tomllib.loads(code)]
    while values:
        value = values.pop(0)
        if isinstance(value, dict | list):
            values = [*(value.values() if isinstance(value, dict) else value), *values]
        elif isinstance(value, str):
            yield 1 + code[: max(0, code.find(value.split("\n")[0]))].count("\n"), "text", value


def _feature(code):
    """Yield the prose and the titles of a feature: every line except tables and tags."""
    for number, line in enumerate(code.splitlines(), 1):
        if not line.strip().startswith(("|", "@", '"""')):
            yield number, "text", line


def main(argv: list[str] | None = None) -> None:
    """Print the list."""
    parser = argparse.ArgumentParser(prog="python -m tools.user_strings", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("rooms", nargs="*", help="files and folders; all of them without this")
    parser.add_argument("--kind", choices=("message", "docstring", "text"), help="only this kind")
    options = parser.parse_args(argv)
    for said in everything(options.rooms or ROOMS):
        if options.kind in (None, said.kind):
            print(f"{said.file}:{said.line}: {said.kind}: {said.text}")


if __name__ == "__main__":
    main()
