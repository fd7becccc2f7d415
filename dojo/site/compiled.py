"""Modules compiled for the runtime's Python: in this process, or by another one that is installed.

As a program it reads a zip from its input and writes one to its output; it imports nothing of ours,
so that a Python without the dojo can run it: `python3.12 compiled.py instead|beside < zip > zip`.
Docstrings of what is compiled are empty: nobody reads them in the page, and they are a third of
NumPy's modules.
"""

import ast
import importlib.util
import io
import marshal
import shutil
import subprocess
import sys
import zipfile
from pathlib import PurePosixPath

WANTED = (3, 12)
# In the place of each source, or beside it, where the source is shown or read as well.
INSTEAD, BESIDE = "instead", "beside"
# Where search paths begin in the page.
SITE = "/lib/python3.12/site-packages"
# The runtime reads the docstrings of its own packages as it starts.
_DOCUMENTED = "pyodide/", "_pyodide/"


def compiled(files: "dict[str, bytes]", where: str = INSTEAD) -> "dict[str, bytes]":
    """Return the files with their modules compiled; as they are where no such Python is there."""
    if sys.version_info[:2] == WANTED:
        return _compiled(files, where)
    python = interpreter()
    if not python:
        return files
    done = subprocess.run(
        [*python, __file__, where], input=_zip(files), stdout=subprocess.PIPE, check=False
    )
    return _unzip(done.stdout) if done.returncode == 0 else files


def interpreter() -> "list[str]":
    """Return the command of the Python that compiles for the runtime; nothing where none is."""
    version = ".".join(map(str, WANTED))
    for command in ([f"python{version}"], ["py", f"-{version}"]):
        if shutil.which(command[0]):
            asked = [*command, "-c", "import sys; print(sys.version_info[:2])"]
            said = subprocess.run(asked, capture_output=True, text=True, check=False)
            if said.stdout.strip() == str(WANTED):
                return command
    return []


def _compiled(files: "dict[str, bytes]", where: str) -> "dict[str, bytes]":
    found = {}
    for name, content in files.items():
        path = PurePosixPath(name)
        if path.suffix != ".py":
            found[name] = content
            continue
        try:
            tree = ast.parse(content)
            if not name.startswith(_DOCUMENTED):
                _empty_docstrings(tree)
            code = compile(tree, f"{SITE}/{name}", "exec", dont_inherit=True)
        except SyntaxError:  # of a later Python, or of a test; nobody imports it
            found[name] = content
            continue
        # The flag says that no source is to be asked whether the module is up to date.
        head = importlib.util.MAGIC_NUMBER + b"\x01\0\0\0" + importlib.util.source_hash(content)
        cached = path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc"
        target = path.with_suffix(".pyc") if where == INSTEAD else cached
        found[target.as_posix()] = head + marshal.dumps(code)
        if where == BESIDE:
            found[name] = content
    return found


def _empty_docstrings(tree: ast.Module) -> None:
    """Empty the docstrings: NumPy, for one, works with its own, and is lost without any."""
    for docstring in _docstrings(tree):
        docstring.value = ""


def _docstrings(tree: ast.Module) -> "list[ast.Constant]":
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            match node.body:
                case [ast.Expr(ast.Constant(str()) as docstring), *_]:
                    found.append(docstring)
    return found


def without_docstrings(source: bytes) -> bytes:
    r"""Return a module's source with its docstrings empty; what follows keeps its line.

    >>> without_docstrings(b"def f():\n    '''Long.\n\n    Longer.'''\n    return 1\n")
    b'def f():\n    ""\n\n\n    return 1\n'
    """
    lines = source.split(b"\n")
    for docstring in _docstrings(ast.parse(source)):
        first, last = docstring.lineno - 1, (docstring.end_lineno or 0) - 1
        rest = lines[last][docstring.end_col_offset :]
        begin = lines[first][: docstring.col_offset]
        lines[first : last + 1] = [begin + b'""' + rest, *[b""] * (last - first)]
    return b"\n".join(lines)


def _zip(files: "dict[str, bytes]") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return written.getvalue()


def _unzip(data: bytes) -> "dict[str, bytes]":
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


if __name__ == "__main__":
    sys.stdout.buffer.write(_zip(_compiled(_unzip(sys.stdin.buffer.read()), sys.argv[1])))
