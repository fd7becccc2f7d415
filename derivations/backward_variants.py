"""Backpropagation with one slip in it: every way in which a whole gradient may come out wrong.

One backward pass, written once, takes the slip as an argument. Which slips there are follows from
the network's own activations, cost and shapes; none is about a particular exercise.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from .compiled import (
    activation_slope,
    cost_slope,
    costs,
    fused,
    rules_once,
)
from .reading import read
from .sampling import formula_value
from .variants import signs_inside


class Slip(NamedTuple):
    """One slip: its stable code, a sentence, and the gradients [(dW, db), …] that it leads to."""

    code: str
    sentence: str
    gradients: list
    weight: float = 1.0


@dataclass
class Pass:
    """A forward pass that is done, and the backward pass that may slip.

    `slopes` maps a layer (from 1) to what stands for f′(z); `weights` to what stands for W on the
    way back; `inputs` to what stands for the layer's input; `cost` is what stands for ∂J/∂ŷ.
    """

    derivation: object
    parameters: list
    X: np.ndarray
    Y: np.ndarray
    signals: list = field(init=False)

    def __post_init__(self):
        """Run the forward pass."""
        self.signals = self.derivation.forward(self.parameters, self.X)

    @property
    def depth(self):
        """The number of layers."""
        return len(self.signals)

    def z(self, layer):
        """Return the weighted sums of a layer."""
        return self.signals[layer - 1][0]

    def a(self, layer):
        """Return what a layer passes on; layer 0 is X."""
        return self.signals[layer - 1][1] if layer else self.X

    def name(self, layer):
        """Return the name of a layer's activation."""
        return self.derivation.activations[layer - 1]

    def backward(self, slopes=None, weights=None, inputs=None, cost=None):
        """Return [(dW, db), …] with the given slips."""
        return [
            (self._input(layer, inputs).T @ δ, δ.sum(axis=0))
            for layer, δ in enumerate(self.deltas(slopes, weights, cost), 1)
        ]

    def _input(self, layer, inputs):
        return (inputs or {}).get(layer, self.a(layer - 1))

    def deltas(self, slopes=None, weights=None, cost=None):
        """Return δ of every layer, from the first to the last, with the given slips."""
        slopes, weights, found, δ = slopes or {}, weights or {}, [], None
        for layer in range(self.depth, 0, -1):
            if layer < self.depth:
                W = weights.get(layer + 1, self.parameters[layer][0])
                δ = self._pulled(layer, δ @ W.T, slopes)
            elif cost is None and layer not in slopes and fused(self.name(layer), self.cost):
                δ = self.fused_delta()
            else:
                g = cost_slope(self.cost)(self.Y, self.a(layer)) if cost is None else cost
                δ = self._pulled(layer, g, slopes)
            found.append(δ)
        return found[::-1]

    @property
    def cost(self):
        """The name of the cost."""
        return self.derivation.cost

    @property
    def number(self):
        """How many numbers the cost is averaged over."""
        over = rules_once()["costs"][self.cost]["over"]
        return self.Y.size if over == "predictions" else len(self.Y)

    def fused_delta(self):
        """Return δ of the output layer where cost and activation cancel."""
        return (self.a(self.depth) - self.Y) / self.number

    def _pulled(self, layer, g, slopes):
        if layer in slopes:
            return g * slopes[layer]
        slope = activation_slope(self.name(layer))(self.z(layer))
        return np.einsum("...i,...ij->...j", g, slope) if slope.ndim > g.ndim else g * slope


def slips(done):
    """Yield every slip of a `Pass`, with the gradients that it leads to."""
    yield from _in_slopes(done)
    yield from _in_the_cost(done)
    yield from _in_the_batch(done)
    yield from _on_the_way_back(done)


def _in_slopes(done):
    layers = range(1, done.depth + 1)
    for layer in layers:
        for code, (slope, sentence, weight) in _wrong_slopes(done, layer).items():
            gradients = done.backward(slopes={layer: slope})
            yield Slip(code.split()[0], sentence, gradients, weight)
    if done.depth > 1:
        for code in ("factor-missing", "value-for-slope", "slope-at-output"):
            found = {layer: _wrong_slopes(done, layer) for layer in layers}
            slopes = {layer: found[layer][code][0] for layer in layers if code in found[layer]}
            hidden = {layer: slope for layer, slope in slopes.items() if layer < done.depth}
            sentence = {
                "factor-missing": "the slope f′(z) is missing",
                "value-for-slope": "f(z) stands where its slope f′(z) belongs",
                "slope-at-output": "f′ is taken at a, not at z",
            }[code]
            for chosen, where in ((slopes, "every layer"), (hidden, "every hidden layer")):
                if len(chosen) > 1:
                    yield Slip(code, f"{sentence}, in {where}", done.backward(chosen), 1.1)


