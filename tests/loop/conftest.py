"""A learner at a terminal: a workspace of two chapters, a command in a pseudo-terminal."""

import contextlib
import os
import pty
import re
import select
import shutil
import signal
import sys
import termios
import time
from pathlib import Path

import pytest

from dojo import course
from dojo.stubs import stub

KATA = {name: f"{name}.py" for name in ("neuron", "activations", "nonlinearity")}


@pytest.fixture
def workspace(tmp_path):
    """Lay out chapters 1 and 3 with stubs; an answer may take one second."""
    for name in ("01_neuron", "03_nonlinearity"):
        target = tmp_path / "features" / f"{name}.feature"
        target.parent.mkdir(exist_ok=True)
        shutil.copy(course.FEATURES / target.name, target)
    (tmp_path / "kata").mkdir()
    for file in KATA.values():
        source = (course.REFERENCE / file).read_text(encoding="utf-8")
        (tmp_path / "kata" / file).write_text(stub(source), encoding="utf-8")
    (tmp_path / "kata" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\ntime_limit = 1\n", encoding="utf-8")
    return tmp_path


class Terminal:
    """A command in a terminal of its own."""

    def __init__(self, folder, *arguments, columns=100):
        self.seen = ""
        self.process, self.screen = pty.fork()
        if self.process == 0:
            termios.tcsetwinsize(0, (24, columns))
            os.chdir(folder)
            os.environ |= {"TERM": "xterm", "LANG": "C.UTF-8", "NO_COLOR": "1"}
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            code = f"import sys, dojo.cli; sys.exit(dojo.cli.main({list(arguments)!r}))"
            # With Python's own environment: to C's, readline has added a width.
            os.execve(sys.executable, [sys.executable, "-c", code], os.environ)

    def until(self, pattern, seconds=30):
        """Read until the pattern appears; return what was read."""
        text, end = "", time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.screen], [], [], 0.2)[0]:
                with contextlib.suppress(OSError):
                    text += self.read()
                if re.search(pattern, text):
                    return text
        raise AssertionError(f"no {pattern!r} within {seconds} s in:\n{text[-2000:]}")

    def read(self):
        read = os.read(self.screen, 1 << 16).decode(errors="replace")
        self.seen += read
        return read

    def waits_for_lines(self):
        """Tell whether the terminal is in the state that a shell leaves it in."""
        return bool(termios.tcgetattr(self.screen)[3] & termios.ICANON)

    def press(self, key):
        os.write(self.screen, key.encode())

    def ended(self, seconds=10):
        """Return the exit code; fail if the command goes on."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                if select.select([self.screen], [], [], 0.05)[0]:
                    self.read()
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                self.process = None
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("it goes on")

    def close(self):
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        if self.screen:
            os.close(self.screen)


@pytest.fixture
def terminal(workspace):
    """Return what starts a command in the workspace; all are ended afterwards."""
    opened = []

    def start(*arguments, **how):
        opened.append(Terminal(workspace, *arguments, **how))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def write(workspace):
    """Return what puts a body in the place of a stub's, or a whole text in a file."""

    def save(file, function=None, body=None, text=None):
        path = workspace / file
        if text is None:
            source = path.read_text(encoding="utf-8")
            pattern = rf'(def {function}\(.*?""".*?""")\n.*?(?=\n\n\n|\Z)'
            text = re.sub(pattern, rf"\1\n    {body}", source, count=1, flags=re.DOTALL)
        path.write_text(text, encoding="utf-8")

    return save


@pytest.fixture
def standing_in():
    """Return what lists the processes that run in a folder."""

    def find(folder):
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                state = (process / "stat").read_text().rpartition(") ")[2][0]
                if state != "Z" and (process / "cwd").readlink() == folder:
                    found.append(int(process.name))
        return found

    if not Path("/proc/self/cwd").exists():
        pytest.skip("there is no /proc to look at")
    return find
