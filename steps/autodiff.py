"""Steps about automatic differentiation: computations as graphs, forward and reverse mode."""

from functools import partial

import numpy as np
from pytest_bdd import given, then

from derivations.known_mistakes import autodiff as mistakes
from derivations.known_mistakes.autodiff import Line
from steps.digits import held_out, pixels_and_classes

FUNCTIONS = {
    "square": (np.square, lambda a: 2 * a),
    "exp": (np.exp, np.exp),
    "ln": (np.log, lambda a: 1 / a),
}
BINARY = ("add", "multiply", "matmul")


def functions(kata):
    """Return each function by its name, with its slope: NumPy's, and the implementation's own."""
    own = ("sigmoid", "tanh", "relu")
    return FUNCTIONS | {f: (kata.activations[f], kata.activations[f"{f}_prime"]) for f in own}


def made(kata, line, nodes):
    """Return the node that a line of a computation makes of earlier ones."""
    parents = [nodes[name] for name in line.of]
    if line.operation == "leaf":
        return kata.autodiff.leaf(line.value)
    if line.operation in BINARY:
        return kata.autodiff[line.operation](*parents)
    return kata.autodiff.apply(*functions(kata)[line.operation], *parents)


def run(kata, lines, given=None):
    """Return the nodes of a computation by their names; `given` ones are there already."""
    nodes = dict(given or {})
    for line in lines:
        if line.name not in nodes:
            nodes[line.name] = made(kata, line, nodes)
    return nodes


def last(kata, lines, given=None):
    """Return the last node of a computation."""
    return run(kata, lines, given)[lines[-1].name]


def sent_back(node, i, G):
    """Return what a node's i-th pull makes of G; where there is none, words."""
    pull = dict(enumerate(listed(node.pulls))).get(i)
    return pull(G) if callable(pull) else "no pull"


def listed(parts):
    """Return a node's parents or pulls; nothing where they are not a list."""
    return parts if isinstance(parts, list | tuple) else ()


@given("the computation", target_fixture="computation")
def _(sheet):
    return [
        Line(
            row.text("node"),
            row.text("made by"),
            tuple(filter(None, row.words("of"))),
            row["value"] if row.text("made by") == "leaf" else None,
        )
        for row in sheet
    ]


@then("its nodes have")
def _(sheet, kata, computation):
    nodes = run(kata, computation)
    for row in sheet:
        node = nodes[row.text("node")]
        row.answer(
            "value?", node.value, mistakes=partial(mistakes.of_value, computation, row.text("node"))
        )
        row.answer("parents?", len(listed(node.parents)))
        (line,) = (line for line in computation if line.name == row.text("node"))
        row.explain(partial(mistakes.seen_in_parents, node, line))


@then("going back through one operation gives")
def _(sheet, kata):
    for row in sheet:
        a, b, G, operation = row["a"], row["b"], row["G"], row.text("operation")
        node = kata.autodiff[operation](kata.autodiff.leaf(a), kata.autodiff.leaf(b))
        row.answer("value?", node.value)
        row.explain(partial(mistakes.seen_in_node, node))
        for i, column in enumerate(("to a?", "to b?")):
            wrong = partial(mistakes.of_pull, operation, a, b, G, i)
            row.answer(column, sent_back(node, i, G), mistakes=wrong)


@then("going back through one function gives")
def _(sheet, kata):
    for row in sheet:
        a, G, name = row["a"], row["G"], row.text("function")
        f, f_prime = functions(kata)[name]
        node = kata.autodiff.apply(f, f_prime, kata.autodiff.leaf(a))
        row.answer("value?", node.value, mistakes=partial(mistakes.of_function, f, f_prime, a))
        wrong = partial(mistakes.of_function_pull, f, f_prime, a, G)
        row.explain(partial(mistakes.seen_in_node, node))
        row.answer("to a?", sent_back(node, 0, G), mistakes=wrong)


@then("a broadcast gradient comes back as")
def _(sheet, kata):
    for row in sheet:
        G, shape = row.matrix("G"), row.shape("shape")
        wrong = partial(mistakes.of_unbroadcast, G, shape)
        row.answer("gradient?", kata.autodiff.unbroadcast(G, shape), mistakes=wrong)