def _wrong_slopes(done, layer):
    """Return {code: (what stands for the slope, sentence, weight)} for one layer."""
    name, z, a = done.name(layer), done.z(layer), done.a(layer)
    at = "ŷ" if layer == done.depth else f"a{layer}"
    found = {"factor-missing": (1.0, f"the slope {name}′(z{layer}) of layer {layer} is missing", 1)}
    if name == "softmax":
        own = a * (1 - a)
        sentence = f"layer {layer} has only the diagonal of softmax's Jacobian, a·(1 - a)"
        return found | {"diagonal-only": (own, sentence, 1)}
    slope = activation_slope(name)
    sentence = f"{name}(z{layer}) stands where its slope {name}′(z{layer}) belongs"
    found["value-for-slope"] = (a, sentence, 1)
    sentence = f"{name}′ of layer {layer} is taken at {at}, not at z{layer}"
    found["slope-at-output"] = (slope(a), sentence, 1)
    sentence = f"the slope {name}′(z{layer}) of layer {layer} is there twice"
    squared = slope(z) ** 2
    if layer == done.depth and fused(name, done.cost):
        squared = _ratio(done.fused_delta() * slope(z), cost_slope(done.cost)(done.Y, a))
    found["factor-squared"] = (squared, sentence, 1.2)
    for other in rules_once()["activations"]:
        if other != name:
            sentence = f"{other}′ stands where {name}′(z{layer}) belongs in layer {layer}"
            found[f"other-activation {other}"] = (activation_slope(other)(z), sentence, 1.3)
    return found


def _ratio(above, below):
    with np.errstate(all="ignore"):
        return np.nan_to_num(above / below)


def _in_the_cost(done):
    ŷ, own = done.a(done.depth), rules_once()["costs"][done.cost]
    if fused(done.name(done.depth), done.cost):
        general = done.backward(cost=cost_slope(done.cost)(done.Y, ŷ))
        name, cost = done.name(done.depth), done.cost.replace("_", " ")
        sentence = (
            f"in a saturated unit {name}′ · ∂J/∂ŷ loses what {name} and {cost} cancel to: (ŷ - y)/n"
        )
        yield Slip("not-cancelled", sentence, general, 0.5)
    for cost in costs():
        if cost != done.cost:
            sentence = f"∂J/∂ŷ is that of {cost}, not of {done.cost}".replace("_", " ")
            yield Slip("other-cost", sentence, done.backward(cost=cost_slope(cost)(done.Y, ŷ)))
    names = {"y": "y", "ŷ": "ŷ"}
    node, points = read(own["slope_text"].replace("·", "*"), names), {"y": done.Y, "ŷ": ŷ}
    for wrong, code, sentence in signs_inside(node, {}):
        with np.errstate(all="ignore"):
            g = formula_value(wrong, points) / done.number
        yield Slip(code, sentence, done.backward(cost=g))
    value = read(own["value_text"].replace("·", "*"), names)
    with np.errstate(all="ignore"):
        g = formula_value(value, points) / done.number
    sentence = "the cost itself stands where its derivative ∂J/∂ŷ belongs"
    yield Slip("value-for-slope", sentence, done.backward(cost=g))


def _in_the_batch(done):
    n, δs = len(done.X), done.deltas()
    for at, which in ((-1, "last"), (0, "first")) if n > 1 else ():
        one = [(np.outer(done.a(layer - 1)[at], δ[at]), δ[at]) for layer, δ in enumerate(δs, 1)]
        sentence = (
            f"only the {which} sample's part is there: it is set (=) where it should add (+=)"
        )
        yield Slip("overwritten", sentence, one)


def _on_the_way_back(done):
    for layer in range(2, done.depth + 1):
        W = done.parameters[layer - 1][0]
        if W.shape[0] == W.shape[1]:
            sentence = f"W{layer} takes δ{layer} back without being transposed"
            yield Slip("not-transposed", sentence, done.backward(weights={layer: W.T}))
        sums = {layer: done.z(layer - 1)}
        sentence = f"z{layer - 1} stands where a{layer - 1} belongs as layer {layer}'s input"
        yield Slip("sum-for-output", sentence, done.backward(inputs=sums))


def with_updated_weights(done, claimed):
    """Return the slip of updating each W before δ goes back through it, if it explains `claimed`.

    The learning rate is solved for: below the last layer but one, ∂J/∂W is linear in it.
    """
    if done.depth < 2:
        return None
    right = done.backward()
    below = done.depth - 1
    slopes = {below: 1.0} if done.name(below) == "softmax" else {}
    moved = done.backward(weights={done.depth: right[-1][0]}, slopes=slopes)[below - 1][0]
    difference = right[below - 1][0] - claimed[below - 1][0]
    size = np.vdot(moved, moved)
    α = np.vdot(moved, difference) / size if size else 0.0
    if not 1e-9 < α < 1e3:
        return None
    weights, gradients = {}, right
    for layer in range(done.depth, 1, -1):
        weights[layer] = done.parameters[layer - 1][0] - α * gradients[layer - 1][0]
        gradients = done.backward(weights=weights)
    sentence = f"the weights were updated (α = {α:.4g}) before δ went back through them"
    return Slip("updated-too-early", sentence, gradients)
