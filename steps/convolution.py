"""Steps about convolution: places, kernels, images with channels, and the way back."""

from functools import partial

import numpy as np
from pytest_bdd import given, then

from derivations.known_mistakes import convolution as mistakes
from derivations.known_mistakes.known_mistake import once, picked


def numbered(row, column):
    """Return the number that a cell names, counted from 0."""
    return int(row.text(column)) - 1


def gathered(sheet, outer, inner, column):
    """Return an array (outer, inner, rows, columns) of the matrices that a table lists."""
    cells = {(numbered(row, outer), numbered(row, inner)): row.matrix(column) for row in sheet}
    first, second = (sorted({pair[i] for pair in cells}) for i in (0, 1))
    return np.array([[cells[i, j] for j in second] for i in first])


@given("the images", target_fixture="images")
def _(sheet):
    return gathered(sheet, "image", "channel", "pixels").transpose(0, 2, 3, 1)


@given("the kernels", target_fixture="kernels")
def _(sheet):
    K = gathered(sheet, "kernel", "channel", "weights").transpose(2, 3, 1, 0)
    b = {numbered(row, "kernel"): row.number("b") for row in sheet}
    return K, np.array([b[i] for i in sorted(b)])


@given("the gradients that come back", target_fixture="dZ")
def _(sheet):
    return gathered(sheet, "image", "kernel", "∂J/∂Z").transpose(0, 2, 3, 1)


@then("a sliding kernel finds")
def _(sheet, kata):
    for row in sheet:
        x, k = row.vector("x"), row.vector("k")
        wrong = partial(mistakes.of_correlated, x, k)
        row.answer("z?", kata.convolution.correlate(x, k), mistakes=wrong)


@then("with a stride and padding a sliding kernel finds")
def _(sheet, kata):
    for row in sheet:
        given = row.vector("x"), row.vector("k"), row.integer("stride"), row.integer("padding")
        wrong = partial(mistakes.of_correlated, *given)
        row.answer("z?", kata.convolution.correlate(*given), mistakes=wrong)


@then("the output sizes are")
def _(sheet, kata):
    for row in sheet:
        n, k, padding, stride = map(row.integer, ("n", "k", "padding", "stride"))
        wrong = partial(mistakes.of_output_size, n, k, padding, stride)
        places = kata.convolution.output_size(n, k, padding, stride)
        row.answer("places?", places, mistakes=wrong)
        z = kata.convolution.correlate(np.arange(1.0, n + 1), np.ones(k), stride, padding)
        row.answer("of correlate?", len(z), mistakes=wrong)


@then("as a dense layer a kernel has the weights")
def _(sheet, kata):
    for row in sheet:
        # n stays as it is printed: the kernel has to fit.
        k, n = row.vector("k"), int(row.text("n"))
        wrong = partial(mistakes.of_dense, k, n)
        row.answer("W?", kata.convolution.as_dense(k, n), mistakes=wrong)


@then("a dense layer and its kernel give")
def _(sheet, kata):
    for row in sheet:
        x, k = row.vector("x"), row.vector("k")
        wrong = partial(mistakes.of_correlated, x, k)
        W = kata.convolution.as_dense(k, len(x))
        z = kata.neuron.weighted_sum(x, W, np.zeros(len(x) - len(k) + 1))
        row.answer("x·W?", z, mistakes=wrong)
        row.answer("z?", kata.convolution.correlate(x, k), mistakes=wrong)


@then("going back through correlate gives")
def _(sheet, kata):
    for row in sheet:
        x, k, δ = row.vector("x"), row.vector("k"), row.vector("δ")
        found = kata.convolution.correlate_back(δ, x, k)
        for part, (name, gradient) in enumerate(zip(("∂J/∂x?", "∂J/∂k?"), found, strict=True)):
            wrong = partial(mistakes.of_correlate_back, δ, x, k, part)
            row.answer(name, gradient, mistakes=wrong)


def measure(kata, J, θ):
    """Return the gradient of J with respect to an array of any shape, measured entry by entry."""
    slopes = kata.gradient_checking.numerical_gradient(
        lambda row: J(row.reshape(θ.shape)), θ.ravel()
    )
    return slopes.reshape(θ.shape)


def answer_measured(row, names, found, measured, ways=list):
    """Answer how far each gradient of a row is from what was measured."""
    row.explain(partial(mistakes.seen_in_gradients, names, found, measured, ways))
    for name, *pair in zip(names, found, measured, strict=True):
        row.answer(f"{name} − measured?", mistakes.furthest(*pair))


