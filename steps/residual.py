"""Steps about residual connections: blocks, chains, paths, and networks of twenty layers."""

from functools import partial

import numpy as np
from pytest_bdd import then

from derivations.arrays import alike
from derivations.known_mistakes import residual as mistakes
from steps.autodiff import functions
from steps.digits import held_out, pixels_and_classes

NO_GRADIENT = "no gradient"


@then("a residual block of one function gives")
def _(sheet, kata):
    for row in sheet:
        a, G, (f, f_prime) = row["a"], row["G"], functions(kata)[row.text("f")]
        leaf = kata.autodiff.leaf(a)
        node = kata.residual.residual(leaf, partial(kata.autodiff.apply, f, f_prime))
        row.answer("value?", node.value, mistakes=partial(mistakes.of_block, f, a))
        whole = kata.autodiff.multiply(node, kata.autodiff.leaf(G))
        wrong = partial(mistakes.of_block_slope, f_prime, a, G)
        found = kata.autodiff.gradients(whole)
        row.explain(partial(mistakes.seen_without_gradient, found, leaf))
        row.answer("to a?", found.get(leaf, NO_GRADIENT), mistakes=wrong)


def unit(kata, w, b, a):
    """Return the node of a sigmoid unit with nodes for its weight and its bias."""
    z = kata.autodiff.add(kata.autodiff.multiply(a, w), b)
    return kata.autodiff.apply(*functions(kata)["sigmoid"], z)


@then("through a chain of sigmoids the gradients are")
def _(sheet, kata):
    leaf = kata.autodiff.leaf
    for row in sheet:
        a, biases = leaf(row.vector("x")), [leaf(np.array([b])) for b in row.vector("b")]
        weights = [leaf(row.vector("w")) for _ in biases]
        for w, b in zip(weights, biases, strict=True):
            f = partial(unit, kata, w, b)
            a = f(a) if row.text("chain") == "plain" else kata.residual.residual(a, f)
        row.answer("a?", a.value)
        found = kata.autodiff.gradients(a)
        row.answer("∂J/∂w of each unit?", np.ravel([found.get(w, np.inf) for w in weights]))


@then("through residual blocks of these slopes")
def _(sheet, kata):
    for row in sheet:
        slopes = row.vector("slopes")
        sums = kata.residual.path_sums(slopes)
        row.answer("sums by length?", sums, mistakes=partial(mistakes.of_path_sums, slopes))
        row.answer("in all?", np.sum(sums))
        x = a = kata.autodiff.leaf(np.array(1.0))
        for slope in slopes:
            times = partial(kata.autodiff.multiply, kata.autodiff.leaf(np.array(slope)))
            a = kata.residual.residual(a, times)
        row.answer("gradient?", kata.autodiff.gradients(a).get(x, NO_GRADIENT))


@then("a block of weights gives")
def _(sheet, kata):
    for row in sheet:
        a, W, b, ε = row.matrix("a"), row.matrix("W"), row.vector("b"), row.number("ε")
        leaves = [kata.autodiff.leaf(array) for array in (a, W, b)]
        node = kata.residual.residual_block(*leaves, ε)
        row.answer("value?", node.value, mistakes=partial(mistakes.of_weights, a, W, b, ε))
        found = kata.autodiff.gradients(node)
        wrong = partial(mistakes.of_weight_gradient, a, W, ε)
        row.answer("∂/∂W?", found.get(leaves[1], NO_GRADIENT), mistakes=wrong)
        row.answer("∂/∂b?", found.get(leaves[2], NO_GRADIENT))


def drawn(kata, row, blocks):
    """Return the residual network that a row's seed draws, with so many blocks."""
    rng, sizes = np.random.default_rng(row.integer("seed")), ("inputs", "width", "outputs")
    d_in, width, d_out = (row.integer(size) for size in sizes)
    return kata.residual.residual_network(rng, d_in, width, blocks, d_out)


