"""The isolation of the pytest that dojo starts: a run means the same wherever it is started.

Of the settings that pytest finds around it, two are a learner's to choose; none that selects,
reorders, repeats or distributes tests is, and no plugin comes along that is not named here. The
conftest.py files of the folder count.
"""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from _pytest.config.findpaths import determine_setup, load_config_dict_from_file

from dojo.errors import UsageError

LEARNERS = ("time_limit", "draws")
# In pytest's order.
_FILES = (
    *("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini"),
    *("pyproject.toml", "tox.ini", "setup.cfg"),
)
_PLUGINS = ("dojo.plugin", "pytest_bdd.plugin")
_VARIABLES = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DEBUG", "PYTEST_DISABLE_PLUGIN_AUTOLOAD")
_OPTIONS = (
    "--disable-plugin-autoload",
    # No settings; and then pytest has to be told which folder is the root, for names and conftests.
    f"--config-file={os.devnull}",
    # Not the whole path: pytest takes $ in it for a variable.
    "--rootdir=.",
    "--confcutdir=.",
    "--import-mode=importlib",
    "--continue-on-collection-errors",
    "--capture=no",
    "-pno:cacheprovider",
    "-q",
)


def run(folder: Path, arguments: Sequence[str], plugins: Sequence[object]) -> int:
    """Run pytest in a folder, in this process; its names are written as seen from there."""
    options, own = words(folder, arguments)
    with contextlib.chdir(folder), _without_variables():
        return int(pytest.main(options, [*own, *plugins]))


def words(folder: Path, arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the arguments and the names of the plugins of a pytest that is isolated."""
    own = [f"--override-ini={name}={value}" for name, value in settings(folder).items()]
    return [*_OPTIONS, *own, *arguments], [*_PLUGINS]


def settings(folder: Path) -> dict[str, str]:
    """Return what a folder's own settings say of what is a learner's to choose."""
    for path in (folder / name for name in _FILES if (folder / name).is_file()):
        try:
            found = load_config_dict_from_file(path)
        except (pytest.UsageError, pytest.fail.Exception, OSError, ValueError) as error:
            said = str(error) if str(path) in str(error) else f"{path}: {error}"
            raise UsageError(f"cannot read the settings of this workspace: {said}") from None
        # As pytest does: of several files, the first that has settings for it counts.
        if found is not None:
            return {key: str(found[key].value) for key in LEARNERS if key in found}
    return {}


def root_of(files: Sequence[Path]) -> Path:
    """Return the folder that pytest would take for the root of the project that files are in."""
    words = list(map(str, files))
    try:
        root, *_ = determine_setup(
            inifile=None,
            override_ini=None,
            args=words,
            rootdir_cmd_arg=None,
            invocation_dir=Path.cwd(),
        )
    except (pytest.UsageError, pytest.fail.Exception) as error:
        raise UsageError(f"settings for pytest cannot be read: {error}") from None
    return root


@contextlib.contextmanager
def _without_variables() -> Iterator[None]:
    """Take away, for a while, what pytest would hear from its environment variables."""
    before = {name: os.environ.pop(name) for name in _VARIABLES if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(before)
