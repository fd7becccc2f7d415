"""The check of a claim about one unit a layer: refuted at points, proved by cancelling, or neither.

A claim is a formula that a person typed for a quantity of a network: "∂J/∂Why" is claimed to be
"(y - ŷ)·σ'(z2)·a1". It is compared with what the chain rule and SymPy's local rules give.
"""

from collections.abc import Sequence

import numpy as np

from derivations.claims.explain import explain
from derivations.claims.report import NUMERICALLY, PROVED, WRONG, ClaimReport
from derivations.claims.sampling import POINTS, agree, largest_term, sample_points, values
from derivations.language.tokens import UnreadableError
from derivations.language.tree import Node, children, holds, number, replace, show
from derivations.networks.scalar_network import NOTES, ScalarNetwork, scalar_network

# The network of a claim: activations, one a layer, and a cost; None is the notes' own.
Given = ScalarNetwork | tuple[Sequence[str], str] | None


def network_of(given: Given) -> ScalarNetwork:
    """Return the network that `given` names."""
    if given is None:
        return scalar_network(NOTES, "mse")
    if isinstance(given, ScalarNetwork):
        return given
    activations, cost = given
    return scalar_network(tuple(activations), cost)


def check_read(
    claim: Node, quantity: Node, network: ScalarNetwork, explaining: bool = True
) -> ClaimReport:
    """Check a claim that has been read; say why it is wrong only if `explaining`."""
    spelled = network.spelled
    verdict = ClaimReport(WRONG, "", quantity=show(quantity, spelled), claim=show(claim, spelled))
    if holds(with_named_deltas(claim), quantity):
        raise UnreadableError(f"this defines {verdict.quantity} by itself")
    held, summed = without_sum(claim)
    truth, _ = without_sum(network.truth(quantity))
    of_the_batch = network.of_the_batch(quantity)
    if summed and not of_the_batch:
        return verdict._replace(
            code="sum-too-many",
            message=f"{verdict.quantity} belongs to one sample. Remove the Σ over the batch.",
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
    found = explain(held, truth, quantity, network, _written(claim))
    return verdict._replace(message=found.message, code=found.code, factor=found.factor)


def compare(claim: Node, truth: Node, network: ScalarNetwork) -> str:
    """Return PROVED, NUMERICALLY or WRONG for two formulas without derivatives and sums."""
    points = sample_points(network.activations)
    found, right = values(claim, points), values(truth, points)
    usable = np.isfinite(found) & np.isfinite(right)
    if usable.sum() < POINTS // 4:
        raise UnreadableError("the formula has no value at most sample points")
    with np.errstate(all="ignore"):
        distance = np.abs(found - right)
        near = 1e-3 * np.maximum(np.abs(found), np.abs(right)) + 1e-9
        if (usable & (distance > near)).any():
            blur = largest_term(claim, points)
            if (usable & (distance > near + 1e-12 * blur)).any():
                return WRONG
    # A proof needs SymPy, which takes a quarter of a second to import; a wrong claim never does.
    from derivations.claims.proof import proved_equal

    proof = proved_equal(claim, truth, network)
    if proof is None:
        if agree(found, right)[usable].all():
            return NUMERICALLY
        if (distance <= 1e-12 * largest_term(claim, points))[usable].all():
            raise UnreadableError(
                "its terms cancel so far that no digits remain to compare; simplify the formula"
            )
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
            raise UnreadableError("there is a Σ inside a Σ, but the batch is summed only once")
        return inner, True
    if kind in ("negate", "divide", "multiply", "add"):
        results = [without_sum(part) for part in parts]
        sums = [summed for _, summed in results]
        rebuilt = (kind, *(part for part, _ in results))
        if kind == "add":
            if any(sums) and not all(sums):
                raise UnreadableError(
                    "one term has a Σ and another has none; put brackets around the terms of the Σ"
                )
            return rebuilt, any(sums)
        if sum(sums) > 1 or (kind == "divide" and sums[1]):
            raise UnreadableError("products and quotients of sums over the batch are not supported")
        return rebuilt, any(sums)
    if any(_holds_sum(part) for part in children(node)):
        raise UnreadableError("a Σ inside a power or a function is not supported")
    return node, False


def _holds_sum(node):
    return node[0] == "sum" or any(map(_holds_sum, children(node)))


def _require_finite(node, network):
    """Raise UnreadableError, naming the divisor, where a formula divides by what is always 0."""
    for part in children(node):
        _require_finite(part, network)
    if node[0] == "divide" and not _never_zero(node[2]):
        below = network.expanded(without_sum(node[2])[0])
        found = values(below, sample_points(network.activations))
        if not np.any(found) or (
            np.nanmax(np.abs(found)) < 1e-9 and compare(below, number(0), network) == PROVED
        ):
            shown = show(node[2], network.spelled)
            raise UnreadableError(f"this divides by {shown}, which is 0")


def _never_zero(node):
    """Say whether a divisor is a number, a name or a product of them, which is not always 0."""
    if node[0] in ("multiply", "power"):
        return all(map(_never_zero, children(node)))
    return node[0] == "name" or (node[0] == "number" and node != number(0))


def _written(node):
    """Return the names in a formula, but for those of its derivatives: δ3 is ∂J/∂z3, and no z3."""
    if node[0] == "name":
        return {node[1]}
    if node[0] in ("derivative", "held"):
        return set()
    return set().union(*map(_written, children(node)))


def _praise(status, summed, of_the_batch):
    if status == NUMERICALLY:
        return "Both sides agree at every sample point, but an exact proof is not possible."
    if of_the_batch and not summed:
        return "Right for one sample; for the batch, add this over its n samples."
    return "Right."


def with_named_deltas(node: Node) -> Node:
    """Return a formula with each δ written as the ∂J/∂z that it is short for."""

    def change(part):
        if part[0] == "name" and part[1].startswith("δ"):
            return ("derivative", "J", f"z{part[1][1:]}")
        return part

    return replace(node, change)
