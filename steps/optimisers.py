"""Steps about optimisers: single steps, paths, whole trainings, clipping, and digits."""

from functools import partial

import numpy as np
from pytest_bdd import parsers, then

from derivations.known_mistakes import optimisers as mistakes
from steps.digits import SIDE, held_out, pixels_and_classes
from steps.gradient_descent import answer_parameters

PIXELS = SIDE * SIDE


def answer_path(sheet, step, variants, names, start, θ):
    """Answer the state, under `names`, and θ after one step for each row, each from the last one.

    step(θ, g, state, t) returns (θ, state), `variants` yields the same with mistakes.
    """
    gradients, first, state = [], θ, start
    for row in sheet:
        gradients.append(row["g"])
        θ, state = step(θ + 0 * gradients[-1], gradients[-1], state, len(gradients))
        wrong = partial(mistakes.of_path, variants, first, start, list(gradients))
        for i, name in enumerate(names):
            row.answer(name, picked(i, θ, state), mistakes=partial(wrong, partial(picked, i)))
        row.answer("θ?", θ, mistakes=partial(wrong, lambda θ, state: θ))


def picked(i, θ, state):
    """Return one part of a state."""
    return state[i] if isinstance(state, tuple) else state


def with_momentum(kata, α, β):
    """Return a step with momentum."""
    return lambda θ, g, v, t: kata.optimisers.momentum(θ, g, v, α, β)


def with_adam(kata, α, *rest):
    """Return a step of Adam, whose state is the pair (m, v)."""

    def step(θ, g, state, t):
        θ, m, v = kata.optimisers.adam(θ, g, *state, t, α, *rest)
        return θ, (m, v)

    return step


def with_adamw(kata, α, λ, *rest):
    """Return a step of AdamW, whose state is the pair (m, v)."""

    def step(θ, g, state, t):
        θ, m, v = kata.optimisers.adamw(θ, g, *state, t, α, λ, *rest)
        return θ, (m, v)

    return step


@then(parsers.parse("momentum with α = {α:g} and β = {β:g} goes from {θ:g}"))
def _(sheet, kata, α, β, θ):
    variants = partial(mistakes.momentum_steps, α, β)
    answer_path(sheet, with_momentum(kata, α, β), variants, ["v?"], 0.0, θ)


@then(parsers.parse("RMSProp with α = {α:g}, ρ = {ρ:g} and ε = {ε:g} goes from {θ:g}"))
def _(sheet, kata, α, ρ, ε, θ):
    def step(θ, g, s, t):
        return kata.optimisers.rmsprop(θ, g, s, α, ρ, ε)

    answer_path(sheet, step, partial(mistakes.rmsprop_steps, α, ρ, ε), ["s?"], 0.0, θ)


@then(parsers.parse("Adam with α = {α:g}, β₁ = {β1:g}, β₂ = {β2:g} and ε = {ε:g} goes from {θ:g}"))
def _(sheet, kata, α, β1, β2, ε, θ):
    variants = partial(mistakes.adam_steps, α, β1, β2, ε)
    start = 0.0, 0.0
    answer_path(sheet, with_adam(kata, α, β1, β2, ε), variants, ["m?", "v?"], start, θ)


@then(
    parsers.parse(
        "AdamW with α = {α:g}, λ = {λ:g}, β₁ = {β1:g}, β₂ = {β2:g} and ε = {ε:g} goes from {θ:g}"
    )
)
def _(sheet, kata, α, λ, β1, β2, ε, θ):
    step, variants = (
        with_adamw(kata, α, λ, β1, β2, ε),
        partial(mistakes.adam_steps, α, β1, β2, ε, λ),
    )
    answer_path(sheet, step, variants, ["m?", "v?"], (0.0, 0.0), θ)


USUAL = 0.9, 0.999, 1e-8


