"""Every cell, worked out anew by a spreadsheet program, is what `kata` computes."""

import numpy as np
import openpyxl
import pytest
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from dojo.implementation.packages import FolderPackage
from tests.fixtures.course import COURSE

# Under a name of its own: no implementation that other tests load as kata takes its place.
load = FolderPackage("reference", COURSE.reference).load
ACTIVATIONS = load("activations").ACTIVATIONS
COSTS = load("cost").COSTS
backpropagate = load("backpropagation").backpropagate
descend = load("gradient_descent").descend
forward = load("forward_propagation").forward
neuron = load("neuron").neuron
relative_error = load("gradient_checking").relative_error
predict = load("forward_propagation").predict

NEAR = {"rtol": 1e-9, "atol": 1e-9}
NAMES = ["identity", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish"]
CHANGES = {
    "as it is": {},
    "sigmoid": {"W1_11": 0.3, "W1_23": -1.7, "b1_2": 0.4, "W2_21": -0.9, "b2_1": 0.2, "x_11": 0.5,
                "y_2": 0.7, "f_1": "sigmoid", "f_2": "tanh", "α": 0.3, "z_from": -40, "ε": 1e-4},
    "swish": {"W1_11": 2.3, "b1_1": -0.3, "f_1": "swish", "f_2": "elu", "α": 0.01, "α_0": 0.3,
              "w_2": 6},
    "identity": {"f_1": "identity", "f_2": "identity", "α": 10, "W1_11": 100, "W2_11": 100,
                 "x_11": 100, "α_0": 2, "b_0": 100, "z_from": -1000, "z_to": 1000},
    "emptied": {"f_1": "no such", "f_2": None, "α": None, "W1_11": None, "ε": None, "α_0": None},
}  # fmt: skip
SANE = ["as it is", "sigmoid", "swish"]


class Reader:
    """A recalculated workbook, read by the names of its cells and the heads of its tables.

    It keeps in mind which cells were read.
    """

    def __init__(self, path):
        self.book = openpyxl.load_workbook(path, data_only=True)
        self.read = set()

    def at(self, page, row, column):
        cell = self.book[page].cell(row, column)
        self.read.add((page, cell.coordinate))
        return cell.value

    def cell(self, name, page=None):
        local = self.book[page].defined_names if page else {}
        at = (local.get(name) or self.book.defined_names[name]).attr_text
        sheet, _, address = at.rpartition("!")
        column, row = coordinate_from_string(address.replace("$", ""))
        return self.at(sheet.strip("'"), row, column_index_from_string(column))

    def matrix(self, kind, rows, columns):
        entries = [[self.cell(f"{kind}_{i}{k}") for k in range(1, columns + 1)]
                   for i in range(1, rows + 1)]  # fmt: skip
        return np.array(entries, dtype=float)

    def vector(self, kind, size, page=None):
        return np.array([self.cell(f"{kind}_{k}", page) for k in range(1, size + 1)], dtype=float)

    def table(self, page, first):
        """Return {head: column} of the table whose first head is `first`."""
        top = next(c for row in self.book[page].iter_rows() for c in row if c.value == first)
        height = width = 1
        while top.offset(height).value is not None:
            height += 1
        while top.offset(0, width).value is not None:
            width += 1
        rows = range(top.row + 1, top.row + height)
        return {
            top.offset(0, k).value: [self.at(page, row, top.column + k) for row in rows]
            for k in range(width)
        }

    def network(self):
        W1, b1 = self.matrix("W1", 2, 3), self.vector("b1", 3)
        W2, b2 = self.matrix("W2", 3, 1), self.vector("b2", 1)
        return [(W1, b1, self.cell("f_1")), (W2, b2, self.cell("f_2"))]

    def samples(self):
        return self.matrix("x", 4, 2), self.vector("y", 4)[:, None]


def cells(**arrays):
    """Return {name of a cell: value}: x of shape (4, 2) has x_11 to x_42, a vector x_1, x_2 …"""
    return {
        f"{kind}_{''.join(str(k + 1) for k in place)}": value
        for kind, array in arrays.items()
        for place, value in np.ndenumerate(np.asarray(array, dtype=float))
    }


def slopes_at(layers, inputs, y):
    """Return ∂J/∂z of each layer, each (samples, units): a sample alone has them as its db."""
    alone = [
        [db for _, db in backpropagate(layers, inputs[[i]], y[[i]], "mse")] for i in range(len(y))
    ]
    return [np.array(rows) / len(y) for rows in zip(*alone, strict=True)]


def slope_at_inputs(layers, inputs, y):
    """Return ∂J/∂input (samples, inputs): the slope at a layer that passes them on."""
    width = inputs.shape[1]
    passing = (np.eye(width), np.zeros(width), "identity")
    return slopes_at([passing, *layers], inputs, y)[0]


def by_kata(network, X, y):
    """Return {name of a cell: what kata computes} for the 2-3-1 network, forward and backward."""
    (W1, b1, _), (W2, b2, _) = network
    (z1, a1), (z2, ŷ) = forward(network, X)
    (dW1, db1), (dW2, db2) = backpropagate(network, X, y, "mse")
    J, prime = COSTS["mse"]
    δ1, δ2 = slopes_at(network, X, y)
    found = cells(W1=W1, b1=b1, W2=W2, b2=b2, z1=z1, a1=a1, z2=z2, dW1=dW1, db1=db1, dW2=dW2)
    found |= cells(db2=db2, δ1=δ1, δ2=δ2, da1=slope_at_inputs(network[1:], a1, y))
    return found | cells(ŷ=ŷ[:, 0], dŷ=prime(y, ŷ)[:, 0]) | {"J": float(J(y, ŷ))}


def agree(found, expected):
    """Check a dict of numbers by another that has the same names."""
    assert set(found) == set(expected)
    wrong = {n: (found[n], e) for n, e in expected.items() if not np.isclose(found[n], e, **NEAR)}
    assert wrong == {}


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
    reader = readers[request.param]
    reader.read.clear()
    return reader


@pytest.fixture
def nothing_left(reader, formulas):
    """A function that names each formula of a page with which nothing was compared."""
    return lambda page: {at for at in formulas if at[0] == page} - reader.read


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


def test_activations(reader, nothing_left):
    table = reader.table("Activations", "z")
    z = np.array(table["z"], dtype=float)
    ends = reader.cell("z_from", "Activations"), reader.cell("z_to", "Activations")
    np.testing.assert_allclose(z, np.linspace(*ends, 41), **NEAR)
    for name in NAMES:
        f, f_prime = ACTIVATIONS[name]
        np.testing.assert_allclose(table[f"{name} a"], f(z), **NEAR)
        np.testing.assert_allclose(table[f"{name} slope"], f_prime(z), **NEAR)
    assert nothing_left("Activations") == set()


def test_one_neuron(reader, nothing_left):
    page = "One neuron"
    x, w, xw = (reader.vector(kind, 2, page) for kind in ("x", "w", "xw"))
    name, b = reader.cell("f", page), reader.cell("b", page)
    f, f_prime = ACTIVATIONS[name]
    z = neuron(x, w, b, ACTIVATIONS["identity"][0])
    slope = float(f_prime(z))
    expected = {"z": z, "a": neuron(x, w, b, f), "slope": slope, "f_no": NAMES.index(name) + 1}
    expected |= {"da_dw_1": slope * x[0], "da_dw_2": slope * x[1], "da_db": slope}
    agree({each: reader.cell(each, page) for each in expected}, expected)
    np.testing.assert_allclose(xw, x * w, **NEAR)
    curve = reader.table(page, "z, as far as the neuron’s")
    around = np.array(curve["z, as far as the neuron’s"], dtype=float)
    reach = max(6, abs(z))  # the curve goes on until the neuron stands on it
    np.testing.assert_allclose(around, np.linspace(-reach, reach, 25), **NEAR)
    np.testing.assert_allclose(curve["f of it"], f(around), **NEAR)
    assert nothing_left(page) == set()


def test_cost(reader, nothing_left):
    y, ŷ = (reader.vector(kind, 4, "Cost")[:, None] for kind in "yŷ")
    for name, (J, prime) in COSTS.items():
        assert reader.cell(f"J_{name}", "Cost") == pytest.approx(J(y, ŷ), rel=1e-9, abs=1e-9)
        parts = [J(y[[i]], ŷ[[i]]) for i in range(4)]
        np.testing.assert_allclose(reader.vector(f"part_{name}", 4, "Cost"), parts, **NEAR)
        slopes = reader.vector(f"slope_{name}", 4, "Cost")[:, None]
        np.testing.assert_allclose(slopes, prime(y, ŷ), **NEAR)
    assert nothing_left("Cost") == set()


def test_chain_rule(reader, nothing_left):
    page = "Chain rule"
    x, y, W_1, b_1, W_2, b_2 = (
        np.array([[float(reader.cell(name, page))]])
        for name in ("x", "y", "W_1", "b_1", "W_2", "b_2")
    )
    f_1, f_2 = (reader.cell(name, page) for name in ("f_1", "f_2"))
    network = [(W_1, b_1[0], f_1), (W_2, b_2[0], f_2)]
    (z_1, a_1), (z_2, ŷ) = forward(network, x)
    (dW_1, db_1), (dW_2, db_2) = backpropagate(network, x, y, "mse")
    J, prime = COSTS["mse"]
    expected = {
        **{"z_1": z_1, "a_1": a_1, "z_2": z_2, "ŷ": ŷ, "J": J(y, ŷ), "product": dW_1},
        **{"dz_1_dW_1": x, "da_1_dz_1": ACTIVATIONS[f_1][1](z_1), "dz_2_da_1": W_2},
        **{"dŷ_dz_2": ACTIVATIONS[f_2][1](z_2), "dJ_dŷ": prime(y, ŷ), "dŷ": prime(y, ŷ)},
        **{"δ_1": db_1, "δ_2": db_2, "da_1": slope_at_inputs(network[1:], a_1, y)},
        **{"dW_1": dW_1, "db_1": db_1, "dW_2": dW_2, "db_2": db_2},
        **{f"{f}_no": NAMES.index(reader.cell(f, page)) + 1 for f in ("f_1", "f_2")},
    }
    found = {name: reader.cell(name, page) for name in expected}
    agree(found, {name: np.asarray(value).item() for name, value in expected.items()})
    assert nothing_left(page) == set()


def test_forward_and_backward(reader, nothing_left):
    expected = by_kata(reader.network(), *reader.samples())
    expected |= {f"{f}_no": NAMES.index(reader.cell(f)) + 1 for f in ("f_1", "f_2")}
    agree({name: reader.cell(name) for name in expected}, expected)
    assert nothing_left("Forward propagation") | nothing_left("Backpropagation") == set()


def moved(network, name, by):
    """Return the network with one weight or bias, by its cell's name, moved."""
    copy = [[W.copy(), b.copy(), f] for W, b, f in network]
    copy[int(name[1]) - 1]["Wb".index(name[0])][tuple(int(k) - 1 for k in name[3:])] += by
    return [tuple(layer) for layer in copy]


def test_gradient_checking(reader, nothing_left):
    page, network, (X, y) = "Gradient checking", reader.network(), reader.samples()
    ε, here = reader.cell("ε", page), by_kata(network, X, y)
    table, ways = reader.table(page, "w"), reader.table(page, "moved")
    rounding = reader.cell("rounding", page)
    assert rounding == pytest.approx(10 * np.finfo(float).eps * (here["J"] / ε + 1), rel=1e-9)
    assert len(table["w"]) == 13
    for place, name in enumerate(table["w"]):
        row = {head: column[place] for head, column in table.items()}
        below, above = (by_kata(moved(network, name, sign * ε), X, y) for sign in (-1, 1))
        numeric = (row["J(w + ε)"] - row["J(w − ε)"]) / (2 * ε)
        error = float(relative_error(row["derived"], row["quotient"]))
        # As check_gradients does: what the rounding of J explains is no disagreement.
        if max(abs(row["derived"]), abs(row["quotient"])) <= rounding:
            error = 0
        expected = {"w": name, "value": here[name], "J(w − ε)": below["J"], "J(w + ε)": above["J"]}
        expected |= {"quotient": numeric, "derived": here[f"d{name}"], "relative error": error}
        assert row == {"w": name} | {h: pytest.approx(v, rel=1e-9, abs=1e-9)
                                     for h, v in expected.items() if h != "w"}  # fmt: skip
        for offset, (sign, way) in enumerate((("−", below), ("+", above))):
            found = {head: column[2 * place + offset] for head, column in ways.items()}
            assert found.pop("moved") == f"{name} {sign} ε"
            agree(found, {head: way[head] for head in found})
    assert nothing_left(page) == set()


def test_gradient_descent(reader, nothing_left):
    page, network, (X, y) = "Gradient descent", reader.network(), reader.samples()
    table, α = reader.table(page, "step") | reader.table(page, "W1_11"), reader.cell("α", page)
    assert table.pop("step") == list(range(121))
    for step in range(121):
        agree({head: column[step] for head, column in table.items()}, by_kata(network, X, y))
        network = descend(network, X, y, "mse", α)
    assert nothing_left(page) == set()


def test_dying_relu(reader, nothing_left):
    page = "Dying ReLU"
    w, b, α = (float(reader.cell(name, page)) for name in ("w_0", "b_0", "α_0"))
    x, y = (reader.vector(kind, 5, page)[:, None] for kind in "ut")
    network = [(np.array([[w]]), np.array([b]), "relu")]
    table = reader.table(page, "step") | reader.table(page, "z_1")
    assert table.pop("step") == list(range(31))
    J, prime = COSTS["mse"]
    for step in range(31):
        ((W, b, _),), ((z, a),) = network, forward(network, x)
        ((dW, db),) = backpropagate(network, x, y, "mse")
        expected = {"w": W.item(), "b": b.item(), "dw": dW.item(), "db": db.item()}
        expected |= {"J": float(J(y, a)), "silent": (a == 0).mean()}
        expected |= cells(z=z[:, 0], a=a[:, 0], da=prime(y, a)[:, 0])
        expected |= cells(δ=slopes_at(network, x, y)[0][:, 0])
        agree({head: column[step] for head, column in table.items()}, expected)
        network = descend(network, x, y, "mse", α)
    assert nothing_left(page) == set()
