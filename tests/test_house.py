"""The rules of the house: whose packages a room may use, and what every file owes its reader.

What a chapter owes its reader is checked by `dojo lint`, which tests/lint runs on the book.
"""

import ast
import re
import subprocess
import sys
from pathlib import Path

import numpy as np  # noqa: F401  imported before the run below, which may not import it again
import pytest

from dojo.behaviours.step_runner import rendered
from tests.conftest import SLOW
from tests.fixtures.course import COURSE

ROOT = Path(__file__).parents[1]
ROOMS = (
    "kata",
    "derivations",
    "steps",
    "figures",
    "pictures",
    "dojo",
    "tools",
    "tests",
    "benchmarks",
)
# Benchmarks and tests may hold long tables of their own: they are read one case at a time.
SHORT = ("kata", "derivations", "steps", "figures", "pictures", "dojo", "tools")
LONGEST = 400

# Whose packages a room may import besides the standard library (kata: besides typing). Which room
# may know which is said in pyproject.toml, and `lint-imports` checks it.
MAY_IMPORT = {
    "kata": {"numpy", "typing"},
    # torch and jax are extras, imported in the two modules of gradient_checker that are about them.
    "derivations": {"numpy", "sympy", "mpmath", "torch", "jax"},
    "steps": {"numpy", "pytest_bdd"},
    "figures": {"numpy", "matplotlib", "sympy"},
    "pictures": {"numpy"},
    "dojo": {
        *("numpy", "pytest", "pytest_bdd", "packaging", "_pytest", "threadpoolctl"),
        "sympy",  # the workbook's formulas are its expressions
        "_typeshed",  # for type checkers alone
        # Each an extra, imported where it is used.
        *("jinja2", "markupsafe", "latex2mathml", "matplotlib", "cucumber_messages", "gherkin"),
        *("xlsxwriter", "openpyxl", "mutmut", "libcst", "rapidfuzz", "distributed"),
    },
    "tools": {"docutils", "mutmut", "numpy", "pytest", "sphinx"},
}


# What `dojo course new` writes is a course, with rooms of its own.
TEMPLATE = ROOT / "dojo/authoring/template"


def modules(room):
    paths = (ROOT / room).rglob("*.py")
    return sorted(path for path in paths if not path.is_relative_to(TEMPLATE))


def shown(path):
    return str(path.relative_to(ROOT))


ALL = [path for room in ROOMS for path in modules(room)]


def imported(path):
    """Yield the name of each module that a file imports, a relative one from its own room."""
    room = path.relative_to(ROOT).parts[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            inside = [room, *path.relative_to(ROOT / room).parent.parts]
            base = inside[: len(inside) + 1 - node.level] if node.level else []
            names = [node.module] if node.module else [alias.name for alias in node.names]
            yield from (".".join([*base, name]) for name in names)


def standard(name):
    return name.partition(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_no_strangers(room):
    strangers = [
        f"{shown(path)} imports {name}"
        for path in modules(room)
        for name in imported(path)
        if name.partition(".")[0] not in MAY_IMPORT[room] | set(ROOMS)
        and (room == "kata" or not standard(name))
    ]
    assert strangers == []


def test_a_module_of_the_kata_imports_earlier_ones_only():
    introduced = COURSE.introduced
    modules_of_kata = {path.stem for path in modules("kata")} - {"__init__"}
    assert modules_of_kata == set(introduced)
    early = [
        f"{path.stem} (chapter {introduced[path.stem]}) imports {name}"
        for path in modules("kata")
        if path.stem != "__init__"
        for name in imported(path)
        if name.startswith("kata.") and introduced[name.partition(".")[2]] > introduced[path.stem]
    ]
    assert early == []


@pytest.mark.parametrize("path", ALL, ids=shown)
def test_a_module_is_short_and_says_what_it_is_for(path):
    text = path.read_text(encoding="utf-8")
    if shown(path).startswith(SHORT):
        assert len(text.splitlines()) <= LONGEST
    if path.name != "__init__.py" or text.strip():
        assert ast.get_docstring(ast.parse(text)), "a module opens with a docstring"


# A docstring that opens with one of these begins with a question or an order, not with a noun.
NO_NOUN = {
    *("What", "Which", "Where", "Why", "How", "When", "Who", "Whose", "Whether", "If"),
    *("Is", "Are", "Do", "Does", "Can", "May"),
    *("Add", "Build", "Check", "Find", "Make", "Measure", "Put", "Read", "Return", "Run", "Say"),
    *("Leaving", "Show", "Take", "Write", "Yield"),
}


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "tests"])
def test_a_module_docstring_opens_with_a_noun(room):
    docstrings = {
        shown(path): ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        for path in modules(room)
    }
    assert [name for name, text in docstrings.items() if not text.strip()] == []
    assert [name for name, text in docstrings.items() if text.split()[0] in NO_NOUN] == []


def tracked():
    """Return the files that git knows, or all that are there where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.split("\0") if name]
    found = [path for room in (*ROOMS, "features") for path in (ROOT / room).rglob("*.*")]
    return [path for path in found if "__pycache__" not in path.parts]


def test_no_file_knows_the_machine_it_was_written_on():
    place = re.compile(r"(?:/(?:work|root|home|Users)/|[A-Z]:\\\\)\w")
    found = []
    for path in tracked():
        if path.is_file() and path != Path(__file__):
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{shown(path)}: {match[0]}…" for match in place.finditer(text)]
    assert found == []


@pytest.mark.parametrize("place", SLOW, ids=shown)
def test_what_is_marked_as_slow_is_there(place):
    assert place.exists()


@pytest.fixture
def collected(pytester):
    """The whole book, collected and not run."""
    items = []

    class Keep:
        def pytest_collection_finish(self, session):
            items.extend(session.items)

    folders = [str(COURSE.root / room) for room in ("features", "worksheets")]
    run = pytester.inline_run("--collect-only", "-q", *folders, plugins=[Keep()])
    assert run.ret == 0
    return items


def test_every_step_is_used_and_means_one_thing(collected):
    definitions = collected[0].definitions
    own = [c for c in definitions.contexts if c.step_func.__module__.startswith("steps.")]
    used = set()
    for item in collected:
        for step in rendered(item.template, item.values).steps:
            matching = definitions.matching(step)
            assert len(matching) == 1, f"{step.name!r} in {item.nodeid}"
            used.add(id(matching[0]))
    assert [context.parser.name for context in own if id(context) not in used] == []


def test_what_a_tool_imports_is_there():
    """A tool that no test runs would not be missed for long."""
    tools = sorted((COURSE.root / "tools").rglob("[!_]*.py"))
    names = [".".join(path.relative_to(COURSE.root).with_suffix("").parts) for path in tools]
    assert len(names) > 8
    code = f"import importlib; [importlib.import_module(name) for name in {names!r}]"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=COURSE.root, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_the_gradient_checker_needs_neither_pytest_nor_sympy():
    """Nor a framework: it is imported by whoever has NumPy alone."""
    code = (
        "import sys\n"
        "for name in ('pytest', 'sympy', 'torch', 'jax', 'dojo'):\n"
        "    sys.modules[name] = None\n"
        "import numpy as np\n"
        "from derivations.gradient_checker import check_gradient\n"
        "x = np.ones(3)\n"
        "check_gradient(lambda x: (x**2).sum(), x, 2 * x).raise_if_wrong()\n"
        "print(check_gradient(lambda x: (x**2).sum(), x, -2 * x).diagnoses[0].code)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "sign", run.stderr
