"""Fixtures for every test: pytest's tester of plugins, little books, workspaces and terminals."""

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]

# Neither is installed, and a search path with the repository on it would find the reference kata.
for name in ("tests", "tools"):
    package = sys.modules.setdefault(name, ModuleType(name))
    package.__path__ = [str(ROOT / name)]

pytest_plugins = [
    "pytester",
    "tests.fixtures.browser",
    "tests.fixtures.commands",
    "tests.fixtures.little_book",
    "tests.fixtures.page",
    "tests.fixtures.terminal",
    "tests.fixtures.wrong_katas",
]

# The many processes that tests start need not each compile every module anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# What takes most of the time: whole runs of the book, sandboxes, browsers, terminals.
SLOW = [
    ROOT / "tests" / place
    for place in (
        "adapters",
        "behaviours/random_tables",
        "behaviours/test_beside_other_plugins.py",
        "behaviours/test_debugger.py",
        "behaviours/test_gherkin.py",
        "book",
        "cli/test_ascii.py",
        "cli/test_commands.py",
        "cli/test_run_list_hint.py",
        "cucumber",
        "derivations/claims/test_people.py",
        "derivations/gradients/test_numeric_check.py",
        "derivations/rules/test_cache.py",
        "diagnosis/test_known_mistakes.py",
        "diagnosis/test_nobody_is_accused.py",
        "diagnosis/test_random_katas.py",
        "grader",
        "implementation/test_bad_kata.py",
        "lint",
        "misconceptions",
        "mutants",
        "notebook",
        "runner",
        "site",
        "spreadsheet/test_cases.py",
        "spreadsheet/test_recalculated.py",
        "test_plugin.py",
        "test_readme.py",
        "test_whole_spec.py",
        "watch",
        "workspace/test_paths.py",
        "workspace/test_solution.py",
        "workspace/test_start.py",
        "workspace/test_wheel.py",
        "workspace/test_worksheets.py",
    )
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what is slow, so that `-m "not slow"` leaves it out."""
    for item in items:
        if any(item.path.is_relative_to(place) for place in SLOW):
            item.add_marker("slow")
