"""The book is green on networks that share no code with `kata/`: libraries, lists, other hands.

Here each is checked once; `python -m tools.right_katas.adapters` checks each on ten seeds.
"""

import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.fixtures.course import COURSE
from tools.right_katas.adapters import FIRST_PART, KATAS, SECONDS

HERE = Path(__file__).parent
DRAWN = ["--draws=1", "--drawn-seed=1"]
# The one that is checked without --every.
FIRST = "another_hand"
# With these, numbers come in and go out as arrays. The work between them is done without NumPy.
EDGES = {"array", "asarray", "zeros"}
# What has a library derive a cost by every weight.
DERIVE = {
    "torch": "torch.autograd.grad(",
    "jax": "jax.grad(",
    "autograd": "grad(loss)",
    "mygrad": "cost).backward()",
    "dezero": "cost).backward()",
    "micrograd": "cost).backward()",
}


def needs(name):
    reason = f"{KATAS[name].library} is not installed: pip install -e '.[adapters]'"
    marks = [pytest.mark.skipif(KATAS[name].missing, reason=reason)]
    return pytest.param(name, marks=marks if name == FIRST else [*marks, pytest.mark.every])


def checked(name, junit):
    """Run the book on an adapter; return what is said of each behaviour."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    options = ["--kata", HERE / name, *DRAWN, f"--override-ini=time_limit={SECONDS}"]
    run = subprocess.run(
        [*command, *options, f"--junit-xml={junit}", *KATAS[name].features()],
        cwd=COURSE.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert junit.exists(), run.stdout + run.stderr
    return [
        {p.get("name"): p.get("value") for p in case.iter("property")}
        for case in ET.parse(junit).iter("testcase")
    ]


@pytest.mark.parametrize("name", [needs(name) for name in KATAS])
def test_the_book_is_green_on(name, tmp_path):
    behaviours = checked(name, tmp_path / "run.xml")
    examples = [
        line
        for path in KATAS[name].features()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith("Example:")
    ]
    assert len(behaviours) >= len(examples) > 100
    assert [b["message"] for b in behaviours if "verdict" in b] == []


def test_the_tool_tells_a_kata_that_is_green_from_one_that_is_not(tmp_path):
    wrong = shutil.copytree(HERE / "lists", tmp_path / "wrong")
    with (wrong / "neuron.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef neuron(x, W, b, f):\n    return weighted_sum(x, W, b)\n")
    command = [
        sys.executable,
        "-m",
        "tools.right_katas.adapters",
        "--seeds=2",
        "--draws=0",
        "--last=1",
    ]
    run = subprocess.run(
        [*command, "lists", wrong], cwd=COURSE.root, capture_output=True, text=True, check=False
    )
    right, other, *said = run.stdout.splitlines()
    assert run.returncode == 1
    assert right.split()[0] == "lists"
    assert "2 of   2 runs green" in right
    assert other.split()[0] == "wrong"
    assert "0 of   2 runs green" in other
    assert "seeds 1, 2:" in said
    assert any(line.startswith("✗ 1 Neuron") for line in said)


def modules(name):
    for path in sorted((HERE / name).glob("*.py")):
        yield path.name, ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", KATAS)
def test_an_adapter_knows_neither_the_reference_nor_another_adapter(name):
    own = {path.stem for path in (HERE / name).glob("*.py")}
    allowed = {"numpy", name, KATAS[name].library}
    for file, tree in modules(name):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                assert node.level == 1, file
                asked = {node.module} if node.module else {name.name for name in node.names}
                assert asked <= own, file
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names = [getattr(node, "module", None) or node.names[0].name]
                roots = {name.partition(".")[0] for name in names}
                assert roots <= allowed | set(sys.stdlib_module_names), file


@pytest.mark.parametrize("name", KATAS)
def test_an_adapter_has_every_module_of_the_reference(name):
    last = max(KATAS[name].last, FIRST_PART)
    introduced = [module for module, number in COURSE.introduced.items() if number <= last]
    wanted = {"__init__.py", *(f"{module}.py" for module in introduced)}
    assert wanted <= {file for file, _ in modules(name)}


def test_nothing_is_computed_by_numpy_in_the_lists():
    used = {
        node.attr
        for _, tree in modules("lists")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "np"
    }
    assert used <= EDGES


@pytest.mark.parametrize(("name", "derive"), DERIVE.items())
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
