"""Mistakes in the steps of optimisers, in their state, and in clipping."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from derivations.arrays import Array, Pair
from derivations.known_mistakes.known_mistake import NONE, KnownMistake

USUAL = 0.9, 0.999, 1e-8
# step(θ, g, state, t) → (θ, state).
Step = Callable[[Any, Any, Any, int], tuple[Any, Any]]
# A code, what was done, and the step that is made so.
Variant = tuple[str, str, Step]


def momentum_steps(α: float, β: float) -> Iterator[Variant]:
    """Yield steps with momentum that have a mistake in them."""

    def made(velocity, along=lambda g, old, new: new, sign=-1):
        def step(θ, g, v, t):
            new = velocity(g, v)
            return θ + sign * α * along(g, v, new), new

        return step

    right = lambda g, v: β * v + g  # noqa: E731
    averaged = "the gradient is multiplied by 1 − β, so the velocity is an average instead of a sum"
    yield *NONE, made(right)
    yield "averaged", averaged, made(lambda g, v: β * v + (1 - β) * g)
    yield "no-memory", "the velocity is not kept", made(lambda g, v: g)
    yield "old-velocity", "the step uses the old velocity", made(right, lambda g, v, new: v)
    yield (
        "gradient-step",
        "the step uses the gradient instead of the velocity",
        made(right, lambda g, v, new: g),
    )
    yield "uphill", "the velocity is added instead of subtracted", made(right, sign=1)
    yield "no-decay", "the velocity is not multiplied by β", made(lambda g, v: v + g)
    yield (
        "beta-on-gradient",
        "β multiplies the gradient instead of the velocity",
        made(lambda g, v: v + β * g),
    )
    yield "sign", "the gradient is subtracted from the velocity", made(lambda g, v: β * v - g)
    yield "α-missing", "the velocity is not multiplied by α", made(right, lambda g, v, new: new / α)


def rmsprop_steps(α: float, ρ: float, ε: float) -> Iterator[Variant]:
    """Yield steps of RMSProp that have a mistake in them."""

    def moved(θ, g, s, along):
        new = ρ * s + (1 - ρ) * g**2
        return θ - α * along(g, new), new

    def made(size=lambda g, s: ρ * s + (1 - ρ) * g**2, divisor=np.sqrt, top=lambda g: g):
        def step(θ, g, s, t):
            new = size(g, s)
            return θ - α * top(g) / (divisor(new) + ε), new

        return step

    yield *NONE, made()
    yield "no-root", "the root is missing", made(divisor=lambda s: s)
    yield "ε-inside", "ε is under the root", made(divisor=lambda s: np.sqrt(s + ε) - ε)
    yield "swapped", "ρ and 1 − ρ are swapped", made(lambda g, s: (1 - ρ) * s + ρ * g**2)
    yield "added-up", "the squares are added instead of averaged", made(lambda g, s: s + g**2)
    yield "not-averaged", "g² is not multiplied by 1 − ρ", made(lambda g, s: ρ * s + g**2)
    yield "no-square", "g is not squared", made(lambda g, s: ρ * s + (1 - ρ) * np.abs(g))
    yield "no-memory", "s is not kept", made(lambda g, s: (1 - ρ) * g**2)
    yield "sign-lost", "g is squared in the numerator, too", made(top=lambda g: g**2)
    yield "sign-lost", "the sign of g is lost", made(top=np.abs)
    done = "s stands in the numerator instead of g"
    yield "numerator", done, lambda θ, g, s, t: moved(θ, g, s, lambda g, s: s / (np.sqrt(s) + ε))
    done = "ε is added to the quotient instead of the root"
    bare = lambda g, s: g / np.sqrt(s) - ε / α  # noqa: E731
    yield "parentheses", done, lambda θ, g, s, t: moved(θ, g, s, bare)


def adam_steps(α: float, β1: float, β2: float, ε: float, λ: float = 0.0) -> Iterator[Variant]:
    """Yield steps of Adam, or of AdamW with a λ, that have a mistake in them."""

    def made(first=1, second=1, shift=0, root=np.sqrt, inside=0.0, square=np.square,
             kept=False, exchanged=False, power=pow, top=lambda g, m: m,
             decay=lambda θ, moved: λ * θ, penalty=0.0):  # fmt: skip
        def step(θ, g, state, t):
            m, v = state
            a, b = (β2, β1) if exchanged else (β1, β2)
            g = g + penalty * θ
            m, v = a * m + (1 - a) * g, b * v + (1 - b) * square(g)
            m̂ = m / (1 - power(a, t + shift)) if first else m
            v̂ = v / (1 - power(b, t + shift)) if second else v
            moved = θ - α * top(g, m̂) / (root(v̂ + inside) + (0 if inside else ε))
            return moved - α * decay(θ, moved), (m̂, v̂) if kept else (m, v)

        return step

    yield *NONE, made()
    yield "not-corrected", "neither average is corrected for its start at 0", made(0, 0)
    yield "half-corrected", "only m is corrected, not v", made(1, 0)
    yield "half-corrected", "only v is corrected, not m", made(0, 1)
    yield "t", "t is one too many", made(shift=1)
    yield "t", "t is missing: it is divided by 1 - β in each step", made(power=lambda β, t: β)
    multiplied = "β is multiplied by t instead of raised to the power t"
    yield "t", multiplied, made(power=lambda β, t: β * t)
    numerator = "the step uses the gradient instead of m̂"
    yield "gradient-step", numerator, made(top=lambda g, m: g)
    yield "corrected-kept", "m̂ and v̂ are stored instead of m and v", made(kept=True)
    yield "swapped", "β₁ and β₂ are swapped", made(exchanged=True)
    yield "no-root", "the root of v̂ is missing", made(root=lambda v: v)
    if ε:
        yield "ε-inside", "ε is under the root", made(inside=ε)
    yield "no-square", "the gradient is not squared in v", made(square=np.abs)
    if (β1, β2, ε) != USUAL:
        usual = "the usual β₁, β₂ and ε are used instead of those given"
        yield "argument-unused", usual, next(each for *_, each in adam_steps(α, *USUAL, λ))
    if λ:
        after = "the decay uses θ after the step"
        yield "decay-after", after, made(decay=lambda θ, moved: λ * moved)
        through = "the decay is added to the gradient"
        yield "through-gradient", through, made(decay=lambda θ, moved: 0.0, penalty=λ)
        without = "the decay is not multiplied by α"
        yield "decay-without-α", without, made(decay=lambda θ, moved: λ * θ / α)
        grown = "the decay is added instead of subtracted"
        yield "sign", grown, made(decay=lambda θ, moved: -λ * θ)
        yield "no-decay", "there is no decay", made(decay=lambda θ, moved: 0.0)


def of_path(
    variants: Callable[[], Iterator[Variant]],
    θ: Any,
    start: Any,
    gradients: Sequence[Array],
    pick: Callable[[Any, Any], Any],
) -> list[KnownMistake]:
    """Return what is picked from (θ, state) after all these gradients, with a mistake in each step.

    >>> steps = partial(momentum_steps, 1.0, 0.5)
    >>> found = of_path(steps, 0.0, 0.0, [1.0, 1.0], lambda θ, v: v)
    >>> [(m.code, m.value) for m in found][:3]
    [('', 1.5), ('averaged', 0.75), ('no-memory', 1.0)]
    """
    found = []
    for code, done, step in variants():
        at, state = θ, start
        with np.errstate(all="ignore"):
            for t, g in enumerate(gradients, 1):
                at, state = step(at, g, state, t)
        found.append(KnownMistake(code, done, pick(at, state)))
    return found


def of_rate(α: float, t: int) -> list[KnownMistake]:
    """Return what α/t comes to with a mistake."""
    return [
        KnownMistake("t", "t is counted from 0", α / (t - 1) if t > 1 else np.inf),
        KnownMistake("t", "t is one too many", α / (t + 1)),
        KnownMistake("root", "the rate falls with the root of t", α / np.sqrt(t)),
        KnownMistake("constant", "the rate does not fall", α),
        KnownMistake("t", "the rate is multiplied by t instead of divided", α * t),
        KnownMistake("t", "t is subtracted instead of divided by", α - t),
        KnownMistake("swapped", "t is divided by α", t / α),
        KnownMistake("power", "α is raised to the power -t", float(α) ** -t),
        KnownMistake("rounded", "// rounds the quotient down", α // t),
    ]


def of_clipped(gradients: Sequence[Pair], c: float, layer: int, part: int) -> list[KnownMistake]:
    """Return what clipping leaves of a layer's ∂J/∂W (part 0) or ∂J/∂b (1) with a mistake in it."""
    g = gradients[layer][part]
    norms = {
        "each layer is clipped on its own": np.sqrt(sum((a**2).sum() for a in gradients[layer])),
        "each array is clipped on its own": np.sqrt((g**2).sum()),
        "the root is missing": sum((a**2).sum() for pair in gradients for a in pair),
        "the biases are not counted": np.sqrt(sum((dW**2).sum() for dW, _ in gradients)),
        "the largest entry is used as the norm": max(
            np.abs(a).max() for pair in gradients for a in pair
        ),
        "the norms of the arrays are added": sum(
            np.linalg.norm(a) for pair in gradients for a in pair
        ),
        "absolute values are added instead of squares": sum(
            np.abs(a).sum() for pair in gradients for a in pair
        ),
    }
    norm = np.sqrt(sum((a**2).sum() for pair in gradients for a in pair))
    return [
        KnownMistake("entrywise", "each entry is clipped on its own", np.clip(g, -c, c)),
        *(
            KnownMistake("norm", done, g * min(1.0, c / wrong) if wrong else g)
            for done, wrong in norms.items()
        ),
        KnownMistake("lengthened", "short gradients become longer", c / norm * g if norm else g),
        KnownMistake(
            "swapped",
            "norm and c are swapped in the factor c/norm",
            g * norm / c if norm > c else g,
        ),
        KnownMistake("unit", "the norm becomes 1 instead of c", g / norm if norm > c else g),
    ]


