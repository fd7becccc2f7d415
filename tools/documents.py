"""Documents whose outputs are printed anew: `python -m tools.documents [FILE]`.

A document shows commands and what they print. Each output is compared with what its command prints
now, and replaced where it differs; tests/documents does the same and writes nothing. What counts:

- a block ```` ```console ````: each line `$ command` is run, and the lines below it are its output;
- a remark `<!-- prints: command -->` above a block: the block is that command's output;
- a remark `<!-- first: command -->`: a command that is run and not shown;
- a block ```` ```python ```` beside the words "Save this as `name.py`": that file;
- a block ```` ```sh ````: each command is run, and has to end with 0 or 1. NOT_RUN names those that
  nobody wants to wait for.

All of it happens in a copy of the course, one for each document.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    path
    for pattern in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/*.md")
    for path in sorted(ROOT.glob(pattern))
]
# The parts of a checkout that a document's commands find.
ROOMS = (
    *("course.toml", "pyproject.toml", "features", "worksheets", "kata", "steps", "contracts"),
    *("figures", "pictures", "texts", "examples"),
)
# A course of two chapters, so that a workspace and its book are made quickly.
LITTLE = """\
format = 1
name = "first-chapters"
title = "Deep learning, the first chapters"
extends = "deep-learning-dojo"
chapters = ["@base/neuron", "@base/activations"]
"""
# Commands that are not run, each kind with its reason.
NOT_RUN = {
    r"(\S*/)?pip install|python3? -m (venv|pip)|npm|pre-commit|\. \.venv|git ": "it installs",
    r"dojo( watch)?$|dojo site .*--serve|dojo site --serve": "it waits for somebody",
    r"dojo grade|dojo site|dojo check-derivation|dojo lint my_": "its input is the reader's",
    r"dojo course (check|autograder)": "tests/authoring and tests/grader run it",
    r"docker|nbgrader|dask|for home|export ": "it is another program",
    r"\S*python\S* (-m tools|benchmarks)|\.ci/run|\.venv/bin/pytest": "it takes minutes",
    r"pytest .*(tests|--cov|--every|adapters|-n )": "it takes minutes",
}
# Nobody wants the time of another run.
TIMES = re.compile(r"\d+(\.\d+)? ?m?s\b")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
REMARK = re.compile(r"<!-- (first|prints): (.*?) -->", re.DOTALL)
SAVED = re.compile(r"[Ss]aved?\s+(?:this\s+)?as\s+`(\w+\.py)`")
# A command and what follows it, to the next one.
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
PATIENCE = 600


@dataclass
class Stage:
    """A copy of the course in which the commands of one document are run, in their order."""

    folder: Path
    place: Path
    problems: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)

    def run(self, command: str, place: Path, **variables: str) -> tuple[int, str]:
        """Run a command in a folder; return its exit code and all that it prints."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTEST_", "DOJO_", "COV_")) and name not in UNWANTED
        }
        environment["PATH"] = os.pathsep.join(
            [str(Path(sys.executable).parent), os.environ["PATH"]]
        )
        try:
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=place,
                env=environment | variables,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return 124, f"it goes on after {PATIENCE} s"
        return done.returncode, done.stdout

    def printed(self, command: str, shown: str) -> str:
        """Return what a command prints; what is shown, if only times differ or it cannot run."""
        script = re.search(r"\b\w+\.py\b", command)
        if script and script[0] in self.missing:
            return shown
        _, text = self.run(command, self.folder)
        text = "".join(f"{line.rstrip(' ')}\n" for line in text.splitlines())
        return shown if TIMES.sub("", text) == TIMES.sub("", shown) else text

    def save(self, name: str, text: str) -> None:
        """Write a file that the reader is told to save."""
        (self.folder / name).write_text(text, encoding="utf-8")
        for library in re.findall(r"^(?:import|from) (torch|jax)\b", text, re.MULTILINE):
            if not find_spec(library):
                self.missing.add(name)
        if any(re.search(rf"^from {Path(one).stem} ", text, re.MULTILINE) for one in self.missing):
            self.missing.add(name)

    def follow(self, line: str) -> None:
        """Run a line of a block of commands, each part of it if it is not left out."""
        for part in re.split(r"\s+#\s|$", line)[0].split(" && "):
            command = part.strip()
            if not command or any(re.match(pattern, command) for pattern in NOT_RUN):
                continue
            if re.match(r"pytest\b(?!.*\.feature)", command):
                # It is known from elsewhere that the book is green: here the options are checked.
                command += " --collect-only -q features/02_activations.feature"
            remember = self.folder / ".place"
            code, text = self.run(
                f"{command}\ncode=$?; pwd > '{remember}'; exit $code",
                self.place,
                DOJO_COURSE=str(self.folder / ".little"),
            )
            if code > MOST.get(command.split()[0], 0):
                last = " ".join(text.splitlines()[-1:])
                self.problems.append(f"`{command}` ends with {code}: {last}")
            if remember.exists():
                self.place = Path(remember.read_text(encoding="utf-8").strip())


