"""A full Jacobian: all its rows weighted at random, and checked as one gradient."""

from typing import Any

import numpy as np

from derivations.arrays import Array
from derivations.gradient_checker.claims import claimed_arrays, unit_of
from derivations.gradient_checker.direction import random_factors
from derivations.gradient_checker.landscape import Landscape
from derivations.gradient_checker.report import MOST_FINDINGS, WRONG, Finding

AGREE = 1e-6  # of the largest entry of a column


class Jacobian:
    """A claimed Jacobian as a matrix, a row for each output and a column for each entry."""

    def __init__(self, landscape: Landscape, claims: Any, rng: np.random.Generator) -> None:
        """Put the claimed arrays side by side, and give the landscape its weights.

        Raises ValueError for a shape that is not f(arrays).shape + array.shape.
        """
        value = landscape.value()
        if isinstance(value, list | tuple | dict):
            raise TypeError(
                "f returns several arrays; pass vjp, or a Jacobian of one array at a time."
            )
        self.shape = np.shape(value)
        blocks, arrays = [], claimed_arrays(landscape, claims, "the Jacobian")
        self.unit = unit_of(arrays)
        for leaf, array in zip(landscape.leaves, arrays, strict=True):
            wanted = (*self.shape, *leaf.array.shape)
            if array.shape != wanted:
                raise ValueError(
                    f"the Jacobian of {leaf.name} has shape {array.shape} instead "
                    f"of {wanted}: first the shape of f's answer, then the shape of the array."
                )
            blocks.append(array.reshape(-1, leaf.array.size))
        self.matrix: Array = np.hstack(blocks).astype(float)
        sizes = np.linalg.norm(self.matrix, axis=1)
        typical = np.sqrt(np.mean(sizes**2)) or 1.0
        landscape.cotangent = random_factors(len(sizes), rng) / np.maximum(sizes, 1e-3 * typical)
        self.claimed: Array = landscape.cotangent @ self.matrix

    def entries(self, landscape: Landscape, findings: list[Finding]) -> list[Finding]:
        """Return the entries of the Jacobian that make the findings on its weighted sum."""
        found = [
            entry
            for finding in findings
            for entry in (
                self.rows_of(landscape, finding) if finding.verdict == WRONG else [finding]
            )
        ]
        return found[:MOST_FINDINGS]

    def rows_of(self, landscape: Landscape, finding: Finding) -> list[Finding]:
        """Return the wrong entries of a wrong column, by the place of the output and the array."""
        column = landscape.position(finding.parameter, finding.index)
        slopes = landscape.column(column)
        claimed = self.matrix[:, column]
        apart = np.abs(slopes - claimed)
        wrong = np.flatnonzero(apart > AGREE * max(np.abs(slopes).max(), np.abs(claimed).max()))
        return [
            Finding(
                finding.parameter,
                (*map(int, np.unravel_index(row, self.shape)), *finding.index),
                float(claimed[row]),
                float(slopes[row]),
                WRONG,
            )
            for row in wrong
        ]
