"""Steps about gradient checking: slopes measured by small steps, and what they find."""

import math
from functools import partial

import numpy as np
from pytest_bdd import parsers, then, when

from derivations.known_mistakes.gradient_checking import (
    checks,
    like,
    of_difference,
    of_relative_error,
)
from derivations.known_mistakes.known_mistake import once, picked
from derivations.known_mistakes.measuring import of_crossing, of_measured
from steps.backpropagation import LAYERS, changed, drawn, named

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

# What a planted mistake does to an entry of a gradient.
MISTAKES = {
    "sign flipped": -1.0,
    "1 % too large": 1.01,
    "0.1 % too small": 0.999,
    "doubled": 2.0,
    "zeroed": 0.0,
    "not a number": math.nan,
    "infinite": math.inf,
    "minus infinite": -math.inf,
    "none": 1.0,
}

# What a finding says, in this order.
COLUMNS = ("layer", "parameter", "index", "analytic", "numeric", "verdict")

# How a gradient may be passed.
SHAPES = {
    "as it is": np.array,
    "transposed": np.transpose,
    "as one row": lambda gradient: gradient.reshape(1, -1),
    "as one column": lambda gradient: gradient.reshape(-1, 1),
    "as a plain row of numbers": np.ravel,
    "as their mean": np.mean,
}


def cost_of(row):
    """Return the function J(θ) that a row writes as a formula."""
    functions = {"exp": np.exp, "sin": np.sin, "sum": np.sum, "product": np.prod, "ln": np.log}
    return lambda θ: row.formula("J", functions | {"θ": θ})


def spoilt(gradients, layer, parameter, index, factor):
    """Return a copy of the gradients with one entry multiplied, or with all of one array."""
    # As floats: a factor of 1.01 would be lost on integers, and rounded in single precision.
    copies = [[np.array(gradient, dtype=float) for gradient in pair] for pair in gradients]
    copies[layer - 1]["Wb".index(parameter)][index] *= factor
    return [tuple(pair) for pair in copies]


def place(row):
    """Return the layer, the parameter and the index that a row names; `all` is every entry."""
    index = ... if row.text("index") == "all" else tuple(row.vector("index").astype(int).tolist())
    return row.integer("layer"), row.text("parameter"), index


def findings_of(kata, *case, **settings):
    """Return what a check finds, each as a tuple: a record may be of any class."""
    found = kata.gradient_checking.check_gradients(*case, **settings)
    return [
        finding if isinstance(finding, tuple) else tuple(getattr(finding, c) for c in COLUMNS)
        for finding in found
    ]


def mistakes_in_check(kata, network, X, Y, cost, gradients, findings):
    """Return the mistakes that lead to these findings: (code, what was done, a maker of them)."""

    def signals_of(network):
        return kata.forward_propagation.forward(network, X)

    def J(network):
        return kata.cost[cost](Y, kata.forward_propagation.predict(network, X))

    def swapped(network):
        return kata.cost[cost](kata.forward_propagation.predict(network, X), Y)

    return like(findings, checks(network, gradients, J, swapped, signals_of))


def mistakes_in_measuring(kata, case, name, ε):
    """Return the mistakes that lead to one measured gradient, such as ∂J/∂W₁."""
    network, X, Y, cost = case
    letter, layer = name.removeprefix("∂J/∂")
    i = LAYERS.index(layer)

    def ŷ(θ):
        moved = dict(zip("Wb", network[i][:2], strict=True)) | {letter: θ}
        layer = kata.forward_propagation.Layer(*moved.values(), network[i][2])
        return kata.forward_propagation.predict([*network[:i], layer, *network[i + 1 :]], X)

    def J(θ):
        return kata.cost[cost](Y, ŷ(θ))

    def swapped(θ):
        return kata.cost[cost](ŷ(θ), Y)

    return of_measured(J, swapped, network[i]["Wb".index(letter)], ε)


def mistakes_in_crossing(kata, network, X, layer, parameter, index, ε):
    """Return the mistakes that lead to one answer on a step across a kink."""

    def signals_of(network):
        return kata.forward_propagation.forward(network, X)

    return list(of_crossing(network, layer, parameter, index, ε, signals_of))


