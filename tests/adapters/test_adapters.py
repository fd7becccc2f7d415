"""The book is green on networks that share no code with `kata/`: PyTorch, JAX, plain lists."""

import ast
import importlib.util
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.fixtures.course import COURSE

HERE = Path(__file__).parent
# What the lists are too slow for: drawing thousands of networks, and reading digits.
CHAPTERS = {"torch": "*", "jax": "*", "lists": "0*"}
# JAX compiles for each new shape, lists are slow, and no time is measured here.
SLOWLY = ["-o", "time_limit=120"]
# With these, numbers come in and go out as arrays. The work between them is done without NumPy.
EDGES = {"array", "asarray", "zeros"}


def needs(name):
    missing = name != "lists" and importlib.util.find_spec(name) is None
    reason = f"{name} is not installed: pip install -e '.[adapters]'"
    return pytest.param(name, marks=pytest.mark.skipif(missing, reason=reason))


def checked(name, chapters, junit):
    """Run chapters of the book on an adapter; return what is said of each behaviour."""
    features = map(str, sorted(COURSE.features.glob(f"{chapters}.feature")))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--kata",
        HERE / name,
    ]
    run = subprocess.run(
        [*command, *SLOWLY, f"--junit-xml={junit}", *features],
        cwd=COURSE.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert junit.exists(), run.stdout + run.stderr
    return [
        {p.get("name"): p.get("value") for p in case.iter("property")}
        for case in ET.parse(junit).iter("testcase")
    ]


@pytest.mark.parametrize("name", [needs(name) for name in CHAPTERS])
def test_the_book_is_green_on(name, tmp_path):
    behaviours = checked(name, CHAPTERS[name], tmp_path / "run.xml")
    examples = [
        line
        for path in COURSE.features.glob(f"{CHAPTERS[name]}.feature")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith("Example:")
    ]
    assert len(behaviours) >= len(examples) > 100
    assert [b["message"] for b in behaviours if "verdict" in b] == []


def modules(name):
    for path in sorted((HERE / name).glob("*.py")):
        yield path.name, ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CHAPTERS)
def test_an_adapter_knows_neither_the_reference_nor_another_adapter(name):
    own = {path.stem for path in (HERE / name).glob("*.py")}
    allowed = {"numpy"} | ({name} - {"lists"})
    for file, tree in modules(name):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                assert node.level == 1, file
                assert node.module in own, file
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names = [getattr(node, "module", None) or node.names[0].name]
                roots = {name.partition(".")[0] for name in names}
                assert roots <= allowed | set(sys.stdlib_module_names), file


@pytest.mark.parametrize("name", CHAPTERS)
def test_an_adapter_has_every_module_of_the_reference(name):
    wanted = {path.name for path in COURSE.reference.glob("*.py")}
    assert wanted <= {file for file, _ in modules(name)}


def test_nothing_is_computed_by_numpy_in_the_lists():
    used = {
        node.attr
        for _, tree in modules("lists")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "np"
    }
    assert used <= EDGES


@pytest.mark.parametrize(
    ("name", "derive"), [("torch", "torch.autograd.grad("), ("jax", "jax.grad(")]
)
def test_a_framework_derives_every_slope_itself(name, derive):
    """No derivative is written down: whatever is called …_prime comes from the framework."""
    for file, tree in modules(name):
        formulas = [
            node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and node.name.endswith("_prime")
        ]
        assert formulas == [], file
    source = (HERE / name / "backpropagation.py").read_text(encoding="utf-8")
    assert derive in source
