"""Steps about depth: what counts as a layer, what becomes of gradients, what folding buys."""

from functools import partial

import numpy as np
from pytest_bdd import then

from derivations.known_mistakes import depth as mistakes

NETWORKS = {"deep": "tent_network", "shallow": "shallow_tent_network"}


def first_by_last_hidden(norms):
    """Return the first layer's gradient, measured by the last hidden one's."""
    return norms[0] / norms[-2]


def tents(kata, folds):
    """Yield the names of two columns, each with its network that folds so many times."""
    for name, function in NETWORKS.items():
        yield name, kata.depth[function](folds)


def with_biases(rng, d_in, d_out):
    """Draw W and b from the normal distribution: without biases all kinks are at 0."""
    return rng.standard_normal((d_in, d_out)), rng.standard_normal(d_out)


def mistakes_in_norms(kata, network, X, Y, cost, pick=np.array):
    """Return what mistakes make of the norms of the gradients, or of what is picked from them."""
    return mistakes.of_norms(kata.backpropagation.backpropagate(network, X, Y, cost), pick)


def answer_pieces(row, column, kata, network, low, high):
    """Answer how many straight pieces a network has between two ends."""
    points = row.integer("points")

    def given():
        X = np.linspace(low, high, points)[:, None]
        return mistakes.of_pieces(kata.forward_propagation.predict(network, X).ravel())

    row.answer(column, kata.depth.linear_pieces(network, low, high, points), mistakes=given)


@then("networks of these widths have")
def _(sheet, kata):
    for row in sheet:
        widths = [*row.shape("widths")]
        activations = ["relu"] * (len(widths) - 1)
        rng = np.random.default_rng(0)
        network = kata.initialisation.random_network(rng, widths, activations)
        if "layers?" in row:
            layers = kata.depth.count_layers(network)
            row.answer("layers?", layers, mistakes=partial(mistakes.of_layers, network))
        if "parameters of each layer?" in row:
            counts = kata.depth.count_parameters(network)
            given = partial(mistakes.of_parameters, network)
            row.answer("parameters of each layer?", np.array(counts), mistakes=given)
            row.answer("in all?", sum(counts), mistakes=partial(given, sum))


@then("the norm of each layer's gradient is")
def _(sheet, kata, network, samples):
    for row in sheet:
        given = network, *samples, row.text("cost")
        norms = np.array(kata.depth.gradient_norms(*given))
        row.answer(
            "∣∂J/∂W∣ of each layer?", norms, mistakes=partial(mistakes_in_norms, kata, *given)
        )


@then("in a chain of such units the gradients are")
def _(sheet, kata):
    layer = kata.forward_propagation.Layer
    for row in sheet:
        parts = zip(row["w"] * np.ones(row.integer("units")), row.vector("b"), strict=True)
        chain = [layer(w.reshape(1, 1), b.reshape(1), row.text("activation")) for w, b in parts]
        given = chain, row.matrix("x"), row.matrix("y"), "mse"
        norms = np.array(kata.depth.gradient_norms(*given))
        row.answer(
            "∣∂J/∂w∣ of each unit?", norms, mistakes=partial(mistakes_in_norms, kata, *given)
        )


@then("through random networks the first gradient, measured by the last hidden one, is")
def _(sheet, kata):
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        layers, width = row.integer("hidden layers"), row.integer("width")
        widths = [width] * (layers + 1) + [1]
        activations = [row.text("activation")] * layers + ["identity"]
        draw = kata.initialisation[row.text("draw")]
        network = kata.initialisation.random_network(rng, widths, activations, draw=draw)
        given = network, rng.normal(size=(20, width)), rng.normal(size=(20, 1)), "mse"
        norms = kata.depth.gradient_norms(*given)
        wrong = partial(mistakes_in_norms, kata, *given, first_by_last_hidden)
        row.answer("first / last hidden?", first_by_last_hidden(norms), mistakes=wrong)


@then("the folded lines pass through")
def _(sheet, kata):
    for row in sheet:
        x, folds = row.vector("x"), row.integer("folds")
        for name, network in tents(kata, folds):
            line = kata.forward_propagation.predict(network, x[:, None]).ravel()
            row.answer(f"{name}?", line, mistakes=partial(mistakes.of_tents, folds, x))


@then("the two kinds of network differ at most by")
def _(sheet, kata):
    for row in sheet:
        X = np.linspace(row.number("from"), row.number("to"), row.integer("points"))[:, None]
        deep, shallow = (
            kata.forward_propagation.predict(network, X)
            for _, network in tents(kata, row.integer("folds"))
        )
        row.answer("difference?", np.abs(deep - shallow).max())


@then("for the same line the networks need")
def _(sheet, kata):
    for row in sheet:
        for name, network in tents(kata, row.integer("folds")):
            *hidden, _ = network
            layers = kata.depth.count_layers(network)
            row.answer(f"{name}: layers?", layers, mistakes=partial(mistakes.of_layers, network))
            row.answer(f"{name}: hidden units?", sum(b.size for _, b, _ in hidden))
            count = sum(kata.depth.count_parameters(network))
            given = partial(mistakes.of_parameters, network, sum)
            row.answer(f"{name}: parameters?", count, mistakes=given)
            answer_pieces(row, f"{name}: pieces?", kata, network, 0, 1)


@then("the network's line has")
def _(sheet, kata, network):
    for row in sheet:
        answer_pieces(row, "pieces?", kata, network, row.number("from"), row.number("to"))


@then("random networks with one hidden layer have")
def _(sheet, kata):
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        widths = [1, row.integer("hidden units"), 1]
        network = kata.initialisation.random_network(rng, widths, ["relu", "identity"], with_biases)
        answer_pieces(row, "pieces?", kata, network, -9, 9)
