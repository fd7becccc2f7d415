"""A network of the author's own: lines that define it, and derivatives judged by those alone.

Some derivations are about another network than any that the course has: y = m·x + c, a neuron with
two inputs, units called h1 and o1. Its lines define what it is. Each name is a number of its own,
inputs and targets one for each sample, and derivatives are taken by complex steps.
"""

from dataclasses import dataclass, field

import numpy as np

from derivations.arrays import Array
from derivations.claims.both_sides import equal
from derivations.claims.convention import Convention
from derivations.claims.evaluate import value
from derivations.claims.judgement import is_circular
from derivations.claims.quantity_names import COSTS, COUNTS, INPUTS, PREDICTIONS, TARGETS
from derivations.claims.report import DEFINED, NUMERICALLY, WRONG, ClaimReport, unreadable
from derivations.claims.sample_network import ERROR, Network, loss_of_one
from derivations.claims.update import is_notation, update_of
from derivations.claims.world import NoValueError, ShapeError, World
from derivations.language.tokens import UnreadableError
from derivations.notation.grammar import Equation
from derivations.notation.syntax import Name, Syntax, every, fraction_of, names, number, rebuilt
from derivations.notation.words import OPEN_FUNCTIONS
from derivations.notation.writing import written

POINTS, SAMPLES = 12, 5
SEED = 20261
BAR = "̄"
SPELLED = {
    "X": "x",
    "yhat": "ŷ",
    "y_hat": "ŷ",
    "Yhat": "ŷ",
    "Y_hat": "ŷ",
    "y_true": "y",
    "Loss": "L",
}
ANY = "any cost"  # the name of the cost where no line says what it is
SAMPLE_LETTERS = ("i", "j", "k")
NO_SUM = "The left side is one number, and the right side is one for each index. A Σ is missing."
_FAILURES = (UnreadableError, NoValueError, ShapeError, RecursionError)