@then("measured by small steps the gradients of correlate are")
def _(sheet, kata):
    for row in sheet:
        rng, n, size = (
            np.random.default_rng(row.integer("seed")),
            *map(row.integer, ("entries", "kernel")),
        )
        x, k = rng.normal(size=n), rng.normal(size=size)
        z = kata.convolution.correlate(x, k)
        δ = rng.normal(size=z.shape)
        measured = [
            measure(kata, lambda x, k=k, δ=δ: float(δ @ kata.convolution.correlate(x, k)), x),
            measure(kata, lambda k, x=x, δ=δ: float(δ @ kata.convolution.correlate(x, k)), k),
        ]
        found = kata.convolution.correlate_back(δ, x, k)
        answer_measured(row, ("∂J/∂x", "∂J/∂k"), found, measured)


@then("convolution of the images gives")
def _(sheet, kata, images, kernels):
    Z = kata.convolution.conv(images, *kernels)
    ask = once(partial(mistakes.convolutions, images, *kernels))
    for row in sheet:
        i, m = numbered(row, "image"), numbered(row, "kernel")
        row.answer(
            "Z?", Z[i, :, :, m], mistakes=partial(picked, ask, lambda Z, i=i, m=m: Z[i, :, :, m])
        )


@then("convolution sends to the images")
def _(sheet, kata, images, kernels, dZ):
    K, _ = kernels
    dX, _, _ = kata.convolution.conv_back(dZ, images, K)
    ask = once(partial(mistakes.ways_back, dZ, images, K))
    for row in sheet:
        i, c = numbered(row, "image"), numbered(row, "channel")
        wrong = partial(picked, ask, lambda made, i=i, c=c: made[0][i, :, :, c])
        row.answer("∂J/∂X?", dX[i, :, :, c], mistakes=wrong)


@then("convolution sends to the kernels")
def _(sheet, kata, images, kernels, dZ):
    K, _ = kernels
    _, dK, db = kata.convolution.conv_back(dZ, images, K)
    ask = once(partial(mistakes.ways_back, dZ, images, K))
    for row in sheet:
        m, c = numbered(row, "kernel"), numbered(row, "channel")
        wrong = partial(picked, ask, lambda made, m=m, c=c: made[1][:, :, c, m])
        row.answer("∂J/∂K?", dK[:, :, c, m], mistakes=wrong)
        row.answer("∂J/∂b?", db[m], mistakes=partial(picked, ask, lambda made, m=m: made[2][m]))


@then("measured by small steps the gradients of convolution are")
def _(sheet, kata):
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        *sides, channels = row.shape("shape of X")
        kernels = row.integer("kernels")
        X = rng.normal(size=(row.integer("images"), *sides, channels))
        K = rng.normal(size=(*row.shape("kernel"), channels, kernels))
        b = rng.normal(size=kernels)
        dZ = rng.normal(size=kata.convolution.conv(X, K, b).shape)
        arrays = X, K, b

        def cost(i, θ, arrays=arrays, dZ=dZ):
            moved = [θ if j == i else array for j, array in enumerate(arrays)]
            return float((dZ * kata.convolution.conv(*moved)).sum())

        measured = [measure(kata, partial(cost, i), θ) for i, θ in enumerate(arrays)]
        found = kata.convolution.conv_back(dZ, X, K)
        ways = partial(mistakes.ways_back, dZ, X, K)
        answer_measured(row, ("∂J/∂X", "∂J/∂K", "∂J/∂b"), found, measured, ways)


def without_numbers(shape):
    """Return an array of this shape that takes no memory, however large it is."""
    return np.broadcast_to(0.0, shape)


@then("layers that make the same numbers have")
def _(sheet, kata):
    for row in sheet:
        side, channels, k, kernels = map(row.integer, ("side", "channels", "kernel", "kernels"))
        places = kata.convolution.output_size(side, k, 0, 1)
        inputs, outputs = side * side * channels, places * places * kernels
        row.answer("numbers?", outputs)
        count = kata.convolution.conv_parameters(k, k, channels, kernels)
        row.answer("parameters?", count, mistakes=partial(mistakes.of_count, k, channels, kernels))
        W, b = without_numbers((inputs, outputs)), without_numbers((outputs,))
        dense = kata.forward_propagation.Layer(W, b, "relu")
        row.answer("parameters of a dense layer?", *kata.depth.count_parameters([dense]))


@then("in an image a kernel finds")
def _(sheet, kata, digits):
    images, _ = digits
    for row in sheet:
        kernel = row.matrix("kernel")
        image = images[numbered(row, "image")].reshape(1, 8, 8, 1) * 1.0
        given = image, kernel[:, :, None, None], np.zeros(1)
        i = numbered(row, "row")
        ask = once(partial(mistakes.convolutions, *given))
        wrong = partial(picked, ask, lambda Z, i=i: Z[0, i, :, 0])
        row.answer("found?", kata.convolution.conv(*given)[0, i, :, 0], mistakes=wrong)


@then("one output of the last layer sees")
def _(sheet, kata):
    for row in sheet:
        kernels, strides = [*row.shape("kernels")], [*row.shape("strides")]
        wrong = partial(mistakes.of_receptive_field, kernels, strides)
        row.answer("entries?", kata.convolution.receptive_field(kernels, strides), mistakes=wrong)
