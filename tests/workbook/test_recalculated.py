"""Every cell, worked out anew by a spreadsheet program, is what `kata` computes."""

from importlib import import_module

import numpy as np
import openpyxl
import pytest

from dojo import course

# Under a name of its own: no implementation that other tests load as kata takes its place.
course.load_package("reference", course.REFERENCE)
ACTIVATIONS = import_module("reference.activations").ACTIVATIONS
COSTS = import_module("reference.cost").COSTS
backpropagate = import_module("reference.backpropagation").backpropagate
descend = import_module("reference.gradient_descent").descend
forward = import_module("reference.forward_propagation").forward
neuron = import_module("reference.neuron").neuron
relative_error = import_module("reference.gradient_checking").relative_error
predict = import_module("reference.forward_propagation").predict

NEAR = {"rtol": 1e-9, "atol": 1e-9}
NAMES = ["identity", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish"]
CHANGES = {
    "as it is": {},
    "sigmoid": {"W1_11": 0.3, "W1_23": -1.7, "b1_2": 0.4, "W2_21": -0.9, "b2_1": 0.2, "x_11": 0.5,
                "y_2": 0.7, "f_1": "sigmoid", "f_2": "tanh", "α": 0.3, "z_from": -40, "ε": 1e-4},
    "swish": {"W1_11": 2.3, "b1_1": -0.3, "f_1": "swish", "f_2": "elu", "α": 0.01, "α_0": 0.3},
    "identity": {"f_1": "identity", "f_2": "identity", "α": 10, "W1_11": 100, "W2_11": 100,
                 "x_11": 100, "α_0": 2, "b_0": 100, "z_from": -1000, "z_to": 1000},
    "emptied": {"f_1": "no such", "f_2": None, "α": None, "W1_11": None, "ε": None, "α_0": None},
}  # fmt: skip
SANE = ["as it is", "sigmoid", "swish"]


class Reader:
    """A recalculated workbook, read by the names of its cells and the heads of its tables."""

    def __init__(self, path):
        self.book = openpyxl.load_workbook(path, data_only=True)

    def cell(self, name, page=None):
        local = self.book[page].defined_names if page else {}
        at = (local.get(name) or self.book.defined_names[name]).attr_text
        sheet, _, address = at.rpartition("!")
        return self.book[sheet.strip("'")][address.replace("$", "")].value

    def matrix(self, kind, rows, columns):
        entries = [[self.cell(f"{kind}_{i}{k}") for k in range(1, columns + 1)]
                   for i in range(1, rows + 1)]  # fmt: skip
        return np.array(entries, dtype=float)

    def vector(self, kind, size):
        return np.array([self.cell(f"{kind}_{k}") for k in range(1, size + 1)], dtype=float)

    def table(self, page, first):
        """Return {head: column} of the table whose first head is `first`."""
        rows = list(self.book[page].iter_rows(values_only=True))
        top = next(i for i, row in enumerate(rows) if row[0] == first)
        body = [row for row in rows[top + 1 :] if isinstance(row[0], (int, float))]
        return {
            head: [row[k] for row in body] for k, head in enumerate(rows[top]) if head is not None
        }

    def network(self):
        W1, b1 = self.matrix("W1", 2, 3), self.vector("b1", 3)
        W2, b2 = self.matrix("W2", 3, 1), self.vector("b2", 1)
        return [(W1, b1, self.cell("f_1")), (W2, b2, self.cell("f_2"))]


def changed(book, folder, change):
    """Save a copy of the workbook in which named cells were typed over, and undo that."""
    before = []
    for name, value in CHANGES[change].items():
        homes = [sheet.defined_names[name] for sheet in book if name in sheet.defined_names]
        at = (book.defined_names.get(name) or homes[0]).attr_text
        sheet, _, address = at.rpartition("!")
        cell = book[sheet.strip("'")][address.replace("$", "")]
        before.append((cell, cell.value))
        cell.value = value
    copy = folder / f"{change}.xlsx"
    book.save(copy)
    for cell, value in before:
        cell.value = value
    return copy


@pytest.fixture(scope="module")
def copies(built, tmp_path_factory):
    """Each changed workbook, its formulas without the values that they had."""
    book = openpyxl.load_workbook(built)
    return [changed(book, tmp_path_factory.mktemp("copy"), name) for name in CHANGES]


@pytest.fixture(scope="module")
def readers(copies, recalculate):
    """{what was changed: the recalculated workbook}, all in one go."""
    return dict(zip(CHANGES, map(Reader, recalculate(copies)), strict=True))


@pytest.fixture(params=SANE)
def reader(request, readers):
    return readers[request.param]


@pytest.fixture(scope="module")
def formulas(built):
    """{(page, address): value} of every formula, as the workbook carries it."""
    written, kept = openpyxl.load_workbook(built), openpyxl.load_workbook(built, data_only=True)
    return {
        (sheet.title, cell.coordinate): kept[sheet.title][cell.coordinate].value
        for sheet in written
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def test_every_formula_carries_the_value_that_it_has(formulas, readers):
    assert len(formulas) > 10_000
    book = readers["as it is"].book
    found = {(page, at): book[page][at].value for page, at in formulas}
    wrong = [
        (*place, kept, found[place])
        for place, kept in formulas.items()
        if not isinstance(found[place], (int, float)) or not np.isclose(found[place], kept, **NEAR)
    ]
    assert wrong == []


@pytest.mark.parametrize("change", CHANGES)
def test_no_error_value_at_the_bounds_of_what_may_be_typed(change, formulas, readers):
    book = readers[change].book
    odd = [(p, at) for p, at in formulas if not isinstance(book[p][at].value, (int, float))]
    assert odd == []


def test_activations(reader):
    table = reader.table("Activations", "z")
    z = np.array(table["z"], dtype=float)
    for name in NAMES:
        f, f_prime = ACTIVATIONS[name]
        np.testing.assert_allclose(table[f"{name} a"], f(z), **NEAR)
        np.testing.assert_allclose(table[f"{name} slope"], f_prime(z), **NEAR)


def test_one_neuron(reader):
    x, w = (np.array([reader.cell(f"{k}_{i}", "One neuron") for i in (1, 2)]) for k in "xw")
    f, f_prime = ACTIVATIONS[reader.cell("f", "One neuron")]
    b = reader.cell("b", "One neuron")
    assert reader.cell("a", "One neuron") == pytest.approx(float(neuron(x, w, b, f)), abs=1e-9)
    slope = float(f_prime(x @ w + b))
    assert reader.cell("da_dw_2", "One neuron") == pytest.approx(slope * x[1], abs=1e-9)


def test_cost(reader):
    y, ŷ = (np.array([[reader.cell(f"{k}_{i}", "Cost")] for i in range(1, 5)], float) for k in "yŷ")
    for name, (J, prime) in COSTS.items():
        assert reader.cell(f"J_{name}", "Cost") == pytest.approx(J(y, ŷ), rel=1e-9, abs=1e-9)
        slopes = [[reader.cell(f"slope_{name}_{i}", "Cost")] for i in range(1, 5)]
        np.testing.assert_allclose(slopes, prime(y, ŷ), **NEAR)


def test_chain_rule(reader):
    x, y, W_1, b_1, W_2, b_2 = (
        np.array([[float(reader.cell(name, "Chain rule"))]])
        for name in ("x", "y", "W_1", "b_1", "W_2", "b_2")
    )
    f_1, f_2 = (reader.cell(name, "Chain rule") for name in ("f_1", "f_2"))
    network = [(W_1, b_1[0], f_1), (W_2, b_2[0], f_2)]
    gradients = backpropagate(network, x, y, "mse")
    for layer, (dW, db) in enumerate(gradients, start=1):
        found = reader.cell(f"dW_{layer}", "Chain rule"), reader.cell(f"db_{layer}", "Chain rule")
        np.testing.assert_allclose(found, (dW[0, 0], db[0]), **NEAR)
    assert reader.cell("product", "Chain rule") == pytest.approx(gradients[0][0][0, 0], abs=1e-9)


def test_forward_and_backward(reader):
    network, X, y = reader.network(), reader.matrix("x", 4, 2), reader.vector("y", 4)[:, None]
    (z1, a1), (z2, ŷ) = forward(network, X)
    for kind, expected in (("z1", z1), ("a1", a1), ("z2", z2)):
        np.testing.assert_allclose(reader.matrix(kind, 4, expected.shape[1]), expected, **NEAR)
    np.testing.assert_allclose(reader.vector("ŷ", 4)[:, None], ŷ, **NEAR)
    assert reader.cell("J") == pytest.approx(COSTS["mse"][0](y, ŷ), abs=1e-9)
    (dW1, db1), (dW2, db2) = backpropagate(network, X, y, "mse")
    np.testing.assert_allclose(reader.matrix("dW1", 2, 3), dW1, **NEAR)
    np.testing.assert_allclose(reader.matrix("dW2", 3, 1), dW2, **NEAR)
    np.testing.assert_allclose(reader.vector("db1", 3), db1, **NEAR)
    np.testing.assert_allclose(reader.vector("db2", 1), db2, **NEAR)


def test_gradient_checking(reader):
    network, X, y = reader.network(), reader.matrix("x", 4, 2), reader.vector("y", 4)[:, None]
    ε, J = reader.cell("ε", "Gradient checking"), COSTS["mse"][0]
    rows = [r for r in reader.book["Gradient checking"].iter_rows(values_only=True)
            if isinstance(r[0], str) and r[0][:2] in ("W1", "W2", "b1", "b2")]  # fmt: skip
    assert len(rows) == 13
    for name, value, below, above, numeric, analytic, error in (row[:7] for row in rows):
        layer, kind = int(name[1]) - 1, "Wb".index(name[0])
        at = tuple(int(digit) - 1 for digit in name[3:])
        measured = []
        for sign in (-1, 1):
            moved = [[W.copy(), b.copy(), f] for W, b, f in network]
            moved[layer][kind][at] += sign * ε
            measured.append(J(y, predict([tuple(each) for each in moved], X)))
        assert value == network[layer][kind][at]
        np.testing.assert_allclose((below, above), measured, **NEAR)
        assert numeric == pytest.approx((above - below) / (2 * ε), abs=1e-9)
        assert analytic == pytest.approx(
            backpropagate(network, X, y, "mse")[layer][kind][at], abs=1e-9
        )
        assert error == pytest.approx(float(relative_error(analytic, numeric)), abs=1e-9)


def test_gradient_descent(reader):
    network, X, y = reader.network(), reader.matrix("x", 4, 2), reader.vector("y", 4)[:, None]
    table, α = reader.table("Gradient descent", "step"), reader.cell("α", "Gradient descent")
    assert len(table["step"]) == 121
    for step in range(121):
        assert table["J"][step] == pytest.approx(COSTS["mse"][0](y, predict(network, X)), abs=1e-9)
        assert table["W1_23"][step] == pytest.approx(network[0][0][1, 2], abs=1e-9)
        network = descend(network, X, y, "mse", α)


def test_dying_relu(reader):
    cell = lambda name: float(reader.cell(name, "Dying ReLU"))  # noqa: E731
    x, y = (np.array([[cell(f"{k}_{i}")] for i in range(1, 6)]) for k in "ut")
    network = [(np.array([[cell("w_0")]]), np.array([cell("b_0")]), "relu")]
    table = reader.table("Dying ReLU", "step")
    for step in range(31):
        a = predict(network, x)
        assert table["J"][step] == pytest.approx(COSTS["mse"][0](y, a), abs=1e-9)
        assert table["silent"][step] == pytest.approx((a == 0).mean(), abs=1e-9)
        network = descend(network, x, y, "mse", cell("α_0"))
