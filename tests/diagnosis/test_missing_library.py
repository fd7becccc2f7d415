"""A missing SymPy: a red verdict says that its reasons are lost, and no kata is blamed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.workspace.workspace import start

# SymPy cannot be imported, and cannot be found either: as where it was never installed.
RUN = """
import importlib.util, sys
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("sympy", "mpmath"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Hidden())
from pathlib import Path
from dojo.runner.open_session import OpenSession
session = OpenSession(Path(sys.argv[1]), lambda line: print(line.decode(), end="", file=OUT))
OUT = sys.stdout
session.check(sys.argv[2:])
"""


def verdicts(folder: Path, *nodes: str) -> list[dict]:
    environment = {"DERIVATIONS_CACHE": str(folder / "no-rules-are-stored"), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(folder), *nodes],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [data for data in map(json.loads, done.stdout.splitlines()) if "kind" in data]


@pytest.fixture
def workspace(tmp_path):
    start(tmp_path / "mine")
    return tmp_path / "mine"


def test_a_red_verdict_says_that_its_reasons_are_lost(workspace):
    file = workspace / "kata" / "activations.py"
    stub = "raise NotImplementedError"
    head, _, rest = file.read_text(encoding="utf-8").partition("def relu(")
    body, _, after = rest.partition(stub)
    file.write_text(f"{head}def relu({body}return z{after}", encoding="utf-8")
    node = "features/02_activations.feature::On both sides of its kink"
    [verdict] = verdicts(workspace, node)
    assert verdict["kind"] == "red"
    [said] = [reason["sentence"] for reason in verdict["reasons"] if reason["code"] == "library"]
    assert said == (
        "SymPy is not installed, so some reasons cannot be found. "
        "To install it: python -m pip install sympy"
    )


def test_a_table_that_an_error_ended_says_so_too_where_an_answer_is_wrong(workspace):
    file = workspace / "kata" / "activations.py"
    head, _, rest = file.read_text(encoding="utf-8").partition("def relu(")
    body, _, after = rest.partition("raise NotImplementedError")
    node = "features/02_activations.feature::On both sides of its kink"
    for wrong, codes in (("z", ["raised", "library"]), ("np.maximum(z, 0)", ["raised"])):
        code = f"assert np.max(z) < 3, 'too large'\n    return {wrong}"
        file.write_text(f"{head}def relu({body}{code}{after}", encoding="utf-8")
        [verdict] = verdicts(workspace, node)
        assert verdict["kind"] == "broken"
        assert [reason["code"] for reason in verdict["reasons"]] == codes


def test_what_needs_it_blames_neither_the_feature_nor_the_kata(workspace):
    [verdict] = verdicts(
        workspace, "features/06_chain_rule.feature::Each of the ten steps on its own"
    )
    assert [reason["code"] for reason in verdict["reasons"]] == ["library"]
    assert verdict["places"] == []
