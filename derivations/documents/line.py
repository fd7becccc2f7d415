"""The record of one line of mathematics, as it stands in a document."""

from typing import NamedTuple

CLAIM, LET, NOTE, UNREADABLE = "claim", "let", "note", "unreadable"


class Line(NamedTuple):
    """One statement of a document.

    text     its mathematics as it was typed, such as "∂L/∂z1 = ∂L/∂a1 · σ'(z1)"
    number   the line of the source, from 1; in a notebook, of its cell
    label    the author's own number of the step, or None
    remark   what was cut off: "(chain rule)", "by definition"
    kind     CLAIM; LET for what is introduced by let, where, with, define or :=; NOTE for what is
             no formula (n = number of samples) or changes a variable (W -= α dW); UNREADABLE, whose
             remark is a sentence about the document
    cell     the number of the notebook's cell, or None
    """

    text: str
    number: int
    label: int | None = None
    remark: str = ""
    kind: str = CLAIM
    cell: int | None = None

    @property
    def place(self) -> str:
        """Say where it stands.

        >>> Line("a = b", 7).place, Line("a = b", 2, cell=5).place
        ('line 7', 'cell 5, line 2')
        """
        return (
            f"line {self.number}" if self.cell is None else f"cell {self.cell}, line {self.number}"
        )
