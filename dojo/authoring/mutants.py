"""Mutants: modules of the reference with one token changed, by mutmut's rules (an extra).

A mutant on which every table is green shows what the chapters do not say; or it is equivalent: it
answers as the reference does. Those are listed with the reason, in `misconceptions/equivalent.txt`:
a line for each, as the check prints it.
"""

import contextlib
import difflib
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dojo.authoring.runs import Chapters, red
from dojo.course.course import Course

_SETTINGS = '[tool.mutmut]\nsource_paths = ["."]\n'
EQUIVALENT = "misconceptions/equivalent.txt"


class Mutant(NamedTuple):
    """A module with one change in it: `average.mean: old → new`."""

    name: str
    module: str
    text: str


def mutants(course: Course, module: str) -> Iterator[Mutant]:
    """Yield the mutants of a module; ImportError without mutmut."""
    # Here: it is an extra, and takes a second to import.
    from libcst import CSTNode, Module
    from mutmut.mutation.file_mutation import create_mutations, deep_replace

    path = course.file("kata", f"{module}.py")
    assert path
    text = path.read_text(encoding="utf-8")
    # mutmut reads its settings from the folder it is called in, and wants to be told of sources.
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("pyproject.toml").write_text(_SETTINGS, encoding="utf-8")
        tree, mutations, *_ = create_mutations(path.name, text)
    seen: Counter[str] = Counter()
    for mutation in mutations:
        function = mutation.contained_by_top_level_function
        part = function or tree
        before = tree.code_for_node(part)
        changed = deep_replace(part, mutation.original_node, mutation.mutated_node)
        assert isinstance(changed, CSTNode)
        after = tree.code_for_node(changed)
        name = f"{module}.{function.name.value}" if function else module
        name = f"{name}: {_difference(before, after)}"
        seen[name] += 1
        count = f" ({seen[name]})" if seen[name] > 1 else ""
        mutant = text.replace(before, after)
        if mutant == text:  # a method stands further in than its code by itself
            whole = deep_replace(tree, mutation.original_node, mutation.mutated_node)
            assert isinstance(whole, Module)
            mutant = tree.code_for_node(whole)
        yield Mutant(f"{name}{count}", module, mutant)


def equivalent(course: Course) -> set[str]:
    """Return the mutants that are listed as answering rightly; a # begins a remark."""
    path = course.root / EQUIVALENT
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def survives(chapters: Chapters, mutant: Mutant, draws: int) -> bool:
    """Tell whether every table is green on a mutant, and every random one behind them."""
    with chapters.variant({mutant.module: mutant.text}) as kata:
        return not red(chapters.verdicts(kata, draws, until_red=True))


def _difference(old: str, new: str) -> str:
    """Return the lines that differ, on one line: `old → new`."""
    _, _, *lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0)
    before, after = (
        " ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+"
    )
    return f"{before} → {after}"
