"""A library of the course's own that is missing: no kata is blamed for it, and no reason is lost.

Many reasons for a wrong answer are worked out with SymPy. What asks for them may call the learner's
code, and so lets any error pass; that SymPy is missing would pass as well, and say nothing.
"""

from importlib.util import find_spec

from dojo.verdict import Reason

CODE = "library"
# Each with the name by which it is known.
_LIBRARIES = {"sympy": "SymPy", "mpmath": "mpmath"}
_INSTALL = "To install it: python -m pip install {name}"


def missing(error: BaseException) -> Reason | None:
    """Return what to say of an error that one of the libraries is missing; None for any other.

    >>> missing(ModuleNotFoundError("no", name="sympy.core")).sentence.partition(". ")[0]
    'This behaviour needs SymPy, which is not installed'
    >>> missing(ModuleNotFoundError("no", name="torch"))
    """
    name = (error.name or "").partition(".")[0] if isinstance(error, ImportError) else ""
    if name not in _LIBRARIES:
        return None
    said = f"This behaviour needs {_LIBRARIES[name]}, which is not installed."
    return Reason(CODE, f"{said} {_INSTALL.format(name=name)}")


def lost() -> list[Reason]:
    """Say that reasons are not looked for, where a library for them is missing."""
    gone = [name for name in _LIBRARIES if not _is_there(name)]
    return [
        Reason(
            CODE,
            f"{_LIBRARIES[name]} is not installed, so some reasons cannot be found. "
            f"{_INSTALL.format(name=name)}",
        )
        for name in gone[:1]
    ]


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):  # it is there, and cannot be looked at
        return False
