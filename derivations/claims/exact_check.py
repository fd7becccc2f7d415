"""The exact check of an equation between matrices: proved entry by entry, or at a random point.

A proof is tried on a small network: two samples, two units a layer. What it cannot reach is
compared modulo a prime, on a network of three.
"""

from fractions import Fraction
from itertools import pairwise
from random import Random

import numpy as np

from derivations.claims.both_sides import free_values
from derivations.claims.convention import Convention
from derivations.claims.evaluate import value
from derivations.claims.exact import Exact, UnprovedError
from derivations.claims.residue import PRIME, SEED, Residue
from derivations.claims.sample_network import (
    CONSTANTS,
    MOMENTS,
    Network,
    definitions,
    is_turned,
    output,
    sizes,
)  # fmt: skip
from derivations.claims.world import World
from derivations.notation.syntax import Syntax, every

MOST_UNITS = 3  # units a layer, and samples, of a check modulo a prime
PRODUCTS = 6_000  # of terms, in one proof
OPAQUE = "D"  # the derivative of J by the quantity where a network is cut


def equal_modulo_a_prime(
    left: Syntax, right: Syntax, network: Network, convention: Convention
) -> bool:
    """Say whether both sides agree at a random point, modulo a prime.

    False where they do not, or have no value there.
    """
    random = Random(SEED)
    widths = [min(MOST_UNITS, width) for width in sizes(network, convention)]
    samples = MOST_UNITS if convention.batch else 1
    return any(
        _equal(
            left,
            right,
            _world(
                needed, defined, network, convention, widths, samples,
                lambda: Residue(random.randrange(2, PRIME)),
            ),
        )
        for needed, defined in _definitions(left, right, network, convention)
    )  # fmt: skip


def proved(left: Syntax, right: Syntax, network: Network, convention: Convention) -> bool:
    """Say whether both sides are proved equal, entry by entry, on a small network."""
    from derivations.claims.polynomials import Ring  # SymPy takes a quarter of a second to import

    widths = [min(2, width) for width in sizes(network, convention)]
    samples = 2 if convention.batch else 1

    def holds(needed: dict[str, int], defined: dict[str, Syntax]) -> bool:
        counted: list[Residue] = []

        def count() -> Residue:
            counted.append(Residue(1))
            return counted[-1]

        _world(needed, defined, network, convention, widths, samples, count)
        entries = iter(Ring(len(counted), PRODUCTS).entries)
        world = _world(needed, defined, network, convention, widths, samples, lambda: next(entries))
        return _equal(left, right, world)

    return any(holds(*cut) for cut in _definitions(left, right, network, convention))


def _definitions(left, right, network, convention):
    """Yield the names that are needed and their definitions, of a network cut short, then whole.

    J acts on all that comes before a quantity through that quantity alone. Where an equation only
    has derivatives of J by earlier ones, any J will do: the sum of D times the quantity.
    """
    whole = definitions(network, convention)
    path = [name for name in whole if name[0] in "zaŷ" and name in _path(network)]
    about = [
        (_position(part[3], path), part[3])
        for side in (left, right)
        for part in every(side)
        if part[0] == "derivative" and ("name", "J") in every(part[2])
    ]
    low = [at - (by[0] == "name" and by[1][0] in "Wb") for at, by in about]
    reached = [at for at, _ in about]
    if reached and max(reached) < len(path) and not _names_the_cost(left, right):
        cut = path[max(reached)] if max(reached) >= 0 else path[0]
        short = {"J": ("total", None, ("times", "⊙", ("name", OPAQUE), ("name", cut)))}
        defined = {**_from(min(low), path, whole), **short}
        yield {**_needed(left, right, defined), OPAQUE: path.index(cut) // 2 + 1}, defined
    defined = _from(min(low), path, whole) if reached else whole
    yield _needed(left, right, defined), defined


def _from(lowest, path, whole):
    """Return the definitions without that of the lowest z or a that something is differentiated by.

    Nothing is differentiated by what comes before it, so it may have any value.
    """
    if not 0 <= lowest < len(path):
        return whole
    return {name: formula for name, formula in whole.items() if name != path[lowest]}


def _names_the_cost(left, right):
    """Say whether J itself stands in an equation, not only its derivatives."""
    return any(side == ("name", "J") for side in (left, right))


def _path(network):
    depth = network.depth
    return [name for layer in range(1, depth + 1) for name in (f"z{layer}", output(layer, depth))]


def _position(by, path):
    """Return where in the path a quantity acts first: -1 for the input."""
    name = by[1] if by[0] == "name" else by[1][1] if by[0] == "entry" else ""
    if name in path:
        return path.index(name)
    if name[:1] in ("W", "b") and name[1:].isdigit():
        return 2 * (int(name[1:]) - 1)
    return -1 if name == "x" else len(path)


def _needed(left, right, defined):
    """Return the leaves that two formulas need, {name: 0}, through all definitions."""
    found: dict[str, int] = {}
    waiting = [part[1] for side in (left, right) for part in every(side) if part[0] == "name"]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = 0
        if name in defined:
            waiting += [part[1] for part in every(defined[name]) if part[0] == "name"]
    return found


def _equal(left, right, world):
    try:
        pairs = list(free_values(left, right, world))
        return bool(pairs) and all(_same(here, there) for here, there in pairs)
    except (UnprovedError, ValueError, TypeError, AttributeError, ZeroDivisionError, KeyError):
        return False


def _count(network, widths, samples):
    """Return n, what J averages over: all predictions, or the samples for cross-entropy."""
    return samples if network.cost == "cross_entropy" else samples * widths[-1]


def _same(left, right):
    if left.shape[-2:] != right.shape[-2:] and right.shape[-2:] != (1, 1):
        return False
    return bool(np.all(left == right))


def _world(needed, defined, network, convention, widths, samples, draw):
    """Return a network whose entries are exact numbers that `draw` makes."""

    def array(rows, columns):
        made = np.empty((1, rows, columns), dtype=object)
        for row in range(rows):
            for column in range(columns):
                made[0, row, column] = Exact(draw())
        return made

    shapes = {"x": (samples, widths[0]), "y": (samples, widths[-1])}
    for layer, (before, after) in enumerate(pairwise(widths), 1):
        shapes |= {f"W{layer}": (before, after), f"b{layer}": (1, after)}
    if OPAQUE in needed:
        shapes[OPAQUE] = (samples, widths[needed[OPAQUE]])
    for at, name in enumerate(_path(network)):
        if name not in defined:
            shapes[name] = (samples, widths[at // 2 + 1])
    leaves = {name: array(*shape) for name, shape in shapes.items() if name in needed}
    if network.activations[-1] == "softmax" and "y" in leaves:  # a sample's targets add up to 1
        leaves["y"][..., -1] = 1 - leaves["y"][..., :-1].sum(axis=-1)
    turned = [name for name in leaves if is_turned(name, convention.layout)]
    leaves |= {name: np.swapaxes(leaves[name], -1, -2) for name in turned}
    for name in (*CONSTANTS, *MOMENTS, "e", "π"):
        if name in needed:
            leaves[name] = array(1, 1)
    leaves["n"] = array(1, 1)
    if convention.batch:
        number = leaves["n"][0, 0, 0].value.like(Fraction(_count(network, widths, samples)))
        leaves["n"][0, 0, 0] = Exact(number)
    return World(leaves, defined, convention.side, samples, value, exact=True)