@then(parsers.parse("Adam with α = {α:g} and the usual β₁, β₂ and ε goes from {θ:g}"))
def _(sheet, kata, α, θ):
    variants = partial(mistakes.adam_steps, α, *USUAL)
    answer_path(sheet, with_adam(kata, α), variants, ["m?", "v?"], (0.0, 0.0), θ)


@then(parsers.parse("AdamW with α = {α:g}, λ = {λ:g} and the usual β₁, β₂ and ε goes from {θ:g}"))
def _(sheet, kata, α, λ, θ):
    variants = partial(mistakes.adam_steps, α, *USUAL, λ)
    answer_path(sheet, with_adamw(kata, α, λ), variants, ["m?", "v?"], (0.0, 0.0), θ)


@then("the first step of Adam from 0 leads to")
def _(sheet, kata):
    for row in sheet:
        g, α = row["g"], row.number("α")
        θ, _, _ = kata.optimisers.adam(0 * g, g, 0 * g, 0 * g, 1, α)
        variants = partial(mistakes.adam_steps, α, *USUAL)
        wrong = partial(mistakes.of_path, variants, 0 * g, (0 * g, 0 * g), [g])
        row.answer("θ?", θ, mistakes=partial(wrong, lambda θ, state: θ))


@then("one step from a weight, pulled by λ alone, leads to")
def _(sheet, kata):
    for row in sheet:
        θ, α, λ = row["θ"], row.number("α"), row.number("λ")
        as_gradient, _, _ = kata.optimisers.adam(θ, λ * θ, 0 * θ, 0 * θ, 1, α)
        row.answer("as a gradient in Adam?", as_gradient)
        decayed, _, _ = kata.optimisers.adamw(θ, 0 * θ, 0 * θ, 0 * θ, 1, α, λ)
        variants = partial(mistakes.adam_steps, α, *USUAL, λ)
        wrong = partial(mistakes.of_path, variants, θ, (0 * θ, 0 * θ), [0 * θ])
        row.answer("AdamW?", decayed, mistakes=partial(wrong, lambda θ, state: θ))


def train(kata, row, network, samples, cost, step, start):
    """Train with an optimiser as a row says: epochs, and perhaps a batch size with a seed."""
    size = row.text("batch size") if "batch size" in row else "all"
    given = step, start, network, *samples, cost, row.integer("epochs")
    if size == "all":
        return kata.optimisers.train_with(*given)
    rng = np.random.default_rng(row.integer("seed"))
    return kata.optimisers.train_with(*given, int(size), rng)


def training_mistakes(kata, row, network, samples, cost, step, start):
    """Return what mistakes make of a training, where each batch has the gradient of all samples."""
    size = row.text("batch size") if "batch size" in row else "all"
    batches = 1 if size == "all" else len(samples[0]) // int(size)
    slopes = lambda network: kata.backpropagation.backpropagate(network, *samples, cost)  # noqa: E731
    epochs = row.integer("epochs")
    return partial(mistakes.of_training, slopes, step, start, network, batches, epochs)


def by_t(θ, g, state, t):
    """Return a step downhill of the length 1/t."""
    return θ - np.sign(g) / t, state


def by_state(θ, g, state, t):
    """Return a step downhill of the length 1/k, where the state counts the steps."""
    return θ - np.sign(g) / (state + 1), state + 1


@then(parsers.parse("training on {cost:w} with momentum ends with"))
def _(sheet, kata, network, samples, cost):
    for row in sheet:
        step = with_momentum(kata, row.number("α"), row.number("β"))
        trained, costs = train(kata, row, network, samples, cost, step, 0.0)
        row.effort(row.integer("epochs"))
        given = kata, row, network, samples, cost, step, 0.0
        answer_parameters(row, trained, training_mistakes(*given))
        if "J?" in row:
            row.answer("J?", costs[-1])


