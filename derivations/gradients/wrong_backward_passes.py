"""Backpropagation with one mistake in it: every way in which a whole gradient may come out wrong.

Which mistakes there are follows from the network's own activations, cost and shapes; none is about
a particular exercise. A mistake has a name that means the same on every network: "the slope is
missing in the hidden layers". A network on which none has that name is not touched by it.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

import numpy as np

from derivations.arrays import Array, Pair
from derivations.claims.edits import signs_inside
from derivations.claims.sampling import formula_value
from derivations.gradients.constant_factor import RELATIVE
from derivations.language.parser import read
from derivations.language.phrases import instead, listed
from derivations.networks.backward_pass import BackwardPass
from derivations.rules.compiled import activation_slope, cost_slope, costs, fused, rules_once

Name = tuple[Hashable, ...]
# Where digits are lost, no two programs lose the same ones.
LOST_DIGITS, LOST = 0.05, 1e-3


class WrongBackwardPass(NamedTuple):
    """One mistake: its name, its stable code, a sentence, and what makes its [(dW, db), …].

    Of mistakes that lead to the same numbers, that of the least weight is the likeliest. Gradients
    are its own if they are as `near` as that, or differ by no more than what is `lost` of the
    largest right entry.
    """

    name: Name
    code: str
    sentence: str
    make: Callable[[], list[Pair]]
    weight: float = 1.0
    near: float = RELATIVE
    lost: float = 1e-12

    @property
    def gradients(self) -> list[Pair]:
        """The gradients that it leads to."""
        with np.errstate(all="ignore"):
            return self.make()


def wrong_backward_passes(done: BackwardPass) -> Iterator[WrongBackwardPass]:
    """Yield each mistake that this pass can have in it, with the gradients that it leads to."""
    yield from _in_slopes(done)
    yield from _in_the_cost(done)
    yield from _in_the_batch(done)
    yield from _on_the_way_back(done)


def _in_slopes(done):
    known = {layer: _wrong_slopes(done, layer) for layer in range(1, done.depth + 1)}

    @cache
    def gradients(kind, layers):
        return done.backward(slopes={layer: known[layer][kind][0]() for layer in layers})

    for kind in dict.fromkeys(kind for found in known.values() for kind in found):
        for scope, layers in _scopes(done).items():
            layers = tuple(layer for layer in layers if kind in known[layer])
            if layers:
                _, sentence, weight = known[layers[0]][kind]
                if len(layers) > 1:
                    sentence, weight = _everywhere(done, kind, layers, scope), weight + 0.1
                make = partial(gradients, kind, layers)
                yield WrongBackwardPass((kind, *scope), kind.split()[0], sentence, make, weight)


def _scopes(done):
    """Return {a name that means the same on every network: the layers that it means here}."""
    every = tuple(range(1, done.depth + 1))
    *hidden, last = every
    direct = bool(fused(done.name(last), done.cost))
    # A hand that cancels slope and cost makes no mistake in either.
    others = tuple(hidden) if direct else every
    found: dict[Name, tuple[int, ...]]
    found = {("hidden",): tuple(hidden), ("output",): (last,), ("all",): every, ("others",): others}
    found["other output",] = () if direct else (last,)
    for name in dict.fromkeys(map(done.name, every)):
        found["activation", name] = tuple(layer for layer in every if done.name(layer) == name)
        found["others", name] = tuple(layer for layer in others if done.name(layer) == name)
    return found | {("layer", layer): (layer,) for layer in every}


def _everywhere(done, kind, layers, scope):
    """Return the sentence about a mistake in several layers."""
    said = {
        "factor-missing": "the slope f′(z) is missing",
        "value-for-slope": instead("f(z)", "f′(z)"),
        "slope-at-output": instead("f′(a)", "f′(z)"),
        "factor-squared": "the slope f′(z) appears twice",
        "diagonal-only": "softmax's Jacobian has only its diagonal, a·(1 - a)",
        "wrong-index": "softmax's Jacobian is summed without ∂J/∂a",
    }.get(kind) or instead(f"{kind.split()[1]}′(z)", "f′(z)")
    if len(layers) == done.depth:
        where = "every layer"
    elif layers == tuple(range(1, done.depth)):
        where = "every hidden layer"
    else:
        where = f"every {scope[1]} layer" if len(scope) > 1 else f"layers {_listed(layers)}"
    return f"{said} in {where}"


def _wrong_slopes(done, layer):
    """Return {kind: (what makes what stands for the slope, sentence, weight)} for one layer."""
    name, z, a = done.name(layer), done.z(layer), done.a(layer)
    at = "ŷ" if layer == done.depth else f"a{layer}"
    found: dict[str, tuple[Callable[[], Array | float], str, float]]
    sentence = f"the slope {name}′(z{layer}) of layer {layer} is missing"
    found = {"factor-missing": (lambda: 1.0, sentence, 1)}
    if name == "softmax":
        sentence = f"layer {layer} has only the diagonal of softmax's Jacobian, a·(1 - a)"
        added = f"softmax's Jacobian of layer {layer} is summed without ∂J/∂a, which always gives 0"
        return found | {
            "diagonal-only": (lambda: a * (1 - a), sentence, 1),
            "wrong-index": (lambda: activation_slope(name)(z).sum(axis=-1), added, 1),
        }
    slope = activation_slope(name)
    sentence = instead(f"{name}(z{layer})", f"{name}′(z{layer})")
    found["value-for-slope"] = (lambda: a, sentence, 1)
    sentence = instead(f"{name}′({at})", f"{name}′(z{layer})")
    found["slope-at-output"] = (lambda: slope(a), sentence, 1)
    sentence = f"the slope {name}′(z{layer}) of layer {layer} appears twice"
    twice = lambda: slope(z) ** 2  # noqa: E731
    if layer == done.depth and fused(name, done.cost):
        direct = cost_slope(done.cost)
        twice = lambda: _ratio(done.fused_delta() * slope(z), direct(done.Y, a))  # noqa: E731
    found["factor-squared"] = (twice, sentence, 1.2)
    if name == "identity":  # its slope is 1, whether it is there or not, and wherever it is taken
        found = {"value-for-slope": found["value-for-slope"]}
    for other in rules_once()["activations"]:
        if other not in (name, "identity", "softmax"):
            sentence = instead(f"{other}′(z{layer})", f"{name}′(z{layer})")
            there = partial(activation_slope(other), z)
            found[f"other-activation {other}"] = (there, sentence, 1.3)
    return found


def _ratio(above, below):
    with np.errstate(all="ignore"):
        return np.nan_to_num(above / below)


def _in_the_cost(done):
    last, own = done.depth, rules_once()["costs"][done.cost]
    ŷ, direct = done.a(last), fused(done.name(last), done.cost)
    name, cost = done.name(last), done.cost.replace("_", " ")

    def slope():
        return cost_slope(done.cost)(done.Y, ŷ)

    if direct:
        sentence = (
            f"in a saturated unit {name}′ · ∂J/∂ŷ loses its digits; use (ŷ - y)/n, to which {name} "
            f"and {cost} cancel"
        )
        for variant in ("general", "by value"):
            make = lambda: done.backward(cost=slope())  # noqa: E731
            if variant == "by value":
                # Written as ŷ·(1 - ŷ), the slope is 0 where e^-z still is not.
                make = lambda: done.backward({last: ŷ * (1 - ŷ)}, cost=slope())  # noqa: E731
            if variant == "general" or name == "sigmoid":
                for scope in (name, "any"):
                    yield WrongBackwardPass(
                        ("not-cancelled", variant, scope), "not-cancelled", sentence, make, 0.5,
                        LOST_DIGITS, LOST,
                    )  # fmt: skip
        yield from _over_the_wrong_number(done)
    else:
        sentence = f"δ{last} is (ŷ - y)/n, but {name} and {cost} do not cancel"
        for n, over in ((done.Y.size, "predictions"), (len(done.Y), "samples")):
            δ = lambda n=n: done.backward({last: 1.0}, cost=(ŷ - done.Y) / n)  # noqa: E731
            for scope in _pairs(name, done.cost):
                yield WrongBackwardPass(("cancelled", over, *scope), "cancelled", sentence, δ, 1.05)

    def mistakes():
        for other in costs():
            if other != done.cost:
                sentence = f"∂J/∂ŷ is that of {other} instead of {done.cost}".replace("_", " ")
                yield "other-cost", other, sentence, partial(cost_slope(other), done.Y, ŷ), 1.0
        names, points = {"y": "y", "ŷ": "ŷ"}, {"y": done.Y, "ŷ": ŷ}
        node = read(own["slope_text"].replace("·", "*"), names)
        for wrong, code, sentence in signs_inside(node):
            there = lambda wrong=wrong: formula_value(wrong, points) / done.number  # noqa: E731
            yield code, sentence, sentence, there, 1.0
        value = read(own["value_text"].replace("·", "*"), names)
        entries = lambda: formula_value(value, points) / done.number  # noqa: E731
        sentence = "∂J/∂ŷ is the cost itself instead of its derivative"
        yield "value-for-slope", "entries", sentence, entries, 1.0
        whole = lambda: np.full_like(ŷ, entries().sum())  # noqa: E731
        yield "value-for-slope", "whole", sentence, whole, 1.0
        sentence = f"∂J/∂ŷ is computed at z{last} instead of ŷ"
        yield (
            "cost-slope-at-z",
            "",
            sentence,
            lambda: cost_slope(done.cost)(done.Y, done.z(last)),
            0.9,
        )

    for code, which, sentence, there, weight in mistakes():
        make = cache(lambda there=there: done.backward(cost=there()))
        for scope in (done.cost, "any cost"):
            # The cost's slope may be wrong, and never be used where it cancels.
            for used in ("always", *(() if direct else ("where it does not cancel",))):
                yield WrongBackwardPass((code, which, scope, used), code, sentence, make, weight)


def _pairs(activation, cost):
    """Return the names of the sets of (activation, cost) that this pair belongs to."""
    return [(), (activation,), (cost,), (activation, cost)]


def _over_the_wrong_number(done):
    """Yield the mistake of a δ that is (ŷ - y) divided by something else than J averages over."""
    over = rules_once()["costs"][done.cost]["over"]
    k, wrong = done.Y.shape[1], "samples" if over == "predictions" else "predictions"
    if k > 1:
        factor = k if over == "predictions" else 1 / k
        what = "all predictions" if over == "predictions" else "the samples"
        sentence = f"ŷ - y is divided by the number of {wrong}, but this cost averages over {what}"
        make = lambda: [(factor * dW, factor * db) for dW, db in done.backward()]  # noqa: E731
        yield WrongBackwardPass(("mean", done.cost), "mean", sentence, make, 0.5)


def _in_the_batch(done):
    n = len(done.X)
    for at, which in ((-1, "last"), (0, "first")) if n > 1 else ():

        def one(at=at):
            δs = enumerate(done.deltas(), 1)
            return [(np.outer(done.a(layer - 1)[at], δ[at]), δ[at]) for layer, δ in δs]

        sentence = f"only the {which} sample counts; add the samples with += instead of ="
        yield WrongBackwardPass(("overwritten", which), "overwritten", sentence, one)
    if n > 1:
        averaged = lambda: [(dW, db / n) for dW, db in done.backward()]  # noqa: E731
        sentence = "δ is averaged over the batch instead of summed, but J is already an average"
        yield WrongBackwardPass(("averaged-twice",), "averaged-twice", sentence, averaged, 0.5)
    summed = lambda: [(dW, np.full_like(db, db.sum())) for dW, db in done.backward()]  # noqa: E731
    sentence = "the gradient of each bias is the sum over all units instead of its own unit"
    yield WrongBackwardPass(("bias-summed",), "bias-summed", sentence, summed)


def _on_the_way_back(done):
    later = range(2, done.depth + 1)
    weights = {layer: done.parameters[layer - 1][0] for layer in later}
    square = {layer: W.T for layer, W in weights.items() if W.shape == W.T.shape}
    for scope, layers in _scopes(done).items():
        turned = {layer: square[layer] for layer in layers if layer in square}
        if turned:
            some = [f"W{layer} is not transposed in δ{layer}·W{layer}ᵀ" for layer in turned]
            sentence = " and ".join(some)
            make = partial(done.backward, weights=turned)
            yield WrongBackwardPass(("not-transposed", *scope), "not-transposed", sentence, make)
        yield from _in_inputs(done, scope, layers)
    for which, at in (("last", -1), ("first", 0)) if later else ():
        paths = {layer: _one_path(W, at) for layer, W in weights.items()}
        make = partial(done.backward, weights=paths)
        sentence = (
            f"only the {which} path by which δ comes back to a unit counts; "
            "add the paths with += instead of ="
        )
        yield WrongBackwardPass(("path-overwritten", which), "overwritten", sentence, make)


def _in_inputs(done, scope, layers):
    """Yield the mistakes in what stands for the inputs of these layers."""
    later = [layer for layer in layers if layer > 1]
    names = {layer: f"a{layer - 1}" if layer > 1 else "x" for layer in layers}
    kinds = [
        ("factor-missing", layers, lambda _: 1.0, "1"),
        ("sum-for-output", later, lambda layer: done.z(layer - 1), "z"),
        ("wrong-input", later, lambda _: done.X, "x"),
    ]
    for code, where, there, what in kinds:
        inputs = {layer: there(layer) * np.ones_like(done.X[:, :1]) for layer in where}
        if code == "factor-missing":
            inputs = {layer: np.ones_like(done.a(layer - 1)) for layer in where}
        if not inputs:
            continue
        first = where[0]
        shown = f"z{first - 1}" if what == "z" and len(where) == 1 else what
        sentence = f"{instead(shown, names[first])} as layer {first}'s input"
        if len(where) > 1:
            sentence = f"{instead(what, 'a')} as the input of layers {_listed(where)}"
        if code == "factor-missing":
            sentence = f"the input {names[first]} is missing in ∂J/∂W{first}"
            if len(where) > 1:
                sentence = f"the inputs are missing in ∂J/∂W of layers {_listed(where)}"
        make = partial(done.backward, inputs=inputs)
        yield WrongBackwardPass((f"input {code}", *scope), code, sentence, make)


def _listed(layers):
    return listed([str(layer) for layer in layers])


def _one_path(W, at):
    only = np.zeros_like(W)
    only[:, at] = W[:, at]
    return only


def rate_of_update(done: BackwardPass, claimed: Sequence[Pair]) -> float | None:
    """Return the α by which W was updated before δ went back through it, if that was so.

    It is solved for: below the last layer but one, ∂J/∂W is linear in it.
    """
    if done.depth < 2:
        return None
    right = done.backward()
    below = done.depth - 1
    slopes = {below: 1.0} if done.name(below) == "softmax" else {}
    moved = done.backward(weights={done.depth: right[-1][0]}, slopes=slopes)[below - 1][0]
    difference = right[below - 1][0] - claimed[below - 1][0]
    size = np.vdot(moved, moved)
    α = float(np.vdot(moved, difference) / size) if size else 0.0
    return α if 1e-9 < α < 1e3 else None


def with_updated_weights(done: BackwardPass, α: float) -> WrongBackwardPass:
    """Return the mistake of updating W, at this rate, before δ goes back through it."""

    def make():
        weights: Mapping[int, Array] = {}
        gradients = done.backward()
        for layer in range(done.depth, 1, -1):
            moved = done.parameters[layer - 1][0] - α * gradients[layer - 1][0]
            weights = {**weights, layer: moved}
            gradients = done.backward(weights=weights)
        return gradients

    sentence = f"the weights were updated (α = {α:.4g}) before δ went back through them"
    return WrongBackwardPass(("updated-too-early", α), "updated-too-early", sentence, make)
