"""Steps about depth: what counts as a layer, what becomes of gradients, what folding buys."""

import numpy as np
from pytest_bdd import then

NETWORKS = {"deep": "tent_network", "shallow": "shallow_tent_network"}


def tents(kata, folds):
    """Return the deep and the shallow network that fold so many times, by their columns' names."""
    return {name: kata.depth[function](folds) for name, function in NETWORKS.items()}


@then("networks of these widths have")
def _(sheet, kata):
    for row in sheet:
        widths = row.shape("widths")
        activations = ["relu"] * (len(widths) - 1)
        rng = np.random.default_rng(0)
        network = kata.initialisation.random_network(rng, widths, activations)
        if "layers?" in row:
            row.answer("layers?", kata.depth.count_layers(network))
        if "parameters of each layer?" in row:
            counts = kata.depth.count_parameters(network)
            row.answer("parameters of each layer?", np.array(counts))
            row.answer("in all?", sum(counts))


@then("the length of each layer's gradient is")
def _(sheet, kata, network, samples):
    for row in sheet:
        norms = kata.depth.gradient_norms(network, *samples, row.text("cost"))
        row.answer("∣∂J/∂W∣ of each layer?", np.array(norms))


@then("in a chain of such units the gradients are")
def _(sheet, kata):
    layer = kata.forward_propagation.Layer
    for row in sheet:
        parts = zip(row["w"] * np.ones(row.integer("units")), row.vector("b"), strict=True)
        chain = [layer(w.reshape(1, 1), b.reshape(1), row.text("activation")) for w, b in parts]
        X, Y = row.matrix("x"), row.matrix("y")
        norms = kata.depth.gradient_norms(chain, X, Y, "mse")
        row.answer("∣∂J/∂w∣ of each unit?", np.array(norms))


@then("through random networks the first gradient, measured by the last hidden one, is")
def _(sheet, kata):
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        layers, width = row.integer("hidden layers"), row.integer("width")
        widths = [width] * (layers + 1) + [1]
        activations = [row.text("activation")] * layers + ["identity"]
        draw = kata.initialisation[row.text("draw")]
        network = kata.initialisation.random_network(rng, widths, activations, draw=draw)
        X, Y = rng.normal(size=(20, width)), rng.normal(size=(20, 1))
        norms = kata.depth.gradient_norms(network, X, Y, "mse")
        row.answer("first / last hidden?", norms[0] / norms[-2])


@then("the folded lines pass through")
def _(sheet, kata):
    for row in sheet:
        x = row.vector("x")[:, None]
        for name, network in tents(kata, row.integer("folds")).items():
            row.answer(f"{name}?", kata.forward_propagation.predict(network, x).ravel())


@then("the two kinds of network differ at most by")
def _(sheet, kata):
    for row in sheet:
        X = np.linspace(row.number("from"), row.number("to"), row.integer("points"))[:, None]
        deep, shallow = (
            kata.forward_propagation.predict(network, X)
            for network in tents(kata, row.integer("folds")).values()
        )
        row.answer("difference?", np.abs(deep - shallow).max())


@then("for the same line the networks need")
def _(sheet, kata):
    for row in sheet:
        for name, network in tents(kata, row.integer("folds")).items():
            *hidden, _ = network
            row.answer(f"{name}: layers?", kata.depth.count_layers(network))
            row.answer(f"{name}: hidden units?", sum(b.size for _, b, _ in hidden))
            row.answer(f"{name}: parameters?", sum(kata.depth.count_parameters(network)))
            pieces = kata.depth.linear_pieces(network, 0, 1, row.integer("points"))
            row.answer(f"{name}: pieces?", pieces)


@then("the network's line has")
def _(sheet, kata, network):
    for row in sheet:
        low, high, points = row.number("from"), row.number("to"), row.integer("points")
        row.answer("pieces?", kata.depth.linear_pieces(network, low, high, points))


@then("random networks with one hidden layer have")
def _(sheet, kata):
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        widths = [1, row.integer("hidden units"), 1]
        network = kata.initialisation.random_network(
            rng, widths, ["relu", "identity"], draw=kata.initialisation.rai
        )
        row.answer("pieces?", kata.depth.linear_pieces(network, -9, 9, row.integer("points")))