@then("drawn residual networks have")
def _(sheet, kata):
    for row in sheet:
        network = drawn(kata, row, row.integer("blocks"))
        row.answer("widths?", np.array([network[0][0].shape[0], *(len(b) for _, b in network)]))
        entries = [np.abs(array).max() for pair in network[1:-1] for array in pair]
        row.answer("largest in the blocks?", max(entries, default=0.0))
        row.explain(partial(mistakes.seen_in_blocks, network[1:-1]))
        row.answer("variance of W₁?", network[0][0].var())


@then("new networks of the same seed differ at most by")
def _(sheet, kata):
    for row in sheet:
        few, many = (drawn(kata, row, row.integer(blocks)) for blocks in ("blocks", "others"))
        X = np.random.default_rng(0).normal(size=(row.integer("samples"), row.integer("inputs")))
        one, other = (kata.residual.residual_predict(network, X) for network in (few, many))
        row.answer("difference?", np.abs(one - other).max())


@then("a residual network of these layers answers")
def _(sheet, kata):
    for row in sheet:
        names = ["first", *["block"] * (row.text("block W") != "-"), "last"]
        network = [(row.matrix(f"{name} W"), row.vector(f"{name} b")) for name in names]
        X, Y = row.matrix("x"), row.matrix("y")
        wrong = partial(mistakes.of_answer, network, X)
        row.answer("ŷ?", kata.residual.residual_predict(network, X), mistakes=wrong)
        J, found = kata.residual.residual_gradients(network, X, Y)
        row.answer("J?", J)
        row.explain(partial(mistakes.seen_in_gradients, network, found))
        row.answer("last ∂J/∂b?", found[-1][1])


@then("learning moves the layers of a residual network")
def _(sheet, kata, samples):
    X, Y = samples
    for row in sheet:
        sizes, epochs = (row.integer("width"), row.integer("blocks")), row.integer("epochs")
        given = row.number("α"), epochs, row.integer("batch size")
        seeds = (np.random.default_rng(row.integer("seed")) for _ in range(2))
        old = kata.residual.residual_network(next(seeds), X.shape[1], *sizes, Y.shape[1])
        new = kata.residual.learn_residual(X, Y, *sizes, *given, next(seeds))
        row.explain(partial(mistakes.seen_in_training, new, epochs))
        moved = [
            not alike(W, V) and not alike(b, c) for (W, b), (V, c) in zip(old, new, strict=True)
        ]
        row.answer("first moved?", moved[0])
        row.answer("blocks moved?", all(moved[1:-1]))
        row.answer("last moved?", moved[-1])
        few, _ = kata.residual.residual_gradients(old, X, Y)
        many, _ = kata.residual.residual_gradients(new, X, Y)
        row.answer("J falls?", many < few)


def plain(kata, row, X, Y, rng):
    """Let a plain network of so many hidden layers learn; return what answers."""
    hidden = [row.integer("width")] * row.integer("layers")
    given = row.number("α"), row.integer("epochs"), row.integer("batch size"), rng
    network, _ = kata.learning.learn(X, Y, hidden, *given)
    return partial(kata.forward_propagation.predict, network)


def residual(kata, row, X, Y, rng):
    """Let a residual network of so many blocks learn; return what answers."""
    sizes = row.integer("width"), row.integer("layers")
    given = row.number("α"), row.integer("epochs"), row.integer("batch size"), rng
    parameters = kata.residual.learn_residual(X, Y, *sizes, *given)
    return partial(kata.residual.residual_predict, parameters)


@then("twenty hidden layers learn to read held-out digits")
def _(sheet, kata, digits):
    X, Y = pixels_and_classes(kata, digits)
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        X_train, Y_train, X_test, Y_test = held_out(kata, row, X, Y)
        learn = {"plain": plain, "residual": residual}[row.text("network")]
        predict = learn(kata, row, X_train, Y_train, rng)
        row.answer("accuracy?", kata.learning.accuracy(predict(X_test), Y_test))