@dataclass
class OwnNetwork:
    """Definitions of a derivation, as its author wrote them.

    definitions    {name: formula}
    indexed        the names that were defined with the index of a sample
    parameters     the names that something is differentiated by, or that an update changes
    cost           the name of the cost, or ""
    of_samples     the names that were typed with the index of a sample: a number for each of them
    apart          the spellings that stand beside another one of the same quantity: x and X
    """

    definitions: dict[str, Syntax] = field(default_factory=dict)
    indexed: set[str] = field(default_factory=set)
    parameters: set[str] = field(default_factory=set)
    cost: str = ""
    of_samples: set[str] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)

    def is_one_of(self, network: Network) -> bool:
        """Say whether this is a network of one layer with the activation and the cost of another.

        The names may differ: slope·x + intercept is the identity of a weighted sum.
        """
        if network.depth != 1 or not self.cost:
            return False
        try:
            cost = self.world().value(self.cost)
            for name, node in self.definitions.items():
                applied = node[1] if node[0] == "call" else "identity"
                of_its_kind = name != self.cost and applied == network.activations[0]
                if of_its_kind and self._is_cost_of(name, cost, network):
                    return True
        except _FAILURES:
            return False
        return False

    def _is_cost_of(self, output: str, cost: Array, network: Network) -> bool:
        """Say whether the cost is a number times the cost of a network with this output."""
        made = self.world()
        if output not in self._reached(self.cost):
            return False
        for target in sorted(made.leaves.keys() & {"y", "t", "target", "Y"}):
            leaves = {"ŷ": made.value(output), "y": made.leaves[target]}
            of_one = loss_of_one(network, Convention())
            error: Syntax = ("add", ("name", "y"), ("negate", ("name", "ŷ")))
            other = World(leaves, {ERROR: error}, "rows", SAMPLES, value, sampled=True)
            losses = value(of_one, other)
            if cost.shape == losses.shape or cost.shape[-2:] == (1, 1):
                known = losses if cost.shape == losses.shape else losses.sum(axis=-2, keepdims=True)
                ratio = (np.real(cost) / np.real(known)).ravel()
                if np.ptp(ratio) <= 1e-9 * np.abs(ratio).max():
                    return True
        return False

    def _reached(self, name: str) -> set[str]:
        """Return the names that a name is made of, through whatever lies between."""
        waiting, seen = [name], set()
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                node = self.formula(self.definitions.get(one, ("number", 0)))
                waiting += [part[1] for part in every(node) if part[0] == "name"]
        return seen

    def check(self, equation: Equation) -> ClaimReport:
        """Check a line: it defines a name, or is judged by what is defined in all lines."""
        left, *others = equation.sides
        report = ClaimReport(WRONG, "", quantity=written(left), claim=written(others[-1]))
        try:
            return self._checked(equation, report)
        except _FAILURES as error:
            return unreadable(error)

    def _checked(self, equation, report):
        left, *others = equation.sides
        if self._defines(equation):
            return report._replace(status=DEFINED, message=f"{report.quantity} is used as defined.")
        if len(others) == 1 and (step := update_of(left, others[0])) is not None:
            return self._update(left, step, report)
        if len(others) == 1 and is_notation(left, others[0]):
            return report._replace(
                status=DEFINED, message=f"This is the definition of {report.quantity}."
            )
        for other in others:
            if is_notation(left, other):
                continue
            sides = self.formula(left), self.formula(other)
            if sum(any(part == ("name", ANY) for part in every(side)) for side in sides) == 1:
                self._the_cost()  # refuses: which cost it is matters here
            if is_circular(*sides):
                raise UnreadableError(f"this defines {report.quantity} by itself")
            world = self.world(sides)
            here, there = (value(side, world) for side in sides)
            adding = self._adds_up_in(sides)
            if here.shape[-2] == 1 < there.shape[-2] and not _adds_up(other):
                if any(map(sample_of, names(other))):
                    return report._replace(message=NO_SUM, code="missing-sum")
                there = there.sum(axis=-2, keepdims=True)  # one sample's share
            if not (np.any(here) or np.any(there)) and fraction_of(other) != 0:
                raise UnreadableError("by the definitions, both sides are 0 throughout")
            if none := _independent(self.formula(left), here, there):
                raise UnreadableError(none)
            same, why = equal(here, there, None, False)
            if same is None:
                raise UnreadableError(why)
            if not same:
                return report._replace(
                    message=f"The definitions give another formula.{_factor(here, there, adding)}",
                    claim=written(other),
                )
        return report._replace(status=NUMERICALLY, message="Right by the definitions of this text.")

    def _defines(self, equation):
        left = equation.sides[0]
        return left[0] == "name" and self.definitions.get(self.name(left[1])) == equation.sides[-1]

    def knows(self, equation: Equation) -> bool:
        """Say whether each name of an equation is defined, or stands in a definition."""
        try:
            there = set().union(*(self._reached(name) for name in self.definitions))
            sides = [self.formula(side) for side in equation.sides]
        except UnreadableError:
            return False
        asked = {part[1] for side in sides for part in every(side) if part[0] == "name"}
        return asked <= there | {ANY, "n"}

    def has_another_formula(self, equation: Equation) -> bool:
        """Say whether an equation gives a name of the author's a formula, and one above has, too.

        A cost may be written in several scales, and a number is an example.
        """
        left, right = equation.sides[0], equation.sides[-1]
        if left[0] != "name" or left[1].base in COSTS or len(equation.sides) < 2:
            return False
        given = self.definitions.get(self.name(left[1]))
        return (
            given not in (None, right) and fraction_of(right) is None and left not in every(right)
        )

    def formula(self, node: Syntax) -> Syntax:
        """Return a formula in the author's own names; UnreadableError for what they do not say."""

        def change(part: Syntax) -> Syntax:
            match part[0]:
                case "name" if isinstance(part[1], Name):
                    return self._slope_by(part[1]) or ("name", self.name(part[1]))
                case "gradient":
                    return ("derivative", 1, ("name", self.cost or ANY), part[1])
                case "derivative" if part[2][0] == "name" and not self._has(part[2][1]):
                    return (*part[:2], ("name", self.cost or ANY), part[3])
                case "sum":
                    return ("sum", None, part[2])
                case "total" if part[1] is None:
                    return ("sum", None, part[2])
                case "mean" if part[1] is None:
                    return ("divide", ("sum", None, part[2]), number(SAMPLES))
                case "power" if part[1] == ("name", "e") and "e" not in self.definitions:
                    return ("call", "exp", 0, (part[2],))
                case "call" if part[1] in self.definitions and not part[2]:
                    return called(("name", part[1]), part[3][0])
                case "call" if part[1] in OPEN_FUNCTIONS:
                    raise UnreadableError(f"which function is {part[1]}? Define it above")
                case "bare" | "primed" | "transpose" | "total" | "mean" | "entry" | "norm":
                    raise UnreadableError("with own definitions only numbers can be checked")
            return part

        return rebuilt(node, change)

    def _slope_by(self, name: Name) -> Syntax:
        """Return ∂E/∂m for D_m, else nothing."""
        if name.base != "D" or len(name.below) != 1 or not self.cost:
            return ()
        by = Name(name.below[0].letter)
        return ("derivative", 1, ("name", self.cost), ("name", self.name(by))) if by.base else ()

    def name(self, name: Name) -> str:
        """Return what a name is called, without the index of its sample."""
        below = tuple(one for one in name.below if one.letter not in SAMPLE_LETTERS)
        above = () if name.in_brackets and name.above[0].letter else name.above
        base = name.base if name.base in self.apart else SPELLED.get(name.base, name.base)
        made = str(name._replace(base=base, below=below, above=above))
        if made in self.definitions and base in TARGETS and below != name.below:
            return (
                made if made in self.indexed else f"{made} of the data"
            )  # y_i, beside y = m·x + b
        if name.hat == BAR and made not in self.definitions:  # ȳ_i, the prediction
            return next((one for one in ("Y", "y", "ŷ") if one in self.definitions), made)
        if made == "output" and "out_o1" in self.definitions:  # of the one output unit
            return "out_o1"
        return "target" if made == "target_o1" else made

    def _has(self, name: str) -> bool:
        return name in self.definitions or not self._is_a_cost(name)

    def _the_cost(self) -> str:
        if not self.cost:
            raise UnreadableError("no line says what the cost is")
        return self.cost

    def world(self, sides: tuple[Syntax, ...] = ()) -> World:
        """Return the network at random points; whatever no line defines is a number of its own."""
        rng = np.random.default_rng(SEED)
        meant = {name: self.formula(node) for name, node in self.definitions.items()}
        meant[ANY] = self._any_cost()
        there = {
            part[1]: None
            for node in (*meant.values(), *sides)
            for part in every(node)
            if part[0] == "name"
        }
        leaves: dict[str, Array] = {}
        adding = self._adds_up_in(sides)
        if "n" not in meant:
            leaves["n"] = np.full((POINTS, 1, 1), float(SAMPLES))
        for name in there:
            if name not in meant:
                leaves[name] = self._leaf(name, rng, adding)
        held = {name for name in meant if not self._is_a_cost(name) and self._adds_up_below(name)}
        return World(leaves, meant, "rows", SAMPLES, value, sampled=True, held=frozenset(held))

    def _any_cost(self) -> Syntax:
        """Return a cost of all that the definitions end in, for lines that hold for every cost."""
        within = {
            self.name(one)
            for node in self.definitions.values()
            for one in names(node)
            if isinstance(one, Name)
        }
        ends = [("name", name) for name in self.definitions if name not in within]
        terms = [
            ("add", ("times", "⊙", ("name", f"{ANY} {end[1]}"), end), ("times", "⊙", end, end))
            for end in ends
        ]
        return ("sum", None, ("add", number(0), *terms))

    @staticmethod
    def _is_a_cost(name: str) -> bool:
        return name in COSTS or name == ANY or name[0] in "JLCE"

    def _adds_up_in(self, sides: tuple[Syntax, ...]) -> bool:
        """Say whether samples are added up, in a definition or in an equation."""
        return any(map(_adds_up, (*self.definitions.values(), *sides)))

    def _adds_up_below(self, name: str) -> bool:
        """Say whether a Σ stands in the definition of a name, or in that of a name within it."""
        return any(_adds_up(self.definitions.get(one, ())) for one in self._reached(name))

    def _leaf(self, name: str, rng: np.random.Generator, adding: bool) -> Array:
        """Return the numbers of a name; n and m are the number of samples where some are added."""
        base = name.partition("_")[0]
        if name in ("e", "π"):
            return np.full((1, 1, 1), np.e if name == "e" else np.pi)
        if base in COUNTS and adding and name not in self.parameters:
            return np.full((POINTS, 1, 1), float(SAMPLES))
        if name.startswith(ANY):  # its slope by an end
            return rng.uniform(0.3, 1.5, (POINTS, SAMPLES, 1))
        if name in self.of_samples and base not in INPUTS | TARGETS | PREDICTIONS:
            signs = rng.choice([-1.0, 1.0], (POINTS, SAMPLES, 1))
            return signs * rng.uniform(0.3, 1.5, (POINTS, SAMPLES, 1))
        if base in TARGETS | PREDICTIONS:
            return rng.uniform(0.1, 0.9, (POINTS, SAMPLES, 1))
        if base == "ε":  # added under a root, or to a divisor
            return rng.uniform(0.1, 0.9, (POINTS, 1, 1))
        signs = rng.choice([-1.0, 1.0], (POINTS, SAMPLES, 1))
        if base in INPUTS | {"i"}:
            return signs * rng.uniform(0.3, 1.5, (POINTS, SAMPLES, 1))
        return signs[:, :1] * rng.uniform(0.3, 1.5, (POINTS, 1, 1))

    def _update(self, left, step, report):
        """Check that an update goes against the gradient of the cost."""
        by = self.formula(left)
        slope_of: Syntax = ("derivative", 1, ("name", self._the_cost()), by)
        sides = slope_of, self.formula(step)
        world = self.world(sides)
        fixed = {  # a rate is positive, and the same for everything
            name: np.abs(array[:1])
            for name, array in world.leaves.items()
            if array.shape[-2] == 1 and not self._matters(name)
        }
        world = world.with_leaves(fixed)
        slope, change = (value(side, world) for side in sides)
        if slope.shape[-2] > 1:  # the cost of one sample
            change = np.broadcast_to(change, slope.shape)
        ratio = np.real(change) / np.where(np.abs(slope) > 1e-12, np.real(slope), np.nan)
        ratio = ratio[np.isfinite(ratio)]
        if not ratio.size or np.ptp(ratio) > 1e-9 * np.abs(ratio).max():
            return report._replace(message="The step is not a multiple of the gradient.")
        if ratio[0] > 0:
            said = "The sign is wrong: this step adds the gradient, so J grows."
            return report._replace(message=said, code="sign", factor="-1")
        return report._replace(
            status=NUMERICALLY, message="Right: this is a step of gradient descent."
        )

    def _matters(self, name: str) -> bool:
        """Say whether the cost depends on a name."""
        return name in self._reached(self._the_cost())


