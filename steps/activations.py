"""Steps about activations, their slopes, and the equations between them."""

from functools import partial

import numpy as np
from pytest_bdd import parsers, then

import derivations
from derivations.known_mistakes import activations as mistakes

ELEMENTWISE = ("identity", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish")
FINE, COARSE, CLASSES = 3001, 201, 3


def vocabulary(kata):
    """Name the functions that a formula in a cell may use."""
    functions = {name: kata.activations[name] for name in ELEMENTWISE}
    slopes = {f"{name}_prime": kata.activations[f"{name}_prime"] for name in ELEMENTWISE}
    return functions | slopes | {"σ": functions["sigmoid"], "σ_prime": slopes["sigmoid_prime"]}


@then(parsers.parse("{activation:w} gives"))
def _(sheet, kata, activation):
    f, z = kata.activations[activation], sheet["z"]
    sheet.answer("a?", f(z), mistakes=partial(mistakes.of_activation, activation, z))
    slope = kata.activations[f"{activation}_prime"](z)
    sheet.answer("slope?", slope, mistakes=partial(mistakes.of_slope, activation, z))


@then(parsers.parse("{activation:w} with its {parameter:w} gives"))
def _(sheet, kata, activation, parameter):
    for row in sheet:
        z, value = row.vector("z"), row.number(parameter)
        a = kata.activations[activation](z, value)
        given = activation, parameter, value, z
        row.answer("a?", a, mistakes=partial(mistakes.of_argument, *given))
        slope = kata.activations[f"{activation}_prime"](z, value)
        row.answer("slope?", slope, mistakes=partial(mistakes.of_argument, *given, primed=True))


@then("far out the activations give")
@then("entry by entry the activations give")
def _(sheet, kata):
    for row in sheet:
        activation, z = row.text("activation"), row.vector("z")
        a = kata.activations[activation](z)
        row.answer("a?", a, mistakes=partial(mistakes.of_activation, activation, z))
        slope = kata.activations[f"{activation}_prime"](z)
        row.answer("slope?", slope, mistakes=partial(mistakes.of_slope, activation, z))


@then(parsers.parse("for z from {low:g} to {high:g} the outputs lie between"))
def _(sheet, kata, low, high):
    z = np.linspace(low, high, FINE)
    for row in sheet:
        outputs = kata.activations[row.text("activation")](z)
        row.answer("least?", np.min(outputs))
        row.answer("greatest?", np.max(outputs))


@then(parsers.parse("for z from {low:g} to {high:g} these are equal"))
def _(sheet, kata, low, high):
    z = np.linspace(low, high, FINE)
    names = vocabulary(kata) | {"z": z, "abs": np.abs, "ln": np.log, "e": np.e}
    for row in sheet:
        row.answer_difference("difference?", names)


@then(parsers.parse("for z from {low:g} to {high:g} the slopes agree with the derivation"))
def _(sheet, kata, low, high):
    for row in sheet:
        activation, kind, z = row.text("activation"), "prime", np.linspace(low, high, COARSE)
        if activation not in ELEMENTWISE:
            kind, z = "jacobian", z.reshape(-1, CLASSES)
        derived = derivations.activation_slope(activation)(z)
        answered = kata.activations[f"{activation}_{kind}"](z)
        if kind == "jacobian":
            row.through(partial(jacobian_of_softmax, kata, z), answered)
        row.answer("slopes?", answered, derived, partial(mistakes.of_slope, activation, z))


def jacobian_of_softmax(kata, z):
    """Return the Jacobian that follows from the implementation's own softmax."""
    return mistakes.jacobian(kata.activations.softmax(z))


@then("softmax gives the probabilities")
def _(sheet, kata):
    for row in sheet:
        z = row.vector("z")
        given = partial(mistakes.of_activation, "softmax", z)
        row.answer("a?", kata.activations.softmax(z), mistakes=given)


@then("the Jacobian of softmax is")
def _(sheet, kata):
    for row in sheet:
        z = row.vector("z")
        given = partial(mistakes.of_slope, "softmax", z)
        answered = kata.activations.softmax_jacobian(z)
        row.through(partial(jacobian_of_softmax, kata, z), answered)
        row.answer("Jacobian?", answered, mistakes=given)


@then("for these rows of logits")
def _(sheet, kata):
    names = vocabulary(kata) | {
        "softmax": kata.activations.softmax,
        "jacobian": kata.activations.softmax_jacobian,
        "sum": lambda a: a.sum(axis=-1),
        "columns": lambda a: a.sum(axis=-2),
        "first": lambda a: a[..., :1],
    }
    for row in sheet:
        row.answer_difference("difference?", names | {"z": row.vector("z")})
