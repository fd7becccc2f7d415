"""The contracts of a course: what the modules of its `contracts/` say of each function."""

import functools

from dojo.contracts.contract import Contract
from dojo.course.course import Course
from dojo.implementation.course_modules import fault
from dojo.implementation.packages import FolderPackage
from dojo.verdict import SpecError


def contract_of(course: Course, module: str, function: str) -> Contract | None:
    """Return the contract of a function; None where the course states none."""
    return contracts(course, module).get(function)


@functools.cache
def contracts(course: Course, module: str) -> dict[str, Contract]:
    """Return the contracts of a module's functions by name; none where it has no such file.

    SpecError if it cannot be imported.
    """
    path = course.file("contracts", f"{module}.py")
    if not path:
        return {}
    package = _packages(course)
    try:
        loaded = package.load(module)
    except Exception as error:  # of whoever wrote the course
        file, line, said = fault(error, package.folders)
        message = f"the contracts of {module} do not load: {said}"
        raise SpecError(message, str(file), line, "contract") from None
    found: dict[str, Contract] | None = getattr(loaded, "CONTRACTS", None)
    if not isinstance(found, dict):
        message = "CONTRACTS = {…} is missing; it maps each function's name to its contract"
        raise SpecError(message, str(path), 1, "contract")
    return found


@functools.cache
def _packages(course: Course) -> FolderPackage:
    return FolderPackage("contracts", course.folders("contracts"))
