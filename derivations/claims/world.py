"""Sample networks: every quantity of a network at many random points, and every derivative.

A world holds arrays of shape (points, rows, columns); a number is (points, 1, 1). Quantities
that a network defines are computed on demand. Derivatives use complex steps: they are exact to
rounding, for any definitions (Squire and Trapp 1998).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np

from derivations.arrays import Array
from derivations.claims.exact import Exact
from derivations.notation.syntax import Syntax, every

STEP = 1e-30


class ShapeError(ValueError):
    """Two arrays do not fit together; the message gives both shapes."""


class NoValueError(ValueError):
    """A formula asks for what this network does not have; the message says what."""


class NoEntryError(NoValueError):
    """An index is larger than its array."""


@dataclass
class World:
    """A network at sample points.

    leaves      {name: array (points, rows, columns)} of what nothing defines: x, y, W1, b1, n, …
    definitions {name: formula} of what the network or an author defines: z1, a1, …, J
    layout      "rows", "columns" or "transposed": how samples lie, and whether W is transposed
    samples     how many samples there are
    sampled     True where everything with as many rows as samples is one row for each of them
    loose       True where arrays of one shape side by side are multiplied entry by entry
    held        names whose definitions add up the batch: inside a Σ they are what they are outside
    batch       the world of the batch and the number of the sample, for the world of one sample
    exact       True where the entries are exact numbers, not floating-point ones
    evaluate    works out a formula in a world
    """

    leaves: dict[str, Array]
    definitions: Mapping[str, Syntax]
    layout: str
    samples: int
    evaluate: Callable[[Syntax, "World"], Array]
    exact: bool = False
    sampled: bool = False
    loose: bool = True
    held: frozenset[str] = frozenset()
    batch: "tuple[World, int] | None" = None
    bound: Mapping[str, int] = field(default_factory=dict)
    known: dict[object, Any] = field(default_factory=dict)

    def value(self, name: str) -> Array:
        """Return a quantity's values; NoValueError if the network does not have it."""
        if name in self.leaves:
            return self.leaves[name]
        if name not in self.known:
            if name not in self.definitions:
                raise NoValueError(f"{name} is not a quantity of this network")
            self.known[name] = self._defined(name)
        return self.known[name]

    def _defined(self, name: str) -> Array:
        """Return the value of a definition; of a batch's, the part that belongs to this sample."""
        if self.batch is None or name not in self.held:
            return self.evaluate(self.definitions[name], self)
        whole, index = self.batch
        return self._own_part(whole.value(name), index)

    def _own_part(self, array: Array, index: int) -> Array:
        """Return what belongs to one sample of a batch's array."""
        along = -2 if self.layout == "rows" else -1
        return np.take(array, [index], axis=along) if array.shape[along] > 1 else array

    def has(self, name: str) -> bool:
        """Say whether the network has this quantity."""
        return name in self.leaves or name in self.definitions

    def with_leaves(self, leaves: Mapping[str, Array]) -> "World":
        """Return this network with some quantities given, whatever their definitions say."""
        return replace(self, leaves={**self.leaves, **leaves}, known={})

    def with_bound(self, bound: Mapping[str, int]) -> "World":
        """Return this network with some indices given."""
        return replace(self, bound={**self.bound, **bound}, known=self.known)

    def at_sample(self, index: int) -> "World":
        """Return this network for one sample of its batch."""
        key = ("sample", index)
        if key not in self.known:
            along = -2 if self.layout == "rows" else -1
            taken = {
                name: np.take(array, [index], axis=along)
                for name, array in self.leaves.items()
                if name in ("x", "y")
                or (self._is_of_samples(name) and array.shape[along] == self.samples)
            }
            leaves, batch = {**self.leaves, **taken}, (self, index)
            one = replace(self, leaves=leaves, samples=1, known={}, batch=batch)
            self.known[key] = one
        return self.known[key].with_bound(self.bound)

    def _is_of_samples(self, name: str) -> bool:
        return self.sampled or name[0] in "zaŷ" or name.startswith(("own ", "error"))

    def _reaches_held(self, node: Syntax) -> bool:
        """Say whether a formula has a name that adds up the batch, or one that is made of such."""
        waiting, seen = [node], set()
        while waiting:
            for part in every(waiting.pop()):
                if part[0] == "name" and part[1] not in seen:
                    seen.add(part[1])
                    waiting += [self.definitions[part[1]]] if part[1] in self.definitions else []
        return bool(seen & self.held)

    def derivative(self, of: Syntax, by: str, entry: tuple[int, int] | None = None) -> Array:
        """Return ∂of/∂by: of every entry of `by`, or of one.

        A number's derivative has the shape of `by`. An array's, entry by entry where each entry
        depends on its own alone; else the Jacobian of two vectors.
        """
        key = ("derivative", of, by, entry, tuple(self.bound.items()))
        if key not in self.known:
            self.known[key] = self._derivative(of, by, entry)
        return self.known[key]

    def _derivative(self, of, by, entry):
        if self.batch is not None and self._reaches_held(of):
            whole, index = self.batch
            return self._own_part(whole.derivative(of, by, entry), index)
        start = self.value(by)
        rows, columns = start.shape[-2:]
        places = [entry] if entry else [(r, c) for r in range(rows) for c in range(columns)]
        steps = np.zeros((len(places), *([1] * (start.ndim - 2)), rows, columns), dtype=complex)
        for at, (row, column) in enumerate(places):
            steps[(at, ..., row, column)] = 1j * STEP
        if self.exact:
            moved = self.with_leaves({by: _moved(start, steps)})
            found = _slopes(self.evaluate(of, moved))
        else:
            moved = self.with_leaves({by: start + steps})
            made = self.evaluate(of, moved)
            found = np.where(np.isnan(np.real(made)), np.nan, np.imag(made) / STEP)
        points = np.broadcast_shapes(found.shape[:-2], (len(places), *start.shape[:-2]))
        found = np.broadcast_to(found, (*points, *found.shape[-2:]))
        if found.shape[-2:] == (1, 1):
            return _laid_out(found[..., 0, 0], places, rows, columns, entry)
        if entry or rows * columns == 1:
            return found[0]
        return _of_arrays(found, rows, columns, self.layout)