@then("softmax with cross-entropy gives")
def _(sheet, kata):
    for row in sheet:
        z, Y, G = row.matrix("z"), row.matrix("Y"), row["G"]
        node = kata.autodiff.softmax_cross_entropy(kata.autodiff.leaf(z), Y)
        row.answer("J?", node.value)
        ŷ = kata.activations.softmax(z)
        row.explain(partial(mistakes.seen_in_node, node))
        wrong = partial(mistakes.of_cost_pull, z, ŷ, Y, G)
        row.answer("to z?", sent_back(node, 0, G), mistakes=wrong)


def after_its_parents(order):
    """Tell whether each node of a list comes after all its parents."""
    return all(parent in order[:i] for i, node in enumerate(order) for parent in node.parents)


@then("the order of what a node is made of has")
def _(sheet, kata, computation):
    nodes = run(kata, computation)
    for row in sheet:
        node = nodes[row.text("node")]
        order = list(kata.autodiff.topological_order(node))
        wrong = partial(mistakes.of_order, computation, row.text("node"))
        row.answer("nodes?", len(order), mistakes=wrong)
        row.answer("each once?", len(set(order)) == len(order))
        row.answer("each after its parents?", after_its_parents(order))
        row.explain(partial(mistakes.seen_in_order, order, node))


@then("its gradients are")
def _(sheet, kata, computation):
    nodes = run(kata, computation)
    node = nodes[computation[-1].name]
    found = dict(kata.autodiff.gradients(node))
    again = kata.autodiff.gradients(node)
    for row in sheet:
        asked = row.text("node")
        wrong = partial(mistakes.of_gradient, computation, asked, functions(kata))
        row.answer("gradient?", found[nodes[asked]], mistakes=wrong)
        twice = partial(mistakes.of_second_gradient, computation, asked, functions(kata))
        row.answer("again?", again[nodes[asked]], mistakes=twice)


@then("repeated so often, the computation gives")
def _(sheet, kata, computation):
    first, *others = computation
    for row in sheet:
        start = node = made(kata, first, {})
        for _ in range(row.integer("times")):
            node = last(kata, others, {first.name: node})
        row.answer("value?", node.value)
        order = list(kata.autodiff.topological_order(node))
        row.answer("nodes?", len(order))
        row.answer("gradient?", kata.autodiff.gradients(node)[start])


def dual_of(kata, line, duals):
    """Return the dual number that a line of a computation makes of earlier ones."""
    parents = [duals[name] for name in line.of]
    if line.operation in ("add", "multiply"):
        return kata.dual_numbers[f"dual_{line.operation}"](*parents)
    return kata.dual_numbers.dual_apply(*functions(kata)[line.operation], *parents)


@then("dual numbers give")
def _(sheet, kata):
    for row in sheet:
        operation = row.text("operation")
        names = ["a", "b"] if operation in ("add", "multiply") else ["a"]
        duals = {name: tuple(row.vector(name)) for name in names}
        v, dv = dual_of(kata, Line("", operation, tuple(names), None), duals)
        wrong = partial(mistakes.of_dual, operation, functions(kata), *duals.values())
        row.answer("value?", v, mistakes=partial(wrong, part=0))
        row.answer("slope?", dv, mistakes=partial(wrong, part=1))


@then("forward and reverse mode agree")
def _(sheet, kata, computation):
    nodes = run(kata, computation)
    found = kata.autodiff.gradients(nodes[computation[-1].name])
    for row in sheet:
        asked, duals = row.text("node"), {}
        for line in computation:
            slope = 1.0 if line.name == asked else 0.0
            is_leaf = line.operation == "leaf"
            duals[line.name] = (line.value, slope) if is_leaf else dual_of(kata, line, duals)
        v, dv = duals[computation[-1].name]
        row.answer("value?", v)
        row.answer("slope?", dv)
        row.answer("gradient?", found[nodes[asked]])


