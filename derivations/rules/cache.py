"""The derived rules, kept between runs, so that a run that needs gradients need not import SymPy.

The store is one JSON file of strings in the user's cache directory. It is a convenience and never
an authority; a file is used only if

1. it was derived from these very definitions, by this SymPy, in this format (its key says so);
2. its contents still have the digest that was recorded when they were written;
3. it belongs to the user, and every formula in it is plain arithmetic on known names.

Otherwise the rules are derived again. Where nothing can be written, nothing is kept, silently.
`DERIVATIONS_CACHE` names another directory; set to nothing ("") it switches the store off.
"""

import ast
import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from derivations.rules.table import Rules

FORMAT = 1
SOURCES = ("definitions.py", "local_rules.py", "spelling.py")
LARGEST_FILE = 200_000  # bytes; the real one is under 10,000
NAMES = {"z", "u", "s", "y", "ŷ", "p", "q", "g", "G", "a", "a_i", "a_j"}
FORMULAS = (
    "value",
    "slope",
    "slope_by_value",
    "value_algebra",
    "slope_algebra",
    "same",
    "other",
    "pulled",
)


def rules() -> Rules:
    """Return every local rule, from the store when it can be trusted, else derived afresh.

    >>> rules()["activations"]["sigmoid"]["slope_text"]
    'exp(-z)/(1 + exp(-z))^2'
    """
    key = what_it_was_derived_from()
    path = stored_at(key)
    found = read(path, key)
    if found is None:
        # SymPy takes a quarter of a second to import; stored rules never need it.
        from derivations.rules.local_rules import derive_all

        found = derive_all()
        write(path, key, found)
    return found


def what_it_was_derived_from() -> str:
    """Digest all that the rules depend on, without importing any of it."""
    here = Path(__file__).parent
    digest = hashlib.sha256(f"format {FORMAT}\nsympy {_sympy_version()}\n".encode())
    for name in SOURCES:
        digest.update(here.joinpath(name).read_bytes())
    return digest.hexdigest()


def _sympy_version():
    try:
        return version("sympy")
    except PackageNotFoundError:
        return "unknown"


def stored_at(key: str) -> Path | None:
    """Return the path of the stored rules, or None if nothing is to be stored."""
    chosen = os.environ.get("DERIVATIONS_CACHE")
    if chosen == "":
        return None
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:  # no home directory
        base = None
    if chosen:
        folder = Path(chosen)
    elif base is not None and base.is_absolute():
        folder = base / "deep-learning-dojo"
    else:
        return None
    return folder / f"local-rules-{key[:16]}.json"


def read(path: Path | None, key: str) -> Rules | None:
    """Return the rules stored at `path` if they are what they claim to be, else None."""
    try:
        if path is None or path.stat().st_size > LARGEST_FILE or not _is_ours(path):
            return None
        stored = json.loads(path.read_text(encoding="utf-8"))
        trusted = (
            stored["key"] == key
            and stored["digest"] == digest_of(key, stored["rules"])
            and all(is_arithmetic(formula) for formula in formulas(stored["rules"]))
        )
        return stored["rules"] if trusted else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _is_ours(path):
    """Say whether the file is this user's own, and writable by nobody else."""
    if not hasattr(os, "getuid"):
        return True
    status = path.stat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def write(path: Path | None, key: str, found: Rules) -> None:
    """Store the rules whole or not at all; a directory that cannot be written is not an error."""
    if path is None:
        return
    text = json.dumps({"key": key, "digest": digest_of(key, found), "rules": found})
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(temporary, path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise


def digest_of(key: str, found: Rules) -> str:
    """Digest rules together with the key that they are stored under."""
    return hashlib.sha256((key + json.dumps(found, sort_keys=True)).encode()).hexdigest()


def formulas(found: Rules) -> Iterator[str]:
    """Yield every string of the rules that would be compiled."""
    for rule in (*found["activations"].values(), found["softmax"], *found["costs"].values()):
        for name in FORMULAS:
            formula = rule.get(name, [])
            yield from [formula] if isinstance(formula, str) else filter(None, formula)
    yield from found["fused"].values()


def is_arithmetic(formula: str) -> bool:
    """Say whether a formula is made of numbers, known names, + − · / ** and np.log alone.

    >>> is_arithmetic("u*z/(u + 1)"), is_arithmetic("__import__('os')")
    (True, False)
    """
    try:
        tree = ast.parse(formula, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return _is_arithmetic(tree)


def _is_arithmetic(node):
    match node:
        case ast.Constant(value=int() | float()):
            return True
        case ast.Name(id=name):
            return name in NAMES
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return _is_arithmetic(inner)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            power = right.operand if isinstance(right, ast.UnaryOp) else right
            small = isinstance(power, ast.Constant) and power.value in (1, 2, 3, 4)
            return small and _is_arithmetic(left)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right=right):
            return _is_arithmetic(left) and _is_arithmetic(right)
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="np"), attr="log"), args=[inner], keywords=[]
        ):
            return _is_arithmetic(inner)
    return False
