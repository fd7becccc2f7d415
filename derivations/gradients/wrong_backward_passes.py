"""Backpropagation with one mistake in it: every way in which a whole gradient may come out wrong.

Which mistakes there are follows from the network's own activations, cost and shapes; none is about
a particular exercise.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from derivations.arrays import Array, Pair
from derivations.claims.edits import signs_inside
from derivations.claims.sampling import formula_value
from derivations.language.parser import read
from derivations.networks.backward_pass import BackwardPass
from derivations.rules.compiled import activation_slope, cost_slope, costs, fused, rules_once


class WrongBackwardPass(NamedTuple):
    """One mistake: its stable code, a sentence, and the gradients [(dW, db), …] it leads to."""

    code: str
    sentence: str
    gradients: list[Pair]
    weight: float = 1.0


def wrong_backward_passes(done: BackwardPass) -> Iterator[WrongBackwardPass]:
    """Yield each mistake that this pass can have in it, with the gradients that it leads to."""
    yield from _in_slopes(done)
    yield from _in_the_cost(done)
    yield from _in_the_batch(done)
    yield from _on_the_way_back(done)


def _in_slopes(done):
    layers = range(1, done.depth + 1)
    for layer in layers:
        for code, (slope, sentence, weight) in _wrong_slopes(done, layer).items():
            gradients = done.backward(slopes={layer: slope})
            yield WrongBackwardPass(code.split()[0], sentence, gradients, weight)
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
                    yield WrongBackwardPass(
                        code, f"{sentence}, in {where}", done.backward(chosen), 1.1
                    )


def _wrong_slopes(done, layer):
    """Return {code: (what stands for the slope, sentence, weight)} for one layer."""
    name, z, a = done.name(layer), done.z(layer), done.a(layer)
    at = "ŷ" if layer == done.depth else f"a{layer}"
    found: dict[str, tuple[Array | float, str, float]]
    found = {"factor-missing": (1.0, f"the slope {name}′(z{layer}) of layer {layer} is missing", 1)}
    if name == "softmax":
        own = a * (1 - a)
        sentence = f"layer {layer} has only the diagonal of softmax's Jacobian, a·(1 - a)"
        lost = activation_slope(name)(z).sum(axis=-1)
        added = (
            f"softmax's Jacobian of layer {layer} is added up by itself, without ∂J/∂a: that is 0"
        )
        return found | {"diagonal-only": (own, sentence, 1), "wrong-index": (lost, added, 1)}
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
        yield WrongBackwardPass("not-cancelled", sentence, general, 0.5)
        if name == "sigmoid":  # written as ŷ·(1 - ŷ), its slope is 0 where e^-z still is not
            general = done.backward(
                {done.depth: ŷ * (1 - ŷ)}, cost=cost_slope(done.cost)(done.Y, ŷ)
            )
            yield WrongBackwardPass("not-cancelled", sentence, general, 0.5)
        yield from _over_the_wrong_number(done)
    for cost in costs():
        if cost != done.cost:
            sentence = f"∂J/∂ŷ is that of {cost}, not of {done.cost}".replace("_", " ")
            yield WrongBackwardPass(
                "other-cost", sentence, done.backward(cost=cost_slope(cost)(done.Y, ŷ))
            )
    names = {"y": "y", "ŷ": "ŷ"}
    node, points = read(own["slope_text"].replace("·", "*"), names), {"y": done.Y, "ŷ": ŷ}
    for wrong, code, sentence in signs_inside(node):
        with np.errstate(all="ignore"):
            g = formula_value(wrong, points) / done.number
        yield WrongBackwardPass(code, sentence, done.backward(cost=g))
    value = read(own["value_text"].replace("·", "*"), names)
    with np.errstate(all="ignore"):
        g = formula_value(value, points) / done.number
    sentence = "the cost itself stands where its derivative ∂J/∂ŷ belongs"
    yield WrongBackwardPass("value-for-slope", sentence, done.backward(cost=g))
    yield WrongBackwardPass(
        "value-for-slope", sentence, done.backward(cost=np.full_like(ŷ, g.sum()))
    )
    with np.errstate(all="ignore"):
        g = cost_slope(done.cost)(done.Y, done.z(done.depth))
    sentence = f"∂J/∂ŷ is taken at z{done.depth}, not at ŷ"
    yield WrongBackwardPass("cost-slope-at-z", sentence, done.backward(cost=g), 0.9)


def _over_the_wrong_number(done):
    """Yield the mistake of a δ that is (ŷ - y) divided by something else than J averages over."""
    over = rules_once()["costs"][done.cost]["over"]
    k, wrong = done.Y.shape[1], "samples" if over == "predictions" else "predictions"
    if k > 1:
        factor = k if over == "predictions" else 1 / k
        gradients = [(factor * dW, factor * db) for dW, db in done.backward()]
        what = "all predictions" if over == "predictions" else "the samples"
        sentence = f"ŷ - y is divided by the number of {wrong}, but this cost averages over {what}"
        yield WrongBackwardPass("mean", sentence, gradients, 0.5)


def _in_the_batch(done):
    n, δs = len(done.X), done.deltas()
    for at, which in ((-1, "last"), (0, "first")) if n > 1 else ():
        one = [(np.outer(done.a(layer - 1)[at], δ[at]), δ[at]) for layer, δ in enumerate(δs, 1)]
        sentence = (
            f"only the {which} sample's part is there: it is set (=) where it should add (+=)"
        )
        yield WrongBackwardPass("overwritten", sentence, one)
    if n > 1:
        averaged = [(dW, db / n) for dW, db in done.backward()]
        sentence = "δ is averaged over the batch where its sum belongs: J is an average already"
        yield WrongBackwardPass("averaged-twice", sentence, averaged, 0.5)


def _on_the_way_back(done):
    for layer in range(2, done.depth + 1):
        W = done.parameters[layer - 1][0]
        if W.shape[0] == W.shape[1]:
            sentence = f"W{layer} takes δ{layer} back without being transposed"
            yield WrongBackwardPass("not-transposed", sentence, done.backward(weights={layer: W.T}))
        sums = {layer: done.z(layer - 1)}
        sentence = f"z{layer - 1} stands where a{layer - 1} belongs as layer {layer}'s input"
        yield WrongBackwardPass("sum-for-output", sentence, done.backward(inputs=sums))


def with_updated_weights(done: BackwardPass, claimed: Sequence[Pair]) -> WrongBackwardPass | None:
    """Return the mistake of updating W before δ goes back through it, if it explains `claimed`.

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
    return WrongBackwardPass("updated-too-early", sentence, gradients)