def answer_worst(row, findings, makers):
    """Answer whatever a row asks about the first of the findings."""
    for column, pick in (("findings?", len), ("where?", nth), ("verdict?", worst_verdict)):
        if column in row:
            row.answer(column, pick(findings), mistakes=partial(picked, makers, pick))


def nth(findings, n=0):
    """Write the place of one finding."""
    return where(findings[n]) if n < len(findings) else "nowhere"


def worst_verdict(findings):
    """Return what the first finding is called."""
    *_, verdict = findings[0] if findings else ("none",)
    return verdict


def where(finding):
    """Write a finding's place as W₁[0, 2]."""
    layer, parameter, index, *_ = finding
    places = ", ".join(str(int(i)) for i in index)
    return f"{parameter}{str(layer).translate(SUBSCRIPTS)}[{places}]"


@then("the measured slopes are")
def _(sheet, kata):
    for row in sheet:
        measured = kata.gradient_checking.numerical_gradient(
            cost_of(row), row["θ"], row.number("ε")
        )
        given = cost_of(row), row["θ"], row.number("ε")
        row.answer("slope?", measured, mistakes=partial(of_difference, *given))


@then("without a stated ε the measured slopes are")
def _(sheet, kata):
    for row in sheet:
        given = cost_of(row), row["θ"]
        measured = kata.gradient_checking.numerical_gradient(*given)
        row.answer("slope?", measured, mistakes=partial(of_difference, *given, 1e-5))


@then("the measured slopes have the shapes")
def _(sheet, kata):
    for row in sheet:
        θ = np.ones(row.shape("shape of θ"))
        slopes = kata.gradient_checking.numerical_gradient(cost_of(row), θ)
        row.answer_shape("shape of slopes?", slopes)


@then("after measuring, θ is as before")
def _(sheet, kata):
    for row in sheet:
        θ = row["θ"]
        kata.gradient_checking.numerical_gradient(cost_of(row), θ)
        row.answer("θ afterwards?", θ)


@then("the relative errors are")
def _(sheet, kata):
    analytic, numeric = sheet["analytic"], sheet["numeric"]
    errors = kata.gradient_checking.relative_error(analytic, numeric)
    sheet.answer("error?", errors, mistakes=partial(of_relative_error, analytic, numeric))


@then("the relative error of the measured slope is")
def _(sheet, kata):
    for row in sheet:
        slope = kata.gradient_checking.numerical_gradient(cost_of(row), row["θ"], row.number("ε"))
        slopes = row.vector("slope"), np.atleast_1d(slope)
        row.answer("error?", kata.gradient_checking.relative_error(*slopes))


@then(parsers.parse("the measured gradients of {cost:w} are"))
def _(sheet, kata, cost, network, samples):
    for row in sheet:
        case, ε = (*changed(kata, row, network, samples), cost), row.number("ε")
        measured = named(kata.gradient_checking.measured_gradients(*case, ε))
        for column in sheet.header:
            if column.endswith("?"):
                name = column.removesuffix("?")
                row.answer(
                    column,
                    measured[name],
                    mistakes=partial(mistakes_in_measuring, kata, case, name, ε),
                )


@then("the measured gradients of these random networks differ from backpropagation's")
def _(sheet, kata):
    for row in sheet:
        case = drawn(kata, row)
        measured = kata.gradient_checking.measured_gradients(*case)
        row.answer("layers?", len(measured))
        answered = named(kata.backpropagation.backpropagate(*case))
        apart = [np.abs(named(measured)[name] - slopes) for name, slopes in answered.items()]
        row.answer("most?", max(map(np.max, apart)))


@then(parsers.parse("after measuring the gradients of {cost:w} the network is still"))
def _(sheet, kata, cost, network, samples):
    kata.gradient_checking.measured_gradients(network, *samples, cost)
    for row in sheet:
        W, b, _ = network[row.integer("layer") - 1]
        row.answer("W?", W)
        row.answer("b?", b)