@then(parsers.parse("over so many seeds training on {cost:w} with momentum has"))
def _(sheet, kata, network, samples, cost):
    for row in sheet:
        step = with_momentum(kata, row.number("α"), row.number("β"))
        given = step, 0.0, network, *samples, cost, row.integer("epochs"), row.integer("batch size")
        ends = set()
        for seed in range(row.integer("seeds")):
            [(W, b, _)], _ = kata.optimisers.train_with(*given, np.random.default_rng(seed))
            ends.add((round(W.item(), 9), round(b.item(), 9)))
        row.answer("different ends?", len(ends))


@then(parsers.parse("training on {cost:w} with steps of 1, divided by a count, goes to"))
def _(sheet, kata, network, samples, cost):
    for row in sheet:
        step = by_t if row.text("counted by") == "t" else by_state
        trained, _ = train(kata, row, network, samples, cost, step, 0.0)
        answer_parameters(
            row, trained, training_mistakes(kata, row, network, samples, cost, step, 0.0)
        )


@then(parsers.parse("steps with a rate of {α:g}, divided by their number, lead to"))
def _(sheet, kata, α):
    layer = kata.forward_propagation.Layer
    network = [layer(np.zeros((1, 1)), np.array([7.0]), "identity")]
    for t, row in enumerate(sheet, 1):
        rate = kata.optimisers.inverse_rate(α, t)
        row.answer("rate?", rate, mistakes=partial(mistakes.of_rate, α, t))
        X = np.zeros((1, 1))
        network = kata.gradient_descent.descend(network, X, row.matrix("y"), "mse", rate)
        _, b, _ = network[0]
        row.answer("b?", b)


def answer_clipped(row, kata, gradients, c, clipped, layer):
    """Answer what clipping leaves of one layer's gradients."""
    for part, name in enumerate("Wb"):
        wrong = partial(mistakes.of_clipped, gradients, c, layer, part)
        row.answer(f"clipped ∂J/∂{name}?", clipped[layer][part], mistakes=wrong)


@then("the clipped gradients are")
def _(sheet, kata):
    for row in sheet:
        gradients, c = [(row.matrix("∂J/∂W"), row.vector("∂J/∂b"))], row.number("c")
        answer_clipped(row, kata, gradients, c, kata.optimisers.clip(gradients, c), 0)


@then(parsers.parse("the gradients of these layers are clipped together to {c:g}"))
def _(sheet, kata, c):
    gradients = [(row.matrix("∂J/∂W"), row.vector("∂J/∂b")) for row in sheet]
    clipped = kata.optimisers.clip(gradients, c)
    for i, row in enumerate(sheet):
        answer_clipped(row, kata, gradients, c, clipped, i)


def scales(row):
    """Return what each pixel is multiplied by: 1, or from 1/100 to 1 from column to column."""
    return {
        "as they are": np.ones(PIXELS),
        "badly scaled": 10 ** np.linspace(-2, 0, PIXELS),
    }[row.text("pixels")]


def optimiser(kata, row):
    """Return a row's optimiser as (step, start)."""
    α = row.number("α")
    return {
        "descent": (lambda θ, g, state, t: (θ - α * g, state), 0.0),
        "momentum": (with_momentum(kata, α, 0.9), 0.0),
        "Adam": (with_adam(kata, α), (0.0, 0.0)),
    }[row.text("optimiser")]


@then("optimisers lead to")
def _(sheet, kata, digits):
    pixels, Y = pixels_and_classes(kata, digits)
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        X, Y_train, X_test, Y_test = held_out(kata, row, pixels * scales(row), Y)
        widths = [PIXELS, row.integer("hidden"), Y.shape[1]]
        network = kata.initialisation.random_network(rng, widths, ["relu", "softmax"])
        epochs, size = row.integer("epochs"), row.integer("batch size")
        trained, _ = kata.optimisers.train_with(
            *optimiser(kata, row), network, X, Y_train, "cross_entropy", epochs, size, rng
        )
        ŷ = kata.forward_propagation.predict(trained, X_test)
        row.answer("accuracy?", kata.learning.accuracy(ŷ, Y_test))