def _moved(start, steps):
    """Return exact numbers of which one is moved, in each place of the first axis."""
    made = np.broadcast_to(start, np.broadcast_shapes(start.shape, steps.shape)).copy()
    for place in zip(*np.nonzero(np.broadcast_to(steps, made.shape)), strict=True):
        made[place] = Exact(made[place].value, made[place].value.like(Fraction(1)))
    return made


def _slopes(found):
    """Return the derivatives of exact numbers."""
    made = np.empty(found.shape, dtype=object)
    for place in np.ndindex(found.shape):
        one = found[place]
        made[place] = Exact(one.value.like(Fraction(0)) if one.slope is None else one.slope)
    return made


def _laid_out(found, places, rows, columns, entry):
    """Lay the derivatives of a number out in the shape of what it was differentiated by."""
    if entry:
        return found[0][..., None, None]
    made = np.empty((*found.shape[1:], rows, columns), dtype=found.dtype)
    for at, (row, column) in enumerate(places):
        made[..., row, column] = found[at]
    return made


def _of_arrays(found, rows, columns, layout):
    """Make one array of an array's derivatives by an array."""
    shape = found.shape[-2:]
    if shape == (rows, columns):
        flat = found.reshape(*found.shape[:-2], rows * columns)
        own = np.stack([flat[at, ..., at] for at in range(rows * columns)], axis=-1)
        if found.dtype == object:
            return own.reshape(*own.shape[:-1], rows, columns)
        rest = np.abs(flat).sum(axis=(0, -1)) - np.abs(own).sum(axis=-1)
        apart = np.abs(rest) > 1e-9 * (1 + np.abs(own).sum(axis=-1))
        if not apart.any() and not np.isnan(rest).all():  # ln has no value at some points
            return own.reshape(*own.shape[:-1], rows, columns)
    if 1 in shape and 1 in (rows, columns):
        jacobian = np.moveaxis(found.reshape(*found.shape[:-2], -1), 0, -1)
        return jacobian if layout != "rows" else np.swapaxes(jacobian, -1, -2)
    raise NoValueError(
        "the derivative of a matrix by a matrix has four indices; write one entry of it"
    )