@then("a classifier of one layer costs")
def _(sheet, kata):
    for row in sheet:
        W, b, X, Y = row.matrix("W"), row.vector("b"), row.matrix("x"), row.matrix("y")
        J, [(dW, db)] = kata.autodiff.classifier_gradients([(W, b)], X, Y, lambda z: z)
        row.answer("J?", J)
        row.answer("∂J/∂W?", dW)
        row.answer("∂J/∂b?", db)


@then("the classifiers' gradients are those of backpropagation")
def _(sheet, kata):
    for row in sheet:
        rng, widths = np.random.default_rng(row.integer("seed")), [*row.shape("widths")]
        f, n = row.text("activation"), row.integer("samples")
        names = [f] * (len(widths) - 2) + ["softmax"]
        network = kata.initialisation.random_network(rng, widths, names)
        X = rng.normal(size=(n, widths[0]))
        Y = kata.learning.one_hot(rng.integers(widths[-1], size=n), widths[-1])
        hidden = partial(kata.autodiff.apply, *functions(kata)[f])
        parameters = [(W, b) for W, b, _ in network]
        J, found = kata.autodiff.classifier_gradients(parameters, X, Y, hidden)
        ŷ = kata.forward_propagation.predict(network, X)
        wrong = partial(mistakes.of_classifier_cost, parameters, X, Y, functions(kata)[f][0])
        row.answer("J − cross-entropy?", J - kata.cost.cross_entropy(Y, ŷ), mistakes=wrong)
        right = kata.backpropagation.backpropagate(network, X, Y, "cross_entropy")
        row.explain(partial(mistakes.seen_in_classifier, found, right))
        row.answer("greatest difference?", mistakes.greatest_difference(found, right))


def step_down(kata, network, X, Y, f, α):
    """Return the network after one step along the gradients that the engine finds."""
    _, found = kata.autodiff.classifier_gradients([(W, b) for W, b, _ in network], X, Y, f)
    return kata.gradient_descent.update(network, found, α)


def read_by(kata, network, X, Y, f):
    """Return (J, accuracy) of a network whose hidden activation is put together of nodes."""
    a = X
    for W, b, _ in network[:-1]:
        a = f(kata.autodiff.leaf(kata.neuron.weighted_sum(a, W, b))).value
    W, b, _ = network[-1]
    ŷ = kata.activations.softmax(kata.neuron.weighted_sum(a, W, b))
    return kata.cost.cross_entropy(Y, ŷ), kata.learning.accuracy(ŷ, Y)


def random_classifier(kata, row, rng, X, Y):
    """Draw a network with the hidden layers of a row; it names them relu, whatever they are."""
    hidden = [*row.shape("hidden")]
    widths, names = [X.shape[1], *hidden, Y.shape[1]], ["relu"] * len(hidden) + ["softmax"]
    return kata.initialisation.random_network(rng, widths, names)


def activation_of(kata, computation):
    """Return a computation as a function from its first node to its last."""
    return lambda z: last(kata, computation, {computation[0].name: z})


@then("a network with this as its activation learns the samples")
def _(sheet, kata, computation, samples):
    f = activation_of(kata, computation)
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        network = random_classifier(kata, row, rng, *samples)
        for _ in range(row.integer("steps")):
            network = step_down(kata, network, *samples, f, row.number("α"))
        J, share = read_by(kata, network, *samples, f)
        row.answer("J?", J)
        row.answer("accuracy?", share)


@then("a network with this as its activation learns the digits")
def _(sheet, kata, computation, digits):
    X, Y = pixels_and_classes(kata, digits)
    f = activation_of(kata, computation)
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        X_train, Y_train, X_test, Y_test = held_out(kata, row, X, Y)
        network = random_classifier(kata, row, rng, X_train, Y_train)
        for _ in range(row.integer("epochs")):
            size = row.integer("batch size")
            for batch in kata.gradient_descent.minibatches(X_train, Y_train, size, rng):
                network = step_down(kata, network, *batch, f, row.number("α"))
        _, share = read_by(kata, network, X_test, Y_test, f)
        row.answer("accuracy?", share)
