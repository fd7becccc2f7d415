"""The learner's editor, opened at a line: what VISUAL or EDITOR names, or one that is there."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePath

# Those with a window of their own: who has one open goes on in the terminal beside it.
_GO_TO = {"code", "codium", "code-insiders", "cursor", "windsurf", "positron"}
_COLON = {"subl", "zed", "zeditor", "mate", "lapce", "fleet"}
_LINE = {"pycharm", "charm", "idea", "kate"}
_WINDOWS = {*_GO_TO, *_COLON, *_LINE, "gedit", "gnome-text-editor", "gvim", "mousepad"}
_IN_THE_TERMINAL = {"hx", "helix"}  # with a colon before the line, as those above
_LIKELY = ("nano", "vim", "nvim", "vi")


def command(file: Path, line: int, environment: Mapping[str, str]) -> list[str]:
    """Return what opens a file at a line; nothing where no editor is known.

    >>> command(Path("kata/cost.py"), 7, {"EDITOR": "vim -X"})
    ['vim', '-X', '+7', 'kata/cost.py']
    >>> command(Path("kata/cost.py"), 7, {"VISUAL": "code", "EDITOR": "vim"})
    ['code', '--goto', 'kata/cost.py:7']
    """
    named = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(named)
    except ValueError:  # a quotation mark is not closed
        words = named.split()
    if not words:
        inside = environment.get("TERM_PROGRAM") == "vscode"
        likely = ("code", *_LIKELY) if inside else _LIKELY
        words = [next((name for name in likely if shutil.which(name)), "")]
    name, at = PurePath(words[0]).stem, str(max(line, 1))
    if not name:
        return []
    if name in _GO_TO:
        return [*words, "--goto", f"{file}:{at}"]
    if name in _COLON | _IN_THE_TERMINAL:
        return [*words, f"{file}:{at}"]
    if name in _LINE:
        return [*words, "--line", at, str(file)]
    return [*words, f"+{at}", str(file)]


def has_window(words: list[str]) -> bool:
    """Tell whether an editor has a window of its own, and leaves the terminal alone."""
    return PurePath(words[0]).stem in _WINDOWS


def open_at(words: list[str]) -> str:
    """Run an editor, to its end if it needs the terminal; return what went wrong, if anything."""
    try:
        if has_window(words):
            nowhere = subprocess.DEVNULL
            subprocess.Popen(
                words, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
            )
            return ""
        code = subprocess.run(words, check=False).returncode
    except OSError as error:
        return f"{words[0]} did not start: {error.strerror or error}. Set EDITOR to your editor"
    return f"{words[0]} ended with exit code {code}" if code else ""


def editor_of(file: Path, line: int) -> list[str]:
    """Return what opens a file at a line in this learner's editor."""
    return command(file, line, os.environ)
