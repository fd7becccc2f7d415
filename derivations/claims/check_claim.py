"""The check of one claim: refuted at sample points, or proved by cancelling, or neither.

A claim is a formula that a person typed for a quantity of a network: "∂J/∂Why" is claimed to be
"(y - ŷ)·σ'(z2)·a1". It is compared with what the chain rule and SymPy's local rules give.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from derivations.claims.explain import explain
from derivations.claims.sampling import POINTS, agree, largest_term, sample_points, values
from derivations.language.tokens import UnreadableError, sides
from derivations.language.tree import Node, children, holds, number, replace, show
from derivations.networks.scalar_network import NOTES, ScalarNetwork, scalar_network

PROVED, NUMERICALLY, WRONG = "proved", "equal numerically", "wrong"
CANNOT_READ = "cannot read"
# The network of a claim: activations, one a layer, and a cost; None is the notes' own.
Given = ScalarNetwork | tuple[Sequence[str], str] | None


class ClaimReport(NamedTuple):
    """What is known about a claim.

    status     "proved", "equal numerically", "wrong" or "cannot read"; a line of a derivation may
               also be "follows from line 6"
    message    one or two plain sentences
    code       "" or the stable code of a diagnosis, such as "constant-factor"
    factor     where claim = factor · truth with a constant factor: that factor, such as "-n/2"
    quantity, claim    as they were read, in one spelling
    """

    status: str
    message: str
    code: str = ""
    factor: str = ""
    quantity: str = ""
    claim: str = ""

    @property
    def right(self) -> bool:
        """True for a claim that is proved or equal wherever it was tried."""
        return self.status in (PROVED, NUMERICALLY)

    @property
    def off_by(self) -> str:
        """The factor, or the code of the diagnosis where no constant fits, or ""."""
        return self.factor or self.code


def check_claim(claim: str, quantity: str, given: Given = None) -> ClaimReport:
    """Check what a person typed for a quantity of a network.

    `given` is the network: None for the notes' own (x → z1 = x·Wxh + bh → a1 = σ(z1) →
    z2 = a1·Why + by → ŷ = σ(z2), J = 1/n Σ(y − ŷ)²), or a pair (activations, cost), whose names
    are W1, b1, z1, a1, W2, …, ŷ. A claim about a quantity that adds up over the batch may be one
    sample's share, or hold the Σ. Never raises for what is typed; a wrong `given` is a ValueError.

    >>> check_claim("-(2/n)(y - ŷ)", "∂J/∂ŷ").status
    'proved'
    >>> check_claim("y - yhat", "dJ/dyhat").factor
    '-n/2'
    >>> check_claim("W1*σ'(z2)", "∂z1/∂x", (("relu", "sigmoid"), "mse")).status
    'wrong'
    """
    network = network_of(given)
    try:
        return check_read(*read_claim(claim, quantity, network), network)
    except (UnreadableError, RecursionError) as error:
        return unreadable(error)


def network_of(given: Given) -> ScalarNetwork:
    """Return the network that `given` names."""
    if given is None:
        return scalar_network(NOTES, "mse")
    if isinstance(given, ScalarNetwork):
        return given
    activations, cost = given
    return scalar_network(tuple(activations), cost)


def read_claim(claim: str, quantity: str, network: ScalarNetwork) -> tuple[Node, Node]:
    """Read a claim and its quantity; a claim may repeat the quantity before an equals sign."""
    if not isinstance(claim, str) or not isinstance(quantity, str):
        raise UnreadableError("a claim and its quantity are text")
    of = network.quantity(quantity)
    left, *parts = sides(claim)
    if len(parts) > 1:
        raise UnreadableError("one equals sign is enough")
    if parts:
        claim = parts[0]
        if network.quantity(left) != of:
            raise UnreadableError(
                f"this is about {left.strip()[:60]}, not {show(of, network.spelled)}"
            )
    return network.read(claim), of


def check_read(
    claim: Node, quantity: Node, network: ScalarNetwork, explaining: bool = True
) -> ClaimReport:
    """Check a claim that has been read; say why it is wrong only if `explaining`."""
    spelled = network.spelled
    verdict = ClaimReport(WRONG, "", quantity=show(quantity, spelled), claim=show(claim, spelled))
    if holds(with_named_deltas(claim), quantity):
        raise UnreadableError(f"this gives {verdict.quantity} by {verdict.quantity} itself")
    held, summed = without_sum(claim)
    truth, _ = without_sum(network.truth(quantity))
    of_the_batch = network.of_the_batch(quantity)
    if summed and not of_the_batch:
        return verdict._replace(
            code="sum-too-many",
            message=f"{verdict.quantity} belongs to one sample, so no Σ goes over the batch.",
        )
    _require_finite(held, network)
    if quantity[0] not in ("name", "derivative", "held"):
        _require_finite(truth, network)
    held, truth = network.expanded(held), network.expanded(truth)
    status = compare(held, truth, network)
    if status != WRONG:
        return verdict._replace(status=status, message=_praise(status, summed, of_the_batch))
    if not explaining:
        return verdict
    found = explain(held, truth, quantity, network)
    return verdict._replace(message=found.message, code=found.code, factor=found.factor)


def compare(claim: Node, truth: Node, network: ScalarNetwork) -> str:
    """Return PROVED, NUMERICALLY or WRONG for two formulas without derivatives and sums."""
    points = sample_points(network.activations)
    found, right = values(claim, points), values(truth, points)
    usable = np.isfinite(found) & np.isfinite(right)
    if usable.sum() < POINTS // 4:
        raise UnreadableError("this has no value at most of the points where it was tried")
    with np.errstate(all="ignore"):
        size, blur = np.maximum(np.abs(found), np.abs(right)), largest_term(claim, points)
        apart = np.abs(found - right) > 1e-3 * size + 1e-9 + 1e-12 * blur
    if (apart & usable).any():
        return WRONG
    # A proof needs SymPy, which takes a quarter of a second to import; a wrong claim never does.
    from derivations.claims.proof import proved_equal

    proof = proved_equal(claim, truth, network)
    if proof is None:
        if agree(found, right)[usable].all():
            return NUMERICALLY
        if (np.abs(found - right) <= 1e-12 * blur)[usable].all():
            raise UnreadableError("its terms cancel until no digits are left to compare; simplify")
        return WRONG
    return PROVED if proof else WRONG


def without_sum(node: Node) -> tuple[Node, bool]:
    """Return a formula with its Σ taken off, and whether there was one.

    A Σ may stand before a product or in each term of a sum; elsewhere it is not one sample's part.
    """
    kind, *parts = node
    if kind == "sum":
        inner, nested = without_sum(parts[0])
        if nested:
            raise UnreadableError("a Σ inside a Σ: the batch is summed once")
        return inner, True
    if kind in ("negate", "divide", "multiply", "add"):
        results = [without_sum(part) for part in parts]
        sums = [summed for _, summed in results]
        rebuilt = (kind, *(part for part, _ in results))
        if kind == "add":
            if any(sums) and not all(sums):
                raise UnreadableError("a Σ in one term and none in another: what does the Σ cover?")
            return rebuilt, any(sums)
        if sum(sums) > 1 or (kind == "divide" and sums[1]):
            raise UnreadableError("products and quotients of sums over the batch are not read")
        return rebuilt, any(sums)
    if any(_holds_sum(part) for part in children(node)):
        raise UnreadableError("a Σ inside a power or a function is not read")
    return node, False


def _holds_sum(node):
    return node[0] == "sum" or any(map(_holds_sum, children(node)))


def _require_finite(node, network):
    """Raise UnreadableError, naming the divisor, where a formula divides by what is always 0."""
    for part in children(node):
        _require_finite(part, network)
    if node[0] == "divide":
        below = network.expanded(without_sum(node[2])[0])
        found = values(below, sample_points(network.activations))
        if not np.any(found) or (
            np.nanmax(np.abs(found)) < 1e-9 and compare(below, number(0), network) == PROVED
        ):
            shown = show(node[2], network.spelled)
            raise UnreadableError(f"this divides by {shown}, which is 0")


def _praise(status, summed, of_the_batch):
    if status == NUMERICALLY:
        return "It agrees at every point that was tried; an exact proof is out of reach."
    if of_the_batch and not summed:
        return "Right, as one sample's share: the batch's adds these up over its n samples."
    return "Right."


def unreadable(error: Exception) -> ClaimReport:
    """Make the verdict on what could not be read, for the error that says why."""
    text = "the formula is nested too deeply" if isinstance(error, RecursionError) else str(error)
    text = text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")
    return ClaimReport(CANNOT_READ, text, "cannot-read")


def with_named_deltas(node: Node) -> Node:
    """Return a formula with each δ written as the ∂J/∂z that it is short for."""

    def change(part):
        if part[0] == "name" and part[1].startswith("δ"):
            return ("derivative", "J", f"z{part[1][1:]}")
        return part

    return replace(node, change)
