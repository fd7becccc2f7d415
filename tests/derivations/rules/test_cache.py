"""The store of derived rules is used when it is right, and never otherwise."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from derivations.rules import cache
from derivations.rules.cache import digest_of, is_arithmetic, read, rules, stored_at, write

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DERIVATIONS_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def stored(folder):
    rules()
    (path,) = folder.iterdir()
    return path


def key():
    return cache.what_it_was_derived_from()


def run(code, folder):
    environment = {**os.environ, "DERIVATIONS_CACHE": str(folder)}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment,
        check=False,
    )  # fmt: skip


def test_what_was_stored_is_what_was_derived(stored):
    assert read(stored, key()) == rules()
    assert oct(stored.stat().st_mode & 0o777) == "0o600"


def test_a_warm_run_derives_a_hundred_networks_without_sympy(stored):
    code = (
        "import sys, numpy as np\n"
        "from derivations import derive, activation_slope, cost_slope, check_claim\n"
        "rng = np.random.default_rng(0)\n"
        "for name in 'identity sigmoid tanh relu leaky_relu elu swish softmax'.split():\n"
        "    activation_slope(name)(np.zeros((2, 3)))\n"
        "    for cost in ('mse', 'binary_cross_entropy', 'cross_entropy'):\n"
        "        for depth in (1, 2, 3, 4):\n"
        "            d = derive([3] * (depth + 1), [name] * depth, cost)\n"
        "            p = [(rng.normal(size=(3, 3)), rng.normal(size=3)) for _ in range(depth)]\n"
        "            d.gradients(p, rng.normal(size=(5, 3)), np.eye(3)[[0, 1, 2, 0, 1]])\n"
        "assert check_claim('y - ŷ', '∂J/∂ŷ').status == 'wrong'\n"
        "print('sympy' in sys.modules)"
    )
    result = run(code, stored.parent)
    assert result.stdout.strip() == "False", result.stderr


def test_importing_the_package_imports_neither_sympy_nor_numpy(folder):
    code = "import derivations, sys; print({'sympy', 'numpy'} & set(sys.modules))"
    assert run(code, folder).stdout.strip() == "set()"


def tampered(stored, change):
    data = json.loads(stored.read_text())
    change(data)
    stored.write_text(json.dumps(data))
    return data


def test_a_changed_formula_is_not_trusted(stored):
    def change(data):
        data["rules"]["activations"]["sigmoid"]["slope"] = ["u/(u + 1)", "u/(u + 1)"]

    tampered(stored, change)
    assert read(stored, key()) is None
    assert rules()["activations"]["sigmoid"]["slope"] == ["u/(u + 1)**2", "u/(u + 1)**2"]
    assert read(stored, key()) is not None, "it was written anew"


def test_code_is_not_trusted_even_under_a_right_digest(stored):
    def change(data):
        data["rules"]["activations"]["tanh"]["slope"] = ["__import__('os').getpid()"] * 2
        data["digest"] = digest_of(data["key"], data["rules"])

    tampered(stored, change)
    assert read(stored, key()) is None


def test_a_file_for_other_definitions_is_not_trusted(stored):
    assert read(stored, "0" * 64) is None
    tampered(stored, lambda data: data.update(key="0" * 64))
    assert read(stored, key()) is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"key": 1}', "[" * 100_000, "é" * 300_000]
)
def test_a_broken_file_is_not_trusted(stored, text):
    stored.write_text(text)
    assert read(stored, key()) is None
    assert rules()["fused"]


def test_a_file_that_others_may_write_is_not_trusted(stored):
    stored.chmod(0o666)
    assert read(stored, key()) is None


def test_nothing_is_stored_when_that_is_switched_off(monkeypatch):
    monkeypatch.setenv("DERIVATIONS_CACHE", "")
    assert stored_at(key()) is None
    assert rules()["fused"]


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path, monkeypatch):
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    monkeypatch.setenv("DERIVATIONS_CACHE", str(blocker / "under"))
    assert rules()["fused"]


def test_nothing_half_written_stays(folder, monkeypatch):
    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    write(folder / "rules.json", "key", {"activations": {}})
    assert list(folder.iterdir()) == []


def test_the_places_are_the_users_own(monkeypatch, tmp_path):
    monkeypatch.delenv("DERIVATIONS_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert stored_at(key()).parent == tmp_path / "deep-learning-dojo"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert stored_at(key()) is None


def test_the_key_changes_with_the_definitions(monkeypatch):
    before = key()
    monkeypatch.setattr(cache, "SOURCES", ("definitions.py",))
    assert key() != before


@pytest.mark.parametrize(
    "formula",
    ["().__class__", "np.log", "np.exp(z)", "os", "z.real", "z[0]", "lambda: z", "2**9", "z**z",
     "np.log(z, out=z)", "(z := 1)", "'a'", "True + z if z else u", "1; 2", "f'{z}'",
     "9**9**9"],
)  # fmt: skip
def test_only_arithmetic_is_arithmetic(formula):
    assert not is_arithmetic(formula)


def test_a_user_without_a_home_stores_nothing(monkeypatch):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("DERIVATIONS_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(cache.Path, "home", homeless)
    assert stored_at("key") is None


def test_a_system_without_owners_trusts_the_digest(stored, monkeypatch):
    monkeypatch.delattr(cache.os, "getuid")
    stored.chmod(0o666)
    assert read(stored, key()) == rules()


def test_a_sympy_of_no_version_has_a_key_of_its_own(monkeypatch):
    known = cache.what_it_was_derived_from()

    def unknown(name):
        raise cache.PackageNotFoundError(name)

    monkeypatch.setattr(cache, "version", unknown)
    assert cache.what_it_was_derived_from() != known
