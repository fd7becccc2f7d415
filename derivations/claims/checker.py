"""The checker of a derivation's lines: it keeps what was defined, settled and wrong so far.

A line that is wrong by itself but right if an earlier wrong line were true *follows from* that
line: its author made one mistake, not two.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import combinations

from derivations.claims.answer import answered
from derivations.claims.author import OTHER_COSTS, defined, is_cost, with_name, with_network
from derivations.claims.choices import Choices
from derivations.claims.convention import HALF, HALF_MEAN, MEAN, Convention
from derivations.claims.features import features
from derivations.claims.meaning import Meaning, unnamed
from derivations.claims.other_readings import read_otherwise, said_of
from derivations.claims.own_names import substituted, with_names_of
from derivations.claims.plain_formula import NoPlainFormError, plain
from derivations.claims.quantity_names import DELTAS, WEIGHTS
from derivations.claims.report import (
    OTHERWISE,
    WRONG,
    ClaimReport,
)
from derivations.claims.sample_network import output
from derivations.claims.scalar_claim import check_read
from derivations.claims.setting import Setting
from derivations.claims.typed import equation_of
from derivations.claims.velocity import adds_up, direction_of
from derivations.claims.world import NoValueError
from derivations.documents.line import CLAIM, LET, UNREADABLE, Line
from derivations.language.tokens import UnreadableError
from derivations.language.tree import Node, show, substitute
from derivations.notation.grammar import Equation
from derivations.notation.syntax import Index, Syntax, names, rebuilt

MOST_MISTAKES = 6  # earlier wrong lines that a line is tried with
# What each wrong line claims, {label: [(quantity, claim), …]}.
Mistakes = dict[int | str, list[tuple[Node, Node]]]


def settled(setting: Setting, convention: Convention, equation: Equation) -> Setting:
    """Return a setting in which the convention of a right line holds for the lines after it.

    What holds in every layout, such as a product entry by entry, settles none. What relates W^l to
    quantities of layer l - 1 or l + 1 settles which layers W^l leads from and to.
    """
    found = features(equation.sides)
    scale = convention.scale if convention.scale != MEAN else setting.scale
    side = convention.layout if convention.many and found.ordered else setting.side
    deltas = setting.deltas or convention.deltas
    bias = setting.bias and convention.bias
    weights = any(name.base in WEIGHTS for side in equation.sides for name in names(side))
    numbered = found.superscripts and found.general and weights
    shifted = convention.shifted if numbered or convention.shifted else setting.shifted
    return replace(setting, scale=scale, side=side, deltas=deltas, bias=bias, shifted=shifted)


def behind(equation: Equation) -> Equation:
    """Return an equation with each δ of a numbered layer as that of the layer before."""

    def change(part: Syntax) -> Syntax:
        if part[0] != "name" or part[1].base not in DELTAS:
            return part
        name = part[1]
        above, below = (tuple(map(_lowered, marks)) for marks in (name.above, name.below))
        return ("name", name._replace(above=above, below=below if not above else name.below))

    return Equation(tuple(rebuilt(side, change) for side in equation.sides), equation.condition)


def _lowered(index: Index) -> Index:
    return index._replace(offset=index.offset - 1) if not index.letter else index


class Checker:
    """Checks one line after the other, and keeps what was defined and what was wrong."""

    def __init__(self, setting: Setting, ahead: bool = False) -> None:
        """Start with a network, before the first line; `ahead` where δ3 is that of layer 2."""
        self.setting = setting
        self.ahead = ahead
        self.cost_defined = False  # True once a line says what J is
        self.mistakes: Mistakes = {}

    def check(self, line: Line) -> ClaimReport:
        """Check a line; UnreadableError for what cannot be read."""
        if line.kind == UNREADABLE:
            raise UnreadableError(line.remark or "this is not text")
        typed, held = equation_of(line.text)
        if self.ahead:
            typed = behind(typed)
        equation = substituted(typed, self.setting)
        if (direction := direction_of(typed)) and not self.setting.strict:
            self.setting = replace(self.setting, velocity=direction)
        may_define = not self.setting.strict and not held and line.kind in (CLAIM, LET)
        may_define = may_define and adds_up(typed) is None
        if may_define and (made := defined(equation, self.setting, line.kind == LET, typed)):
            self.setting, report = made
            self.cost_defined |= is_cost(equation.sides[0])
            return report
        setting = with_names_of(equation, self.setting)
        report, convention = self._answered(equation, line.text, setting, held)
        if report.status == WRONG and not setting.explicit and not self.cost_defined:
            report, convention = self._with_another_cost(equation, setting) or (report, None)
        if convention is not None and not self.setting.strict:
            if self._is_own_delta(report, convention, equation):
                self.setting = with_name(self.setting, typed.sides[0][1], typed.sides[-1])
            else:
                self.setting = settled(self.setting, convention, equation)
        if report.status == WRONG:
            placed = line.number if line.cell is None else f"{line.number} of cell {line.cell}"
            return self._by_an_earlier_mistake(report, equation, line.label or placed)
        return report

    def _is_own_delta(self, report, convention, equation):
        """Say whether a δ is given by a formula that is none of ∂J/∂z: J may stay what it is."""
        left = equation.sides[0]
        halved = convention.scale in (HALF, HALF_MEAN) and not self.setting.scale
        of_delta = left[0] == "name" and left[1].base in DELTAS
        return report.status == OTHERWISE and of_delta and halved and not self.cost_defined

    def _answered(self, equation, text, setting, held):
        """Answer an equation; where it is not right, by the other ways to read its signs."""
        try:
            found, unread = answered(equation, setting, held), None
        except UnreadableError as error:
            found, unread = None, error
        if found and found[1] is not None:
            return found
        for way in read_otherwise(text):
            with suppress(UnreadableError):
                other = substituted(way.equation, self.setting)
                report, convention = answered(other, setting, held)
                if convention is not None:
                    return said_of(report, way), convention
                found = found or (said_of(report, way), None)
        if found:
            return found
        if unread:
            raise unread
        return found

    def _with_another_cost(self, equation, setting):
        """Answer by another cost, where none was named and one makes the line right; settle it."""
        for cost in OTHER_COSTS:
            if cost == setting.network.cost:
                continue
            network = setting.network._replace(cost=cost)
            try:
                report, convention = answered(equation, with_network(setting, network))
            except UnreadableError:  # a logarithm of what may be negative
                continue
            if convention is not None:
                self.setting = with_network(self.setting, network)
                self.cost_defined = True
                said = f"The cost is {cost.replace('_', ' ')} from here on."
                return report._replace(message=f"{report.message} {said}"), convention
        return None

    def _by_an_earlier_mistake(self, report, equation, label):
        """Say so if a wrong line is right once one earlier wrong line, or all, are assumed."""
        claims = list(_plain_claims(equation, self.setting))
        if not claims:
            return report
        quantity, claim = claims[-1]
        for labels in self._trials():
            assumed = {
                of: said for one in labels for of, said in self.mistakes[one] if of != quantity
            }
            if assumed and self._right_under(assumed, claims):
                self.mistakes.setdefault(label, [])
                if quantity[0] != "derivative":
                    self.mistakes[label].append((quantity, claim))
                *most, last = map(str, labels)
                named = f"{', '.join(most)} and {last}" if most else last
                lines = "line" if len(labels) == 1 else "lines"
                return report._replace(
                    status=f"follows from {lines} {named}",
                    code="follows",
                    message=f"This follows correctly from {lines} {named}, which contains a "
                    f"mistake. Correct {show(next(iter(assumed)), self._spelled())} there.",
                )
        self.mistakes.setdefault(label, []).append((quantity, claim))
        return report

    def _right_under(self, assumed, claims):
        """Say whether all claims of a line are right where the assumed ones hold."""
        if self.setting.scalar is None:
            return False
        supposed = self.setting.scalar.assuming(assumed)
        try:
            return all(
                check_read(claim, of, supposed, explaining=False).right for of, claim in claims
            )
        except UnreadableError:
            return False

    def _trials(self):
        """Yield the sets of earlier wrong lines that a line may rest on, the smallest first."""
        labels = [label for label, wrong in self.mistakes.items() if wrong][-MOST_MISTAKES:]
        for size in (1, 2):
            yield from combinations(labels, size)
        if len(labels) > 2:
            yield labels

    def _spelled(self):
        return self.setting.scalar.spelled if self.setting.scalar is not None else {}


def _plain_claims(equation: Equation, setting: Setting) -> Iterator[tuple[Node, Node]]:
    """Yield (quantity, claim) for one unit a layer, as proofs take them, for each equals sign."""
    if setting.scalar is None:
        return
    depth = setting.network.depth
    for layer in (0, *range(1, depth + 1)):
        meaning = Meaning(setting.network, Convention(), Choices(layer, setting.error))
        try:
            quantity = plain(unnamed(meaning.formula(equation.sides[0])))
            claims = [plain(unnamed(meaning.formula(side))) for side in equation.sides[1:]]
        except (NoPlainFormError, NoValueError, UnreadableError):
            continue
        loose: dict[Node, Node] = {}
        if quantity[0] == "call" and layer:  # a function of any z
            loose = {
                ("name", f"z{layer}"): ("name", "z"),
                ("name", output(layer, depth)): ("name", "a"),
            }
        for claim in claims:
            yield substitute(quantity, loose), substitute(claim, loose)
        return
