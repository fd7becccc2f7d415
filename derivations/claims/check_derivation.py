"""The check of a derivation: each line by itself, an error charged only to the line that made it.

A line that is wrong by itself but right if an earlier wrong line were true *follows from* that
line: its author made one mistake, not two. A line that defines something is not judged; the lines
after it are judged by it.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from derivations.claims.answer import answer
from derivations.claims.author import defined, substituted
from derivations.claims.check_claim import check_in, held_of, setting_of
from derivations.claims.convention import Convention
from derivations.claims.meaning import Choices, Meaning
from derivations.claims.plain_formula import NoPlainFormError, plain
from derivations.claims.report import CANNOT_READ, WRONG, ClaimReport, unreadable
from derivations.claims.scalar_claim import Given, check_read
from derivations.claims.setting import Setting
from derivations.claims.world import NoValueError
from derivations.documents.lines import Line, lines_of
from derivations.language.tokens import UnreadableError
from derivations.language.tree import Node, show
from derivations.notation.grammar import Equation, has_cross, read_equation

MOST_LINES = 500
MOST_MISTAKES = 6  # earlier wrong lines that a line is tried with
