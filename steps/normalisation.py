"""Steps about normalisation: valleys, standardised inputs, batch and layer normalisation."""

from functools import partial

import numpy as np
from pytest_bdd import parsers, then

from derivations.known_mistakes import normalisation as mistakes
from derivations.known_mistakes.autodiff import seen_in_node
from steps.autodiff import sent_back

NORMS = {"batch": 0, "layer": 1}  # the axis that each normalises along


@then("for targets of 0 the gradients of mse are")
def _(sheet, kata):
    for row in sheet:
        X, W, b = row.matrix("x"), row.matrix("w"), row.vector("b")
        network = [kata.forward_propagation.Layer(W, b, "identity")]
        [(dW, db)] = kata.backpropagation.backpropagate(network, X, np.zeros((len(X), 1)), "mse")
        row.answer("∂J/∂w?", dW)
        row.answer("∂J/∂b?", db)


@then("the valley of mse has")
def _(sheet, kata):
    for row in sheet:
        X = row.matrix("x")
        found = kata.normalisation.curvatures(X)
        row.answer("curvatures?", found, mistakes=partial(mistakes.of_curvatures, X))
        row.answer("condition number?", np.max(found) / np.min(found))


@then("the columns of the training samples have")
def _(sheet, kata):
    for row in sheet:
        X = row.matrix("x")
        found = kata.normalisation.mean_and_deviation(X)
        for i, column in enumerate(("mean?", "deviation?")):
            wrong = partial(mistakes.of_statistics, X, i)
            row.answer(column, found[i], mistakes=wrong)


@then("by this mean and deviation samples become")
def _(sheet, kata):
    for row in sheet:
        given = row.matrix("x"), row.vector("mean"), row.vector("deviation")
        found = kata.normalisation.standardise(*given)
        row.answer("standardised?", found, mistakes=partial(mistakes.of_standardised, *given))


@then("a linear neuron that begins with 0 learns them")
def _(sheet, kata, samples):
    X, Y = samples
    standardised = kata.normalisation.standardise(X, *kata.normalisation.mean_and_deviation(X))
    inputs = {"standardised": standardised, "as they are": X}
    for row in sheet:
        network = [kata.forward_propagation.Layer(np.zeros((1, 1)), np.zeros(1), "identity")]
        given = inputs[row.text("inputs")], Y, "mse", row.number("α"), row.integer("steps")
        [(W, b, _)], costs = kata.gradient_descent.train(network, *given)
        row.answer("w?", W)
        row.answer("b?", b)
        row.answer("J?", costs[-1])


@then(parsers.parse("{kind:w} normalisation gives"))
def _(sheet, kata, kind):
    norm = kata.normalisation[f"{kind}_norm"]
    for row in sheet:
        given = row.matrix("x"), row.vector("γ"), row.vector("β"), row.number("ε")
        wrong = partial(mistakes.of_norm, *given, NORMS[kind])
        row.answer("y?", norm(*given), mistakes=wrong)


@then("running averages that begin with 0 go")
def _(sheet, kata):
    kept = 0.0
    for row in sheet:
        given = kept, row.number("new"), row.number("ρ")
        kept = kata.normalisation.running(*given)
        row.answer("kept?", kept, mistakes=partial(mistakes.of_running, *given))


@then("at prediction batch normalisation gives")
def _(sheet, kata):
    for row in sheet:
        given = row.matrix("x"), row.vector("γ"), row.vector("β"), row.number("ε")
        kept = row.vector("mean"), row.vector("variance")
        wrong = partial(mistakes.of_prediction, *given, *kept)
        row.answer("y?", kata.normalisation.batch_norm_predict(*given, *kept), mistakes=wrong)


@then(parsers.parse("back through {kind:w} normalisation go"))
def _(sheet, kata, kind):
    back = kata.normalisation[f"{kind}_norm_back"]
    for row in sheet:
        given = row.matrix("dy"), row.matrix("x"), row.vector("γ"), row.number("ε")
        for i, (column, found) in enumerate(zip(("dx?", "dγ?", "dβ?"), back(*given), strict=True)):
            wrong = partial(mistakes.of_norm_back, *given, NORMS[kind], i)
            row.answer(column, found, mistakes=wrong)


@then("what goes back through batch normalisation has")
def _(sheet, kata):
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        shape, ε = (row.integer("samples"), row.integer("units")), row.number("ε")
        X, dY, γ = rng.normal(size=shape), rng.normal(size=shape), rng.normal(size=shape[1])
        dX, _, _ = kata.normalisation.batch_norm_back(dY, X, γ, ε)
        X_hat = kata.normalisation.batch_norm(X, np.ones(shape[1]), np.zeros(shape[1]), ε)
        row.answer("greatest ∣Σ dx∣?", np.abs(dX.sum(axis=0)).max())
        row.answer("greatest ∣Σ dx·x̂∣?", np.abs((dX * X_hat).sum(axis=0)).max())


@then(parsers.parse("as a node {kind:w} normalisation gives"))
def _(sheet, kata, kind):
    for row in sheet:
        a, ε, G = row.matrix("a"), row.number("ε"), row.matrix("G")
        node = kata.normalisation[f"{kind}_norm_node"](kata.autodiff.leaf(a), ε)
        axis, units = NORMS[kind], a.shape[1]
        wrong = partial(mistakes.of_norm, a, np.ones(units), np.zeros(units), ε, axis)
        row.answer("value?", node.value, mistakes=wrong)
        wrong = partial(mistakes.of_norm_back, G, a, np.ones(units), ε, axis, 0)
        row.explain(partial(seen_in_node, node))
        row.answer("to a?", sent_back(node, 0, G), mistakes=wrong)


@then("through a layer with batch normalisation the gradients are")
def _(sheet, kata):
    engine = kata.autodiff
    for row in sheet:
        X, W, b = (engine.leaf(row.matrix(c)) for c in ("x", "W", "b"))
        z = engine.add(engine.matmul(X, W), b)
        y = kata.normalisation.batch_norm_node(z, 0.0)
        found = engine.gradients(engine.multiply(y, engine.leaf(row.matrix("c"))))
        row.answer("y?", y.value)
        dW, db = (found.get(leaf, np.array(np.inf)) for leaf in (W, b))
        row.answer("∂J/∂W?", dW)
        row.answer("∂J/∂b?", db)
        row.answer("∂J/∂W · W?", (dW * W.value).sum())
