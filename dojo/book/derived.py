"""Derivations beside a chapter's text, worked out: of one that raises, a sentence says so."""

from typing import NamedTuple

from dojo.book.course_figures import ChapterFigures
from dojo.book.figure import Proof
from dojo.book.formulas import mathml
from dojo.diagnosis.error_messages import in_words


class Derived(NamedTuple):
    """The proofs of a chapter, and a sentence where there are not all of them."""

    proofs: list[Proof]
    missing: str = ""


def derived(chapter: ChapterFigures) -> Derived:
    """Work out what a chapter proves, as far as it goes."""
    proofs: list[Proof] = []
    try:
        for proof in chapter.proofs():
            for line in proof.lines:
                mathml(line.latex)
            proofs.append(proof)
    except Exception as error:  # the course's, whoever wrote it
        return Derived(proofs, f"Not everything is derived. {in_words(error)}.")
    return Derived(proofs)
