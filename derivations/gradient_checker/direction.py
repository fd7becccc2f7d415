"""A random direction in which the error of each entry of a claimed gradient counts alike.

The slope of J along a direction v is Σ vᵢ·∂J/∂θᵢ. Each vᵢ is a random number of size ½ to 1 and of
random sign, divided by the size of the claimed entry: a relative error ρ of one entry, however
small the entry, moves the slope by ρ/2 to ρ. Several errors can cancel only by chance. Whatever the
others are, the largest one, ρ, hides in a slope that is known to ±t with a probability of 2t/ρ at
the most, because the density of its random factor is 1. It is the argument of Freivalds (1977) for
checking a matrix product with a random vector.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from derivations.arrays import Array
from derivations.gradient_checker.landscape import Landscape, typical_size
from derivations.gradient_checker.slope import Ruler


@dataclass
class Direction:
    """A claimed gradient as one vector, random factors, and the weights of the entries.

    `tolerance` is the rounding of a claimed entry, relative, and `fine` what is wanted of a slope.
    """

    claimed: Array
    random: Array
    weights: Array
    tolerance: float
    fine: float = 0.0

    def excess(self, ruler: Ruler, share: Array | None = None, target: float = 0.0) -> float:
        """Return by how much the slope along a share of the direction exceeds the claimed one.

        0.0 stands for what may be rounding.
        """
        found, room = self.measured(ruler, share, target)
        return 0.0 if abs(found) <= room else found

    def measured(
        self, ruler: Ruler, share: Array | None = None, target: float = 0.0
    ) -> tuple[float, float]:
        """Return the excess, and the room that rounding may take of it."""
        unit = self.random if share is None else self.random * share
        direction = unit * self.weights
        expected = float(direction @ self.claimed)
        norm = float(np.linalg.norm(unit))
        slope = ruler.along(direction, expected, max(target, self.fine * (1 + norm / 100)))
        return slope.value - expected, slope.bound + self.tolerance * norm

    def resolution(self, room: float) -> float:
        """Return the relative error from which on a typical entry is noticed; 0 if none is known.

        An entry adds half its relative error at least, times its own size beside its weight.
        """
        typical = float(np.linalg.norm(self.claimed * self.weights)) / np.sqrt(self.claimed.size)
        return 2 * room / typical if typical else 0.0

    def farthest(self, scales: Array) -> float:
        """Return the largest part of an array's scale by which a step of 1 moves an entry."""
        return float((np.abs(self.random * self.weights) / scales).max(initial=0.0))


@lru_cache(maxsize=256)
def _sequence(seed: int) -> np.random.SeedSequence:
    """Return what a seed is stretched to, which takes longer than a small check does."""
    return np.random.SeedSequence(seed)


def generator(seed: int) -> np.random.Generator:
    """Return the generator of a seed, as `numpy.random.default_rng` does."""
    return np.random.Generator(np.random.PCG64(_sequence(seed)))


def random_factors(size: int, rng: np.random.Generator) -> Array:
    """Return numbers of random signs and sizes between ½ and 1.

    None is near 0, so no entry is overlooked; hardly two are alike, so two swapped ones show.
    """
    drawn = rng.random(size, dtype=np.float32) - np.float32(0.5)  # seven digits are plenty
    return (drawn + np.copysign(np.float32(0.5), drawn)).astype(float)


def random_cotangent(size: int, rng: np.random.Generator) -> Array:
    """Return random weights for the outputs of a function; one output by itself counts once."""
    return random_factors(size, rng) if size > 1 else np.ones(size)


def weights_of(
    landscape: Landscape,
    claimed: Array,
    scales: Array,
    smallest: float,
    across: float,
    noise: float = 0.0,
) -> Array:
    """Return what makes the relative error of every entry count alike.

    An entry that is smaller than `smallest` of its array's root mean square weighs no more than one
    of that size. Nor does one whose share in J, its slope times its array's scale, is smaller than
    `across` of the largest array's share, or than the `noise` of J.
    """
    sizes = np.abs(claimed)
    typical = [typical_size(sizes[a:b]) for a, b, _ in landscape.places]
    shares = [size * scales[a] for size, (a, _, _) in zip(typical, landscape.places, strict=True)]
    largest = max(shares)
    weights = np.empty(claimed.size)
    for size, (a, b, _) in zip(typical, landscape.places, strict=True):
        floor = max(smallest * size, across * largest / scales[a], noise / scales[a])
        weights[a:b] = 1 / np.maximum(sizes[a:b], floor) if floor > 0 else scales[a]
    return weights
