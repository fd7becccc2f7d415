"""Fixtures for every test: pytest's tester of plugins, little books, workspaces and terminals."""

import os
import sys
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest

from dojo.behaviours import SEED_VARIABLE

ROOT = Path(__file__).parents[1]

# None is installed, and a search path with the repository on it would find the reference kata.
for name in ("figures", "steps", "tests", "tools"):
    package = sys.modules.setdefault(name, ModuleType(name))
    package.__path__ = [str(ROOT / name)]

pytest_plugins = [
    "pytester",
    "tests.fixtures.browser",
    "tests.fixtures.commands",
    "tests.fixtures.little_book",
    "tests.fixtures.once",
    "tests.fixtures.page",
    "tests.fixtures.terminal",
    "tests.fixtures.wrong_katas",
]

# What tests start prints the same everywhere. Where CI is set, pytest does not shorten its lines;
# and the many processes need not each compile every module anew.
for variable in ("CI", "BUILD_NUMBER", "FORCE_COLOR", "NO_COLOR", "PYTHONDONTWRITEBYTECODE"):
    os.environ.pop(variable, None)
# Nothing that tests check depends on what is drawn today; with --every, hypothesis draws anew.
os.environ[SEED_VARIABLE] = "1"

# What takes most of the time: whole runs of the book, sandboxes, browsers, terminals.
SLOW = [
    ROOT / "tests" / place
    for place in (
        "adapters",
        "authoring",
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
        "documents/test_documents.py",
        "documents/test_site.py",
        "figures/test_watch_picture.py",
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
        "test_whole_spec.py",
        "watch",
        "workspace/test_paths.py",
        "workspace/test_solution.py",
        "workspace/test_start.py",
        "workspace/test_wheel.py",
        "workspace/test_worksheets.py",
    )
]


# Catalogues: what each test with this parameter checks is checked in the same way for each value,
# for one of so many by default.
SAMPLED = {
    ROOT / "tests" / "adapters" / "test_variants.py": ("group", 8),
    ROOT / "tests" / "misconceptions" / "test_misconceptions.py": ("entry", 12),
    ROOT / "tests" / "first_mistakes" / "test_first_mistakes.py": ("entry", 12),
}
# Python in a browser takes minutes to check: with --every, or by name.
IN_A_BROWSER = {
    ROOT / "tests" / "site" / name
    for name in (
        *("test_another_course.py", "test_in_webassembly.py"),
        *("test_page.py", "test_start.py"),
    )
}
# The files that take longest. Several processes begin with them, so that none ends long after the
# others.
LONGEST = [
    ROOT / "tests" / place
    for place in (
        "derivations/claims/test_any_formula.py",
        "grader/test_hostile.py",
        "grader/test_same_verdicts.py",
        "book/test_pages.py",
        "site/test_book_in_page.py",
        "book/test_toys.py",
        "grader/test_grader.py",
        "adapters/test_adapters.py",
        "adapters/test_variants.py",
        "misconceptions/test_misconceptions.py",
        "first_mistakes/test_first_mistakes.py",
        "runner/test_same_verdicts.py",
        "lint/test_files.py",
        "clauses/test_clauses.py",
        "diagnosis/test_random_katas.py",
        "workspace/test_wheel.py",
        "watch/test_watch.py",
    )
]


def pytest_addoption(parser):
    """Add the option that checks whole catalogues."""
    parser.addoption("--every", action="store_true", help="check every entry of every catalogue")


def pytest_configure(config):
    """Let hypothesis draw the same examples in each run: a red test then tells of a change."""
    hypothesis.settings.register_profile("same", derandomize=not config.option.every)
    hypothesis.settings.load_profile("same")


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Fail where a module of tests cannot be imported.

    `--doctest-ignore-import-errors` skips it, and leaves it half made among the modules, so that
    pytest then finds no test in it.
    """
    report = yield
    is_test = collector.path.name.startswith("test_")
    if is_test and report.skipped and "unable to import module" in str(report.longrepr):
        report.outcome, report.longrepr = "failed", f"{collector.path} cannot be imported"
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what is slow, for `-m "not slow"`; leave out most of a catalogue; sort for processes."""
    for item in items:
        if any(item.path.is_relative_to(place) for place in SLOW):
            item.add_marker("slow")
    # Whoever names an entry wants that one.
    named = config.option.keyword or any("::" in argument for argument in config.args)
    if not (config.option.every or named):
        left_out = [item for item in items if _is_left_out(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not _is_left_out(item)]
    if hasattr(config, "workerinput"):
        ranks = {path: rank for rank, path in enumerate(LONGEST)}
        items.sort(key=lambda item: ranks.get(item.path, len(ranks)))


def _is_left_out(item):
    """Tell whether an item checks an entry of a catalogue that is not in the sample."""
    if item.path in IN_A_BROWSER or item.get_closest_marker("every"):
        return True
    parameter, share = SAMPLED.get(item.path, ("", 1))
    indices = getattr(getattr(item, "callspec", None), "indices", {})
    return indices.get(parameter, 0) % share != 0