def of_training(
    slopes: Callable[[Any], Sequence[Pair]],
    step: Step,
    start: Any,
    network: Sequence[tuple[Array, Array, str]],
    batches: int,
    epochs: int,
) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    """Yield (code, what was done, make): a maker of the parameters that a mistake leads to.

    slopes(network) are the gradients; each of the epochs has so many batches.
    """
    run = partial(_trained, slopes, step, start, network, batches, epochs)
    yield *NONE, run
    yield "state-lost", "the state is reset at each step", partial(run, forget="step")
    if epochs > 1:
        yield "state-lost", "the state is reset in each epoch", partial(run, forget="epoch")
    yield "state-shared", "all parameters share one state", partial(run, shared=True)
    yield "t", "t is counted from 0", partial(run, count=lambda t, epoch, batch: t - 1)
    yield "t", "t is one too many", partial(run, count=lambda t, epoch, batch: t + 1)
    yield "t", "t counts the epochs instead of the steps", partial(run, count=lambda t, e, b: e)
    yield "t", "t starts again in each epoch", partial(run, count=lambda t, e, b: b)


def _trained(slopes, step, start, network, batches, epochs, forget="", shared=False,
             count=lambda t, epoch, batch: t):  # fmt: skip
    layers = [[W, b] for W, b, _ in network]
    names = [name for *_, name in network]
    states: dict[Any, Any] = {}
    t = 0
    for epoch in range(1, epochs + 1):
        if forget == "epoch":
            states = {}
        for batch in range(1, batches + 1):
            t += 1
            if forget == "step":
                states = {}
            now = [(W, b, name) for (W, b), name in zip(layers, names, strict=True)]
            for i, pair in enumerate(slopes(now)):
                for part, g in enumerate(pair):
                    key = "all" if shared else (i, part)
                    state = states.get(key, start)
                    new, states[key] = step(layers[i][part], g, state, count(t, epoch, batch))
                    layers[i][part] = new
    return [(W, b, name) for (W, b), name in zip(layers, names, strict=True)]
