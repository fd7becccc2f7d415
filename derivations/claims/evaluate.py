"""The value of a formula in a world: matrix products, entrywise products, sums over samples.

A product without a sign of its own is a matrix product where the shapes allow it, else entry by
entry where both shapes are the same.
"""

from fractions import Fraction

import numpy as np

from derivations.arrays import Array
from derivations.claims.arithmetic import (
    NUMPY,
    REDUCED,
    added_up,
    choice,
    compared,
    diagonal,
    entrywise,
    is_number,
    powered,
    product,
    shape,
)
from derivations.claims.exact import Exact
from derivations.claims.functions import PRIMITIVES, formula
from derivations.claims.world import NoEntryError, NoValueError, ShapeError, World
from derivations.notation.syntax import Syntax, every, number, rebuilt

MOST_UNITS = 12
# Weights of the five points of a central difference, of fourth order in their distance.
STENCIL = ((-2, 1 / 12), (-1, -2 / 3), (1, 2 / 3), (2, -1 / 12))
WIDTH = 1e-3


def value(node: Syntax, world: World) -> Array:
    """Return a formula's values in a world, (points, rows, columns).

    ShapeError where arrays do not fit together, NoValueError where the network lacks something.
    """
    with np.errstate(all="ignore"):
        return _value(node, world)


def _value(node, world):
    kind, *parts = node
    match kind:
        case "number":
            return _number(parts[0], world)
        case "name":
            return world.value(parts[0])
        case "add":
            total = _value(parts[0], world)
            for part in parts[1:]:
                added = _value(part, world)
                if _keeps(part, added, total):
                    total = total + added
                else:
                    total = added_up(total, added, world.layout)
            return total
        case "negate":
            return -_value(parts[0], world)
        case "times":
            sign, left, right = parts
            return product(_value(left, world), _value(right, world), sign, world.loose)
        case "divide":
            above, below = (_value(part, world) for part in parts)
            if _keeps(parts[1], below, above):
                return above / below
            return entrywise(above, below, np.divide, "/")
        case "power" if parts[0][0] == "norm" and parts[1] == number(2):
            inner = _value(parts[0][1], world)
            return (inner * inner).sum(axis=(-1, -2), keepdims=True)
        case "power":
            base, exponent = (_value(part, world) for part in parts)
            if parts[1][0] == "number" and parts[1][1].denominator == 1:
                return base ** int(parts[1][1])
            return entrywise(base, exponent, powered, "^")
        case "transpose":
            return np.swapaxes(_value(parts[0], world), -1, -2)
        case "call":
            return _call(parts, world)
        case "derivative":
            return _derivative(parts, world)
        case "sum":
            return _summed(parts, world)
        case "total" | "mean" | "largest":
            return _total(kind, parts, world)
        case "where":
            condition, yes, no = parts
            return _chosen(condition, yes, no, world)
        case "indicator":
            return _condition(parts[0], world).astype(float)
        case "norm":
            inner = _value(parts[0], world)
            return np.sqrt((inner * inner).sum(axis=(-1, -2), keepdims=True))
        case "absolute":
            inner = _value(parts[0], world)
            return np.where(np.real(inner) < 0, -inner, inner)
        case "trace":
            inner = _value(parts[0], world)
            if inner.shape[-1] != inner.shape[-2]:
                raise ShapeError(f"a trace is taken of a square matrix, not of {shape(inner)}")
            diagonals = np.arange(inner.shape[-1])
            return inner[..., diagonals, diagonals].sum(axis=-1)[..., None, None]
        case "extent":
            return np.full((1, 1, 1), float(_value(parts[0], world).shape[parts[1] - 2]))
        case "diag":
            return diagonal(_value(parts[0], world))
        case "outer":
            left, right = (_value(part, world) for part in parts)
            flat = [one.reshape(*one.shape[:-2], -1) for one in (left, right)]
            return flat[0][..., :, None] * flat[1][..., None, :]
        case "entry":
            return _entry(parts, world)
        case "label":
            raise NoValueError("p_y is supported only in a logarithm, as in -ln p_y")
        case "nothing":  # no case holds there
            return np.full((1, 1, 1), np.nan)
        case "ones":
            return np.ones((1, world.samples, 1))
        case "kronecker":
            left, right = (_index(part, world) for part in parts)
            return np.full((1, 1, 1), float(left == right))
    raise NoValueError("this form is not supported here")


def _number(given, world):
    if not world.exact:
        return np.full((1, 1, 1), float(given))
    made = np.empty((1, 1, 1), dtype=object)
    made[0, 0, 0] = Exact(world.leaves["n"][0, 0, 0].value.like(Fraction(given)))
    return made