# A verdict that is red ends with 1.
MOST = {"dojo": 1, "pytest": 1, "python": 1, "grep": 1}
UNWANTED = {
    *("PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "CI", "TERM"),
    "BUILD_NUMBER",
}


def stage(folder: Path) -> Stage:
    """Copy the course into a folder."""
    for room in ROOMS:
        source = ROOT / room
        if source.is_dir():
            shutil.copytree(source, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / room)
    (folder / ".little").mkdir()
    (folder / ".little" / "course.toml").write_text(LITTLE, encoding="utf-8")
    return Stage(folder, folder)


def files(text: str) -> dict[str, str]:
    """Return {name: text} of the files that a reader is told to save.

    >>> files("Save this as `a.py`:\\n```python\\nx = 1\\n```\\n")
    {'a.py': 'x = 1\\n'}
    """
    kept, unnamed, end = {}, "", 0
    for found in FENCE.finditer(text):
        names = SAVED.findall(text[end : found.start()])
        end = found.end()
        if names and unnamed:  # named after it was shown
            kept[names.pop(0)] = unnamed
        if found[1] == "python":
            unnamed = "" if names else found[2]
            kept |= {names[-1]: found[2]} if names else {}
    return kept


def rewritten(text: str, on: Stage) -> str:
    """Return a document with the outputs of today; problems are kept on the stage."""
    for name, source in files(text).items():
        on.save(name, source)
    new, end = [], 0
    for found in FENCE.finditer(text):
        before = text[end : found.start()]
        end = found.end()
        # Of the remarks, the last is about this block.
        remarks = REMARK.findall(before)
        for kind, command in remarks:
            if kind == "first":
                on.run(command, on.folder)
        language, body = found[1], found[2]
        if remarks and remarks[-1][0] == "prints":
            body = on.printed(remarks[-1][1], body)
        elif language == "console":
            body = COMMAND.sub(lambda one: f"$ {one[1]}\n{on.printed(one[1], one[2])}", body)
        elif language == "sh":
            for line in re.sub(r"\\\n\s*", "", body).splitlines():
                on.follow(line)
        new += [before, f"```{language}\n{body}```"]
    return "".join([*new, text[end:]])


def check(path: Path) -> tuple[str, list[str]]:
    """Return what a document should be, and which of its commands do not run."""
    text = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        on = stage(Path(folder).resolve())
        new = rewritten(text, on)
    return new, [f"{path.relative_to(ROOT)}: {problem}" for problem in on.problems]


def main() -> int:
    """Write the documents anew; return 1 if a command does not run."""
    found = []
    for path in [Path(name).resolve() for name in sys.argv[1:]] or DOCUMENTS:
        new, problems = check(path)
        found += problems
        if new != path.read_text(encoding="utf-8"):
            path.write_text(new, encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: written anew")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