@then("a step of one entry crosses a kink")
def _(sheet, kata, network, samples):
    for row in sheet:
        layers, X, _ = changed(kata, row, network, samples)
        given = layers, X, *place(row), row.number("ε")
        crosses = kata.gradient_checking.crosses_kink(*given)
        row.answer("crosses?", crosses, mistakes=partial(mistakes_in_crossing, kata, *given))


@then("the check of what backpropagation answers has")
def _(sheet, kata):
    for row in sheet:
        case = drawn(kata, row)
        given = *case, kata.backpropagation.backpropagate(*case)
        found = findings_of(kata, *given)
        answer_worst(row, found, once(partial(mistakes_in_check, kata, *given, found)))


@when(parsers.parse("its gradients of {cost:w} are checked"), target_fixture="checked")
def _(kata, cost, network, samples):
    return (network, *samples, cost), kata.backpropagation.backpropagate(network, *samples, cost)


@then("a mistake planted in them is found")
def _(sheet, kata, checked):
    case, gradients = checked
    for row in sheet:
        given = *case, spoilt(gradients, *place(row), MISTAKES[row.text("mistake")])
        found = findings_of(kata, *given)
        answer_worst(row, found, once(partial(mistakes_in_check, kata, *given, found)))


@then("with these settings a mistake planted in them is found")
def _(sheet, kata, checked):
    case, gradients = checked
    for row in sheet:
        mistake = spoilt(gradients, *place(row), MISTAKES[row.text("mistake")])
        settings = {name: row.number(name) for name in ("ε", "tolerance")}
        found = findings_of(kata, *case, mistake, **settings)
        row.answer("findings?", len(found))
        row.answer("verdict?", worst_verdict(found))


@then("several mistakes planted at once are found in this order")
def _(sheet, kata, checked):
    case, gradients = checked
    for row in sheet:
        gradients = spoilt(gradients, *place(row), MISTAKES[row.text("mistake")])
    findings = findings_of(kata, *case, gradients)
    makers = once(partial(mistakes_in_check, kata, *case, gradients, findings))
    for i, row in enumerate(sheet):
        mistakes = partial(picked, makers, partial(nth, n=i))
        row.answer("found?", nth(findings, i), mistakes=mistakes)


@then("the first finding reads")
def _(sheet, kata, checked):
    case, gradients = checked
    for row in sheet:
        mistake = spoilt(gradients, *place(row), MISTAKES[row.text("mistake")])
        findings = kata.gradient_checking.check_gradients(*case, mistake)
        for name in COLUMNS:
            value = getattr(findings[0], name, "no such field") if findings else "no finding"
            row.answer(f"{name}?", np.array(value) if isinstance(value, tuple) else value)


@then(parsers.parse("the worst relative error in W₁ under {cost:w} is"))
def _(sheet, kata, cost, network, samples):
    X, Y = samples
    (W1, b1, f1), *others = network

    def J(θ):
        layers = [kata.forward_propagation.Layer(θ, b1, f1), *others]
        return kata.cost[cost](Y, kata.forward_propagation.predict(layers, X))

    dW1, _ = kata.backpropagation.backpropagate(network, X, Y, cost)[0]
    for row in sheet:
        numeric = kata.gradient_checking.numerical_gradient(J, W1, row.number("ε"))
        row.answer("error?", np.max(kata.gradient_checking.relative_error(dW1, numeric)))


@then(parsers.parse("the check of {cost:w} has"))
def _(sheet, kata, cost, network, samples):
    for row in sheet:
        case = *changed(kata, row, network, samples), cost
        given = *case, kata.backpropagation.backpropagate(*case)
        found = findings_of(kata, *given)
        answer_worst(row, found, once(partial(mistakes_in_check, kata, *given, found)))


@then("a gradient of another shape is refused")
def _(sheet, kata, checked):
    case, gradients = checked
    for row in sheet:
        spoilt, at = list(gradients), row.integer("layer") - 1
        pair, i = list(gradients[at]), "Wb".index(row.text("parameter"))
        pair[i] = SHAPES[row.text("given")](pair[i])
        spoilt[at] = tuple(pair)
        try:
            findings_of(kata, *case, spoilt)
        except ValueError:
            row.answer("refused?", True)
        else:
            row.answer("refused?", False)