def _call(parts, world):
    function, primes, arguments = parts
    found = [_value(argument, world) for argument in arguments]
    if function in ("max", "min") and len(found) == 2:
        left, right = found
        higher, lower = (left, right) if function == "max" else (right, left)
        return choice(compared(">", higher, lower), left, right)
    if len(found) != 1:
        raise NoValueError(f"{function} takes one argument here")
    if function == "softmax":
        if primes:
            raise NoValueError("softmax has a Jacobian instead of one slope; write ∂a_i/∂z_j")
        axis = -1 if world.layout == "rows" else -2
        largest = 0 if world.exact else np.real(found[0]).max(axis=axis, keepdims=True)
        powers = np.exp(found[0] - largest)
        return powers / powers.sum(axis=axis, keepdims=True)
    if not primes and function in PRIMITIVES:
        return NUMPY[function](found[0])
    leaves = {"z": found[0], **({"n": world.leaves["n"]} if world.exact else {})}
    inner = World(leaves, {}, world.layout, world.samples, value, world.exact)
    return _value(formula(function, primes), inner)


def _derivative(parts, world):
    order, of, by = parts
    if order > 1:
        return _difference(("derivative", order - 1, of, by), by, world)
    if any(part[0] == "derivative" for part in every(of)):
        return _difference(of, by, world)
    if by[0] == "entry":
        _, inner, indices = by
        if inner[0] != "name":
            raise NoValueError(
                "the denominator of a derivative must be a quantity or one of its entries"
            )
        here = world.value(inner[1])
        return world.derivative(of, inner[1], _place(here, indices, world))
    if by[0] == "transpose":
        return np.swapaxes(_derivative((order, of, by[1]), world), -1, -2)
    if by[0] != "name":
        raise NoValueError("the denominator of a derivative must be a name")
    return world.derivative(of, by[1])


def _difference(of, by, world):
    """Return the derivative of a derivative by differences: the second to ten digits or so."""
    if by[0] != "name" or world.exact:
        raise NoValueError("the denominator of a second derivative must be a name")
    start = world.value(by[1])
    if not is_number(start):
        raise NoValueError("a second derivative is supported only for one unit per layer")
    terms = (
        weight * _value(of, world.with_leaves({by[1]: start + at * WIDTH}))
        for at, weight in STENCIL
    )
    return sum(terms, np.zeros((1, 1, 1))) / WIDTH


def _summed(parts, world):
    """Sum over the samples, or over the units where the index is not a sample's."""
    letter, body = parts
    if letter and letter.startswith("unit:"):
        return _over_units(letter[5:], body, world)
    body, world = _with_inner_sums(body, world)
    bound = {letter: 0} if letter else {}
    found = [
        _value(body, world.at_sample(index).with_bound(bound)) for index in range(world.samples)
    ]
    return np.sum(np.broadcast_arrays(*found), axis=0)


def _with_inner_sums(body, world):
    """Return a formula whose own sums over the samples are worked out, and stand as numbers."""
    made: dict[str, Array] = {}

    def change(part):
        if part[0] != "sum" or (part[1] or "").startswith("unit:"):
            return part
        name = f"Σ{len(made)}"
        made[name] = _summed(part[1:], world)
        return ("name", name)

    body = rebuilt(body, change)
    return body, world.with_leaves(made) if made else world


def _over_units(letter, body, world):
    """Sum over the units of a layer: over every value that the index can have."""
    found = []
    for at in range(MOST_UNITS):
        try:
            found.append(_value(body, world.with_bound({letter: at})))
        except NoEntryError:
            if not found:
                raise
            break
    return sum(found[1:], found[0])


def _total(kind, parts, world):
    axis, body = parts[:2]
    inner = _value(body, world)
    axes = (-1, -2) if axis is None else (-2,) if axis == 0 else (-1,)
    return REDUCED[kind](inner, axis=axes, keepdims=True)


def _condition(condition, world):
    kind, *parts = condition
    if kind == "both":
        return _condition(parts[0], world) & _condition(parts[1], world)
    sign, left, right = parts
    if left[0] == "index":
        same = _index(left, world) == _index(right, world)
        return np.full((1, 1, 1), same if sign == "=" else not same)
    return compared(sign, _value(left, world), _value(right, world))


def _chosen(condition, yes, no, world):
    return choice(_condition(condition, world), _value(yes, world), _value(no, world))


def _index(node, world):
    if node[0] == "number":
        return int(node[1]) - 1
    letter = node[1]
    if letter not in world.bound:
        raise NoValueError(f"the index {letter} is not bound")
    return world.bound[letter]


def _keeps(node, array, other):
    """Say whether a sum over one axis was kept as a row or column, to repeat along that axis."""
    inner = node[1] if node[0] == "negate" else node
    if inner[0] not in ("total", "mean", "largest") or inner[1] is None or inner[-1] != "kept":
        return False
    along = -2 + inner[1]
    return array.shape[along] == 1 and array.shape[-3 - along] == other.shape[-3 - along]


def _place(array, indices, world):
    """Return the row and column of an entry: of a matrix by two indices, of a vector by one."""
    places = [_index(index, world) for index in indices]
    rows, columns = array.shape[-2:]
    if len(places) == 1:
        places = [0, places[0]] if world.layout == "rows" else [places[0], 0]
    row, column = places[:2]
    if not (0 <= row < rows and 0 <= column < columns):
        raise NoEntryError("an index is larger than its array")
    return row, column


def _entry(parts, world):
    node, indices = parts
    inner = _value(node, world)
    row, column = _place(inner, indices, world)
    return inner[..., row : row + 1, column : column + 1]
