"""Links in a terminal: a place in a file that a click opens, where the terminal knows them (OSC 8).

Others would show nothing worse than the text; but a few print the sequence itself, so a terminal is
asked by what it tells of itself. FORCE_HYPERLINK=1 and =0 decide it, as for other programs.
"""

import functools
import os
import socket
from collections.abc import Mapping
from pathlib import Path

_PROGRAMS = {"iTerm.app", "WezTerm", "vscode", "Hyper", "ghostty", "mintty", "rio", "WarpTerminal"}
_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour")
# Each is set by one terminal, or by a family of them.
_VARIABLES = ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "ALACRITTY_LOG")
# GNOME's: from this version of its library on.
_FIRST_VTE = 5000


def known(environment: Mapping[str, str] | None = None) -> bool:
    """Tell whether the terminal knows links.

    >>> known({"TERM_PROGRAM": "vscode"}), known({"VTE_VERSION": "4800"}), known({})
    (True, False, False)
    """
    told = os.environ if environment is None else environment
    if forced := told.get("FORCE_HYPERLINK"):
        return forced != "0"
    if told.get("TERM") in ("dumb", "linux"):
        return False
    version = told.get("VTE_VERSION", "")
    return (
        told.get("TERM_PROGRAM") in _PROGRAMS
        or told.get("TERM", "").startswith(_TERMS)
        or any(name in told for name in _VARIABLES)
        or (version.isdecimal() and int(version) >= _FIRST_VTE)
    )


def address(file: str, line: int) -> str:
    """Return the address of a line: terminals want to know on which machine the file lies."""
    where = Path(file).absolute().as_uri().removeprefix("file://")
    return f"file://{_machine()}{where}#{line}"


@functools.cache
def _machine() -> str:
    return socket.gethostname()


def to(where: str, text: str) -> str:
    """Return a text that leads to an address."""
    return f"\x1b]8;;{where}\x1b\\{text}\x1b]8;;\x1b\\"
