"""Where the course lies: features, worksheets, steps, figures and the reference implementation."""

import importlib.util
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

# An installed wheel carries the course inside the package; a checkout has it beside the package.
_PACKAGE = Path(__file__).parents[1]
_INSIDE = _PACKAGE / "courses" / "deep_learning"
ROOT = _INSIDE if _INSIDE.is_dir() else _PACKAGE.parent
FEATURES = ROOT / "features"
WORKSHEETS = ROOT / "worksheets"
STEPS = ROOT / "steps"
FIGURES = ROOT / "figures"
REFERENCE = ROOT / "kata"


def step_modules() -> list[str]:
    """Return the names of the step modules, importable once `load_package("steps", STEPS)` ran."""
    return [f"steps.{path.stem}" for path in sorted(STEPS.glob("[!_]*.py"))]


def load_package(
    name: str, folder: Path, loader: type[SourceFileLoader] | None = None
) -> ModuleType:
    """Load `folder` as the package `name`, whatever the search path would have found.

    The search path must not decide: with the repository's root on it, a learner's empty stubs
    would pass because the reference was imported in their place.
    """
    for known in [known for known in sys.modules if known == name or known.startswith(f"{name}.")]:
        del sys.modules[known]
    init = folder / "__init__.py"
    if not init.exists():
        package = ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
        return package
    spec = importlib.util.spec_from_file_location(
        name,
        init,
        loader=loader and loader(name, str(init)),
        submodule_search_locations=[str(folder)],
    )
    package = importlib.util.module_from_spec(spec)
    sys.modules[name] = package
    try:
        spec.loader.exec_module(package)
    except BaseException:
        del sys.modules[name]
        raise
    return package
