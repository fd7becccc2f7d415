"""What every test may use: pytest's tester of plugins, little books, workspaces and terminals."""

import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]

# Neither is installed, and a search path with the repository on it would find the reference kata.
for name in ("tests", "tools"):
    package = sys.modules.setdefault(name, ModuleType(name))
    package.__path__ = [str(ROOT / name)]

pytest_plugins = [
    "pytester",
    "tests.fixtures.commands",
    "tests.fixtures.little_book",
    "tests.fixtures.terminal",
    "tests.fixtures.wrong_katas",
]
