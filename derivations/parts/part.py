"""The derivation of one part of a network: its steps, as text, as LaTeX, and as NumPy."""

import unicodedata
from typing import NamedTuple

from derivations.notation.grammar import Equation, read_equation
from derivations.notation.latex import latex

MOST_WIDTH = 44  # of an equation beside its reason


class Step(NamedTuple):
    """One equation, why it holds, and the numbers of the steps that it rests on."""

    equation: str
    because: str
    rests_on: tuple[int, ...] = ()

    def read(self) -> Equation:
        """Return the sides of the equation."""
        return read_equation(self.equation)


class Part(NamedTuple):
    """A part of a network, derived.

    title     what is derived
    letters   what the letters stand for, in one or more lines
    steps     the equations, each resting only on those above it
    remarks   sentences on what the last equations mean, with the numbers of the book
    program   the same as functions of NumPy
    """

    title: str
    letters: tuple[str, ...]
    steps: tuple[Step, ...]
    remarks: tuple[str, ...]
    program: str

    def __str__(self) -> str:
        """Return the steps as lines: number, equation, reason, and what it rests on."""
        width = min(MOST_WIDTH, max(_columns(step.equation) for step in self.steps))
        lines = [self.title, *(f"# {line}" for line in self.letters), ""]
        for number, step in enumerate(self.steps, 1):
            rests = f" ({', '.join(map(str, step.rests_on))})" if step.rests_on else ""
            gap = " " * max(0, width - _columns(step.equation))
            lines.append(f"{number:>3}. {step.equation}{gap}  # {step.because}{rests}")
        return "\n".join([*lines, "", *(f"# {line}" for line in self.remarks)])

    def latex(self) -> str:
        """Return the steps as one LaTeX display."""
        lines = []
        for number, step in enumerate(self.steps, 1):
            left, *others = map(latex, step.read().sides)
            lines.append(rf"  {left} &= {' = '.join(others)} && \text{{({number})}}")
        return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"

    def python(self) -> str:
        """Return the source text of the NumPy functions."""
        return f"import numpy as np\n\n\n{self.program}"


def _columns(text: str) -> int:
    """Return how many columns a text takes: the mark of x̂ takes none."""
    return sum(not unicodedata.combining(character) for character in text)
