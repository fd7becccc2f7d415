"""One backward pass, written once, which takes what may be wrong in it as arguments."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from derivations.arrays import Array, Pair
from derivations.networks.derivation import Derivation
from derivations.rules.compiled import activation_slope, cost_slope, fused, rules_once

# What stands in a layer's place, by the number of the layer.
Instead = Mapping[int, Array | float]


@dataclass
class BackwardPass:
    """A forward pass that is done, and the backward pass that may mistake.

    `slopes` maps a layer (from 1) to what stands for f′(z); `weights` to what stands for W on the
    way back; `inputs` to what stands for the layer's input; `cost` is what stands for ∂J/∂ŷ.
    """

    derivation: Derivation
    parameters: list[Pair]
    X: Array
    Y: Array
    signals: list[Pair] = field(init=False)

    def __post_init__(self) -> None:
        """Run the forward pass."""
        self.signals = self.derivation.forward(self.parameters, self.X)

    @property
    def depth(self) -> int:
        """The number of layers."""
        return len(self.signals)

    def z(self, layer: int) -> Array:
        """Return the weighted sums of a layer."""
        return self.signals[layer - 1][0]

    def a(self, layer: int) -> Array:
        """Return what a layer passes on; layer 0 is X."""
        return self.signals[layer - 1][1] if layer else self.X

    def name(self, layer: int) -> str:
        """Return the name of a layer's activation."""
        return self.derivation.activations[layer - 1]

    def backward(
        self,
        slopes: Instead | None = None,
        weights: Mapping[int, Array] | None = None,
        inputs: Instead | None = None,
        cost: Array | None = None,
    ) -> list[Pair]:
        """Return [(dW, db), …] with the given mistakes."""
        return [
            (self._input(layer, inputs).T @ δ, δ.sum(axis=0))
            for layer, δ in enumerate(self.deltas(slopes, weights, cost), 1)
        ]

    def _input(self, layer, inputs):
        return (inputs or {}).get(layer, self.a(layer - 1))

    def deltas(
        self,
        slopes: Instead | None = None,
        weights: Mapping[int, Array] | None = None,
        cost: Array | None = None,
    ) -> list[Array]:
        """Return δ of every layer, from the first to the last, with the given mistakes."""
        slopes, weights = slopes or {}, weights or {}
        found: list[Array] = []
        for layer in range(self.depth, 0, -1):
            if layer < self.depth:
                W = weights.get(layer + 1, self.parameters[layer][0])
                δ = self._pulled(layer, found[-1] @ W.T, slopes)
            elif cost is None and layer not in slopes and fused(self.name(layer), self.cost):
                δ = self.fused_delta()
            else:
                g = cost_slope(self.cost)(self.Y, self.a(layer)) if cost is None else cost
                δ = self._pulled(layer, g, slopes)
            found.append(δ)
        return found[::-1]

    @property
    def cost(self) -> str:
        """The name of the cost."""
        return self.derivation.cost

    @property
    def number(self) -> int:
        """The number of entries over which the cost is averaged."""
        over = rules_once()["costs"][self.cost]["over"]
        return self.Y.size if over == "predictions" else len(self.Y)

    def fused_delta(self) -> Array:
        """Return δ of the output layer where cost and activation cancel."""
        return (self.a(self.depth) - self.Y) / self.number

    def _pulled(self, layer, g, slopes):
        if layer in slopes:
            return g * slopes[layer]
        slope = activation_slope(self.name(layer))(self.z(layer))
        return np.einsum("...i,...ij->...j", g, slope) if slope.ndim > g.ndim else g * slope