def _adds_up(node: Syntax) -> bool:
    return bool(node) and any(part[0] in ("sum", "total", "mean") for part in every(node))


def called(name: Syntax, argument: Syntax) -> Syntax:
    """Return h for h(x), where "h = w·x" stands above, and h·(1 − h) for h(1 − h)."""
    typed = argument[1] if argument[0] == "name" else ""
    base = typed.base if isinstance(typed, Name) else str(typed).partition("_")[0]
    if base not in INPUTS:
        return ("times", "", name, argument)
    if isinstance(name[1], Name) and isinstance(typed, Name):  # h(x^(i)) is h^(i)
        marked = typed._replace(base=name[1].base, hat=name[1].hat)
        return ("name", marked)
    return name


def _independent(left: Syntax, here: Array, there: Array) -> str:
    """Say so where a derivative is 0 by the definitions, and something else is claimed."""
    if left[0] != "derivative" or np.any(here) or not np.any(there):
        return ""
    return f"by the definitions, {written(left[2])} does not depend on {written(left[3])}"


def _factor(left: Array, right: Array, adding: bool) -> str:
    """Say by which number a claim is off, where it is one and the same everywhere.

    The batch that is tried has a size of its own: where samples are added up, it is called n.
    """
    left, right = np.broadcast_arrays(np.real(left), np.real(right))
    usable = np.isfinite(left) & np.isfinite(right) & (np.abs(left) > 1e-9)
    ratio = (right / np.where(usable, left, 1))[usable]
    if ratio.size < 2 or np.ptp(ratio) > 1e-9 * np.abs(ratio).max() or abs(ratio[0]) < 1e-9:
        return ""
    shown = f"{ratio[0]:.6g}"
    if adding:
        for power, form in ((1, "{}/n"), (-1, "{}·n")):
            number = ratio[0] * float(SAMPLES) ** power
            if any(abs(number - one) < 1e-9 for one in (1, -1, 2, -2, 0.5, -0.5)):
                shown = form.format(f"{number:g}").replace("1·n", "n")
    return f" This is {shown} times that formula."


def sample_of(name: Name) -> str:
    """Return the letter that numbers the samples of a name: i of g_i and of x^(i), else ""."""
    raised = name.above if name.in_brackets else ()
    letters = [one.letter for one in (*name.below, *raised)]
    return letters[0] if len(letters) == 1 and letters[0] in SAMPLE_LETTERS else ""
