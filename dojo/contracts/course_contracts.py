"""The contracts of a course: what the modules of its `contracts/` say of each function."""

import functools

from dojo.contracts.contract import Contract
from dojo.course.course import Course
from dojo.implementation.packages import FolderPackage


def contract_of(course: Course, module: str, function: str) -> Contract | None:
    """Return the contract of a function; None where the course states none."""
    return contracts(course, module).get(function)


@functools.cache
def contracts(course: Course, module: str) -> dict[str, Contract]:
    """Return the contracts of a module's functions by name; none where it has no such file."""
    if not course.file("contracts", f"{module}.py"):
        return {}
    package = _packages(course)
    found: dict[str, Contract] = package.load(module).CONTRACTS
    return found


@functools.cache
def _packages(course: Course) -> FolderPackage:
    return FolderPackage("contracts", course.folders("contracts"))
