"""Steps about where a network starts: random weights, their spread, their symmetry."""

from functools import partial
from itertools import combinations, pairwise

import numpy as np
from pytest_bdd import then

from derivations.arrays import alike
from derivations.known_mistakes import initialisation as mistakes


def all_numbers(network):
    """Lay every weight and bias of a network end to end."""
    return np.concatenate([np.ravel(part) for W, b, _ in network for part in (W, b)])


def twins(layers):
    """Count the pairs of weight matrices that have numbers in common, place by place."""
    return sum(bool(np.any(W == V)) for W, V in combinations(layers, 2))


def drawn_network(kata, row):
    """Return the random network of ReLU layers that a row describes, and its widths."""
    rng, widths = np.random.default_rng(row.integer("seed")), [*row.shape("widths")]
    activations = ["relu"] * (len(widths) - 1)
    draw = kata.initialisation[row.text("draw")]
    return kata.initialisation.random_network(rng, widths, activations, draw=draw), widths


def units_by_rai(kata, row):
    """Return the W and b of the units that a row describes, of one layer or of several."""
    rng = np.random.default_rng(row.integer("seed"))
    size = {"size": row.shape("size")} if "size" in row else {}
    return kata.initialisation.rai(rng, row.integer("d_in"), row.integer("units"), **size)


def side_by_side(W, b):
    """Put the biases of each layer below its weights: a column is a unit."""
    return np.concatenate([W, b.reshape(*W.shape[:-2], 1, -1)], axis=-2)


def unit_gap(W):
    """Return the most by which the weights of a unit differ from those of the first one."""
    return np.abs(W - W[:, :1]).max()


@then("random networks have these layers")
def _(sheet, kata):
    for row in sheet:
        rng = np.random.default_rng(0)
        network = kata.initialisation.random_network(
            rng, [*row.shape("widths")], row.words("activations")
        )
        row.answer("layers?", len(network))
        for number, (W, b, activation) in zip("₁₂₃", network, strict=False):
            row.answer_shape(f"shape of W{number}?", W)
            row.answer_shape(f"shape of b{number}?", b)
            row.answer(f"f{number}?", activation)


@then("layers drawn side by side have the shapes")
def _(sheet, kata):
    for row in sheet:
        rng, draw = np.random.default_rng(0), kata.initialisation[row.text("draw")]
        d_in, d_out = row.integer("d_in"), row.integer("d_out")
        W, b = draw(rng, d_in, d_out, size=row.shape("size"))
        for letter, value in (("W", W), ("b", b)):
            given = partial(mistakes.of_size, d_in, d_out, letter)
            row.answer_shape(f"shape of {letter}?", value, mistakes=given)


@then("of the layers drawn side by side so many are alike")
def _(sheet, kata):
    for row in sheet:
        rng, draw = (
            np.random.default_rng(row.integer("seed")),
            kata.initialisation[row.text("draw")],
        )
        W, _ = draw(rng, row.integer("d_in"), row.integer("d_out"), size=row.shape("size"))
        row.answer("alike?", twins(W.reshape(-1, *W.shape[-2:])))


@then("of a network's layers so many are alike")
def _(sheet, kata):
    for row in sheet:
        network, _ = drawn_network(kata, row)
        row.answer("alike?", twins([W for W, _, _ in network]))


@then("random networks are what their layers are, drawn one after the other")
def _(sheet, kata):
    for row in sheet:
        network, widths = drawn_network(kata, row)
        rng = np.random.default_rng(row.integer("seed"))
        draw = kata.initialisation[row.text("draw")]
        layers = [(*draw(rng, *pair), "relu") for pair in pairwise(widths)]
        same = np.allclose(all_numbers(network), all_numbers(layers), rtol=1e-9)
        row.answer("as drawn one by one?", same)


@then("two networks drawn from these seeds are")
def _(sheet, kata):
    for row in sheet:
        draw = kata.initialisation[row.text("draw")]
        one, other = (
            all_numbers(
                kata.initialisation.random_network(
                    np.random.default_rng(row.integer(seed)), [3, 4, 4, 1], ["relu"] * 3, draw=draw
                )
            )
            for seed in ("one seed", "other seed")
        )
        row.explain(partial(mistakes.of_seeds, one, other, row["one seed"] == row["other seed"]))
        row.answer("equal?", alike(one, other))


@then("the drawn weights and biases have")
def _(sheet, kata):
    for row in sheet:
        rng, draw = (
            np.random.default_rng(row.integer("seed")),
            kata.initialisation[row.text("draw")],
        )
        widths = row.integer("d_in"), row.integer("d_out")
        size = {"size": row.shape("size")} if "size" in row else {}
        W, b = draw(rng, *widths, **size)
        for column, value in {
            "mean?": W.mean(),
            "variance?": W.var(),
            "within one deviation?": (np.abs(W) < W.std()).mean(),
        }.items():
            given = partial(mistakes.of_draw, column, row.text("draw"), *widths)
            row.answer(column, value, mistakes=given)
        row.answer("largest bias?", np.abs(b).max(), mistakes=partial(mistakes.of_bias, b))


@then("units drawn by rai have")
def _(sheet, kata):
    for row in sheet:
        W, b = units_by_rai(kata, row)
        V = side_by_side(W, b)
        for column, value in {
            "positive weights?": (W > 0).mean(),
            "positive biases?": (b > 0).mean(),
            "units with nothing positive?": (V <= 0).all(axis=-2).mean(),
            "mean?": V.mean(),
            "mean square?": (V**2).mean(),
        }.items():
            given = partial(mistakes.of_rai, column, row.integer("d_in"))
            row.answer(column, value, mistakes=given)


@then("of all their entries so many lie below")
def _(sheet, kata):
    for row in sheet:
        entries = side_by_side(*units_by_rai(kata, row))
        row.answer("entries below?", (entries < row.number("limit")).mean())


@then("from the first layer to the last the mean square of z changes by")
def _(sheet, kata):
    for row in sheet:
        rng, draw = (
            np.random.default_rng(row.integer("seed")),
            kata.initialisation[row.text("draw")],
        )
        width, layers = row.integer("width"), row.integer("layers")
        widths, activations = [width] * (layers + 1), [row.text("activation")] * layers
        network = kata.initialisation.random_network(rng, widths, activations, draw=draw)
        signals = kata.forward_propagation.forward(network, rng.normal(size=(50, width)))
        (first, _), (last, _) = signals[0], signals[-1]
        row.answer("last z² / first z²?", (last**2).mean() / (first**2).mean())


@then("from these weights the two hidden units come to differ by")
def _(sheet, kata, samples):
    layer, train = kata.forward_propagation.Layer, kata.gradient_descent.train
    for row in sheet:
        hidden = layer(row.matrix("W₁"), np.zeros(2), row.text("activation"))
        output = layer(row.matrix("W₂"), np.zeros(1), "identity")
        ((W, _, _), _), _ = train(
            [hidden, output], *samples, "mse", row.number("α"), row.integer("steps")
        )
        row.answer("difference?", unit_gap(W))
