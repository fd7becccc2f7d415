"""Derivations for a chapter, worked out by SymPy: its proofs, and the formulas of its toys."""

import contextlib
from typing import NamedTuple

from dojo.book.course_figures import ChapterFigures
from dojo.book.figure import Proof
from dojo.book.formulas import mathml
from dojo.diagnosis.error_messages import in_words


class Derived(NamedTuple):
    """The proofs of a chapter, a sentence where there are not all of them, and toys' formulas."""

    proofs: list[Proof]
    missing: str
    formulas: dict[str, str]


def derived(chapter: ChapterFigures) -> Derived:
    """Work out what a chapter proves, as far as it goes, and what its toys compute with."""
    proofs: list[Proof] = []
    missing, formulas = "", dict[str, str]()
    try:
        for proof in chapter.proofs():
            for line in proof.lines:
                mathml(line.latex)
            proofs.append(proof)
    except Exception as error:  # the course's, whoever wrote it
        missing = f"Not everything is derived. {in_words(error)}."
    for toy in chapter.toys:
        with contextlib.suppress(Exception):  # the page asks it once more, and says why
            formulas[toy.name] = toy.formulas()
    return Derived(proofs, missing, formulas)
