"""Ten derivations in ten styles are read whole, and their truths hold by finite differences.

Each function below translates the statements of one document, in order, into (claimed, actual).
"""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from derivations.documents.line import NOTE
from derivations.documents.lines import lines_of
from tests.derivations.documents.finite_differences import Quantities, derivative, same, slope

FOLDER = Path(__file__).parent / "written"
TRUTHS = tomllib.loads((FOLDER / "truths.toml").read_text(encoding="utf-8"))["document"]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def softmax(z):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def drawn(**shapes):
    """Return arrays of the shapes asked for, always the same."""
    generator = np.random.default_rng(7)
    return {name: generator.normal(size=shape) for name, shape in shapes.items()}


def chat():
    p = drawn(x=(3, 1), W1=(4, 3), b1=(4, 1), W2=(1, 4), b2=(1, 1))
    y = 1.0

    def network(shifts):
        q = Quantities(shifts)
        for name, value in p.items():
            q[name] = value
        q["z1"] = q["W1"] @ q["x"] + q["b1"]
        q["a1"] = sigmoid(q["z1"])
        q["z2"] = q["W2"] @ q["a1"] + q["b2"]
        q["a2"] = sigmoid(q["z2"])
        q["L"] = -(y * np.log(q["a2"]) + (1 - y) * np.log(1 - q["a2"])).item()
        return q

    q = network({})
    a1, a2, W2 = q["a1"], q["a2"], q["W2"]
    d = {name: slope(network, "L", name) for name in q if name != "L"}
    yield -(y * np.log(a2) + (1 - y) * np.log(1 - a2)).item(), q["L"]
    yield p["W1"] @ p["x"] + p["b1"], q["z1"]
    yield sigmoid(q["z1"]), a1
    yield W2 @ a1 + p["b2"], q["z2"]
    yield sigmoid(q["z2"]), a2
    yield -y / a2 + (1 - y) / (1 - a2), d["a2"]
    yield (a2 - y) / (a2 * (1 - a2)), d["a2"]
    yield a2 * (1 - a2), derivative(sigmoid, q["z2"])
    yield a2 - y, d["z2"]
    yield (a2 - y) @ a1.T, d["W2"]
    yield a2 - y, d["b2"]
    yield W2.T @ (a2 - y), d["a1"]
    yield W2.T @ (a2 - y) * a1 * (1 + a1), d["z1"]
    yield d["z1"] @ p["x"].T, d["W1"]
    yield d["z1"], d["b1"]
    yield W2 + 0.1 * d["W2"], W2 - 0.1 * d["W2"]  # downhill


def lecture():
    p = drawn(X=(5, 3), Y=(5, 2), W1=(3, 4), b1=(1, 4), W2=(4, 2), b2=(1, 2))
    n, ones = 5, np.ones((5, 1))

    def network(shifts):
        q = Quantities(shifts)
        for name, value in p.items():
            q[name] = value
        q["Z1"] = q["X"] @ q["W1"] + ones @ q["b1"]
        q["A1"] = np.tanh(q["Z1"])
        q["Yh"] = q["A1"] @ q["W2"] + ones @ q["b2"]
        q["J"] = np.sum((q["Yh"] - q["Y"]) ** 2) / n
        return q

    q = network({})
    A1, Yh, Y = q["A1"], q["Yh"], q["Y"]
    d = {name: slope(network, "J", name) for name in q if name != "J"}
    yield p["X"] @ p["W1"] + ones @ p["b1"], q["Z1"]
    yield np.tanh(q["Z1"]), A1
    yield A1 @ p["W2"] + ones @ p["b2"], Yh
    yield np.linalg.norm(Yh - Y) ** 2 / n, q["J"]
    yield 2 / n * (Yh - Y), d["Yh"]
    yield A1.T @ d["Yh"], d["W2"]
    yield 2 / n * A1.T @ (Yh - Y), d["W2"]
    yield ones.T @ d["Yh"], d["b2"]
    yield 1 - np.tanh(q["Z1"]) ** 2, derivative(np.tanh, q["Z1"])
    yield (d["Yh"] @ p["W2"].T) * (1 - A1 * A1), d["Z1"]
    yield product(d["Z1"], p["X"].T), d["W1"]
    yield ones.T @ d["Z1"] / n, d["b1"]
    yield d["Z1"] @ p["W1"].T, d["X"]


def product(left, right):
    """Return a product of matrices; nan where the shapes do not fit."""
    return left @ right if left.shape[-1] == right.shape[0] else np.nan


def notebook():
    p = drawn(x=(6,), w=(), b=())
    y, n = np.array([0, 1, 1, 0, 1, 0.0]), 6

    def network(shifts):
        q = Quantities(shifts)
        for name, value in p.items():
            q[name] = value
        q["z"] = q["w"] * q["x"] + q["b"]
        q["yh"] = sigmoid(q["z"])
        q["J"] = -np.sum(y * np.log(q["yh"]) + (1 - y) * np.log(1 - q["yh"])) / n
        return q

    q = network({})
    x, z, yh = q["x"], q["z"], q["yh"]
    d = {name: slope(network, "J", name) for name in ("z", "w", "b")}
    yield p["w"] * x + p["b"], z
    yield sigmoid(z), yh
    yield -np.mean(y * np.log(yh) + (1 - y) * np.log(1 - yh)), q["J"]
    yield sigmoid(z) * (1 - sigmoid(z)), derivative(sigmoid, z)
    yield yh * (1 - yh), derivative(sigmoid, z)
    yield x, derivative(lambda w: w * x + p["b"], p["w"])
    yield (yh - y) / n, d["z"]
    yield x / n * np.sum(yh - y), np.full(n, d["w"])  # an entry for each x that may be meant
    yield np.sum(yh - y) / n, d["b"]
    yield np.sum(d["z"] * x), d["w"]
    yield np.sum((yh - y) * x) / n, d["w"]
    yield np.sum(yh) / n, derivative(lambda b: np.sum(sigmoid(p["w"] * x + b) - y) / n, p["b"])


def classifier(shifts, p, Y):
    """The network of numpy_fence.md and of blog.md: ReLU, softmax, mean cross-entropy."""
    q = Quantities(shifts)
    for name, value in p.items():
        q[name] = value
    q["Z1"] = q["X"] @ q["W1"] + q["b1"]
    q["A1"] = relu(q["Z1"])
    q["Z2"] = q["A1"] @ q["W2"] + q["b2"]
    q["P"] = softmax(q["Z2"])
    q["J"] = -np.mean(np.sum(Y * np.log(q["P"]), axis=1))
    return q


def numpy_fence():
    p = drawn(X=(6, 3), W1=(3, 4), b1=(4,), W2=(4, 2), b2=(2,))
    n, Y = 6, np.eye(2)[[0, 1, 1, 0, 1, 0]]
    q = classifier({}, p, Y)
    Z1, A1, Z2, P = (q[name] for name in ("Z1", "A1", "Z2", "P"))
    names = ("Z2", "W2", "b2", "A1", "Z1", "W1", "b1", "X")
    d = {name: slope(lambda shifts: classifier(shifts, p, Y), "J", name) for name in names}
    E = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    yield p["X"] @ p["W1"] + p["b1"], Z1
    yield np.maximum(0, Z1), A1
    yield A1 @ p["W2"] + p["b2"], Z2
    yield E, E  # a name of the author's own
    yield E / E.sum(axis=1, keepdims=True), P
    yield (P - Y) / n, d["Z2"]
    yield A1.T @ d["Z2"], d["W2"]
    yield np.sum(d["Z2"], axis=0), d["b2"]
    yield np.dot(d["Z2"], p["W2"].T), d["A1"]
    yield d["A1"] * (Z1 > 0), d["Z1"]
    yield p["X"].T @ d["Z1"], d["W1"]
    yield d["Z1"].mean(axis=0), d["b1"]
    yield product(d["Z1"], p["W1"]), d["X"]


def blog():
    p = drawn(X=(6, 3), W1=(3, 4), b1=(1, 4), W2=(4, 3), b2=(1, 3))
    Y = np.eye(3)[[0, 1, 2, 0, 1, 0]]
    q = classifier({}, p, Y)
    A1, P, f = q["A1"], q["P"], q["Z2"][0]
    names = ("Z2", "W2", "b2", "A1", "Z1", "W1", "b1")
    d = {name: slope(lambda shifts: classifier(shifts, p, Y), "J", name) for name in names}

    def by(k, j):
        """∂p_k/∂f_j of the first sample."""
        return derivative(lambda t: softmax(f + t * np.eye(3)[j])[k], 0.0)

    right = np.argmax(Y[0])
    of_one = [derivative(lambda t, k=k: -np.log(softmax(f + t * np.eye(3)[k]))[right], 0.0)
              for k in range(3)]  # fmt: skip
    others = [(k, j) for k in range(3) for j in range(3) if k != j]
    yield np.exp(f) / np.sum(np.exp(f)), P[0]
    yield -np.log(P[0, right]), -np.sum(Y[0] * np.log(P[0]))
    yield P[0] - Y[0], of_one
    yield P[0] * (1 - P[0]), [by(k, k) for k in range(3)]
    yield [P[0, k] * P[0, j] for k, j in others], [by(k, j) for k, j in others]
    yield np.maximum(0, np.dot(p["X"], p["W1"]) + p["b1"]), A1
    yield np.dot(A1, p["W2"]) + p["b2"], q["Z2"]
    yield P - Y, 6 * d["Z2"]  # the next line of the program divides by the six samples
    yield np.dot(A1.T, d["Z2"]), d["W2"]
    yield np.sum(d["Z2"], axis=0, keepdims=True), d["b2"]
    yield np.dot(d["Z2"], p["W2"].T), d["A1"]
    yield np.dot(d["Z2"], p["W2"].T) * (A1 > 0), d["Z1"]
    yield np.dot(p["X"].T, d["Z1"]), d["W1"]
    yield np.sum(d["Z1"], axis=1, keepdims=True), d["b1"]


def ascii_network(shifts, p, y):
    """One unit a layer; each sample has its own copy of the weights: its share of the slope."""
    q = Quantities(shifts)
    for name, value in p.items():
        q[name] = value
    q["z1"] = q["W1"] * q["x"] + q["b1"]
    q["a1"] = sigmoid(q["z1"])
    q["z2"] = q["W2"] * q["a1"] + q["b2"]
    q["yh"] = sigmoid(q["z2"])
    q["J"] = np.mean((y - q["yh"]) ** 2)
    return q


def ascii():
    n, y = 4, np.array([0, 1, 1, 0.3])
    one = drawn(W1=(), b1=(), W2=(), b2=())
    p = {name: np.full(n, value) for name, value in one.items()} | drawn(x=(n,))
    q = ascii_network({}, p, y)
    a1, yh, z1, z2, W2 = (q[name] for name in ("a1", "yh", "z1", "z2", "W2"))
    names = ("yh", "W2", "b2", "z1", "W1", "b1")
    d = {name: slope(lambda shifts: ascii_network(shifts, p, y), "J", name) for name in names}
    behind = -(2 / n) * (y - yh) * yh * (1 - yh)
    yield np.sum((y - yh) ** 2) / n, q["J"]
    yield -(2 / n) * (y - yh), d["yh"]
    yield sigmoid(z2), yh
    yield yh * (1 - yh), derivative(sigmoid, z2)
    yield W2 * a1 + p["b2"], z2
    yield a1, derivative(lambda w: w * a1 + p["b2"], W2)
    yield np.ones(n), derivative(lambda b: W2 * a1 + b, p["b2"])
    yield d["yh"] * derivative(sigmoid, z2) * a1, d["W2"]
    yield behind * a1, d["W2"]
    yield behind, d["b2"]
    yield W2, derivative(lambda a: W2 * a + p["b2"], a1)
    yield a1 * (1 - z1), derivative(sigmoid, z1)
    yield behind * W2 * a1 * (1 - a1), d["z1"]
    yield d["z1"] * p["x"], d["W1"]
    yield d["z1"] * W2, d["b1"]


def unicode():
    p = drawn(x=(3, 1), y=(2, 1), W1=(4, 3), b1=(4, 1), W2=(2, 4), b2=(2, 1))

    def network(shifts):
        q = Quantities(shifts)
        for name, value in p.items():
            q[name] = value
        q["z1"] = q["W1"] @ q["x"] + q["b1"]
        q["a1"] = np.tanh(q["z1"])
        q["z2"] = q["W2"] @ q["a1"] + q["b2"]
        q["a2"] = sigmoid(q["z2"])
        q["L"] = 0.5 * np.sum((q["a2"] - q["y"]) ** 2)
        return q

    q = network({})
    z1, a1, z2, a2, W2, y = (q[name] for name in ("z1", "a1", "z2", "a2", "W2", "y"))
    d = {name: slope(network, "L", name) for name in q if name != "L"}
    yield 0.5 * np.sum((a2 - y) ** 2), q["L"]
    yield p["W1"] @ p["x"] + p["b1"], z1
    yield np.tanh(z1), a1
    yield W2 @ a1 + p["b2"], z2
    yield sigmoid(z2), a2
    yield 2 * (a2 - y), d["a2"]
    yield a2 * (1 - a2), derivative(sigmoid, z2)
    yield d["z2"], d["z2"]  # δ₂ is defined
    yield d["a2"] * derivative(sigmoid, z2), d["z2"]
    yield (a2 - y) * a2 * (1 - a2), d["z2"]
    yield d["z2"] @ a1.T, d["W2"]
    yield d["z2"], d["b2"]
    yield 1 - np.tanh(z1) ** 2, derivative(np.tanh, z1)
    yield (W2.T @ d["z2"]) * derivative(np.tanh, z1), d["z1"]
    yield (W2.T @ d["z2"]) * (1 - a1**2), d["z1"]
    yield d["z1"], d["z1"]  # δ₁ is named
    yield d["z1"] @ p["x"].T, d["W1"]
    yield d["z1"] @ p["x"].T, d["b1"]


def column_convention():
    p = drawn(X=(3, 5), W1=(4, 3), b1=(4, 1), W2=(1, 4), b2=(1, 1))
    Y, m = np.array([[0, 1, 1, 0, 1.0]]), 5

    def network(shifts):
        q = Quantities(shifts)
        for name, value in p.items():
            q[name] = value
        q["Z1"] = q["W1"] @ q["X"] + q["b1"]
        q["A1"] = np.tanh(q["Z1"])
        q["Z2"] = q["W2"] @ q["A1"] + q["b2"]
        q["A2"] = sigmoid(q["Z2"])
        q["J"] = -np.mean(Y * np.log(q["A2"]) + (1 - Y) * np.log(1 - q["A2"]))
        return q

    q = network({})
    Z1, A1, Z2, A2, W2 = (q[name] for name in ("Z1", "A1", "Z2", "A2", "W2"))
    d = {name: slope(network, "J", name) for name in q if name != "J"}
    dZ1, dZ2 = m * d["Z1"], m * d["Z2"]  # the document leaves 1/m out of them
    losses = -(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))
    yield np.sum(losses) / m, q["J"]
    yield p["W1"] @ p["X"] + p["b1"], Z1
    yield np.tanh(Z1), A1
    yield W2 @ A1 + p["b2"], Z2
    yield sigmoid(Z2), A2
    yield A2 - Y, dZ2
    yield dZ2 @ A1.T / m, d["W2"]
    yield np.sum(dZ2, axis=1, keepdims=True) / m, d["b2"]
    yield W2.T @ dZ2 * (1 - A1**2), dZ1
    yield p["X"] @ dZ1.T / m, d["W1"]
    yield dZ1.sum(axis=1, keepdims=True) / m, d["b1"]
    yield np.dot(dZ2, A1.T) / m, d["W2"]
    yield np.sum(dZ2, axis=1, keepdims=True), d["b2"]
    yield np.dot(W2.T, dZ2) * (1 - np.power(A1, 2)), dZ1


def four_equations():
    """Three layers; a formula for layer l is tried at layer 2."""
    p = drawn(a0=(3,), y=(2,), w1=(4, 3), b1=(4,), w2=(5, 4), b2=(5,), w3=(2, 5), b3=(2,))

    def network(shifts):
        q = Quantities(shifts)
        for name, value in p.items():
            q[name] = value
        for layer in (1, 2, 3):
            q[f"z{layer}"] = q[f"w{layer}"] @ q[f"a{layer - 1}"] + q[f"b{layer}"]
            q[f"a{layer}"] = sigmoid(q[f"z{layer}"])
        q["C"] = 0.5 * np.sum((q["y"] - q["a3"]) ** 2)
        return q

    q = network({})
    a1, z2, z3, a3, y, w3 = (q[name] for name in ("a1", "z2", "z3", "a3", "y", "w3"))
    d = {name: slope(network, "C", name) for name in q if name != "C"}
    steep = derivative(sigmoid, z2)
    yield 0.5 * np.linalg.norm(y - a3) ** 2, q["C"]
    yield p["w2"] @ a1 + p["b2"], z2
    yield sigmoid(z2), q["a2"]
    yield d["z2"], d["z2"]  # δ is defined
    yield d["a3"] * derivative(sigmoid, z3), d["z3"]
    yield (w3.T @ d["z3"]) * steep, d["z2"]
    yield d["z2"], d["b2"]
    yield np.outer(d["z2"], a1), d["w2"]
    yield y - a3, d["a3"]
    yield (a3 - y) * derivative(sigmoid, z3), d["z3"]
    yield [sum(w3[k, j] * d["z3"][k] * steep[j] for k in range(2)) for j in range(5)], d["z2"]
    yield np.outer(a1, d["z2"]), d["w2"]


def three_layers():
    p = drawn(x=(6, 2), W1=(2, 3), b1=(1, 3), W2=(3, 4), b2=(1, 4), W3=(4, 1), b3=(1, 1))
    y, n, ones = np.array([[0, 1, 1, 0, 1, 0.0]]).T, 6, np.ones((6, 1))

    def network(shifts):
        q = Quantities(shifts)
        for name, value in p.items():
            q[name] = value
        q["z1"] = q["x"] @ q["W1"] + q["b1"]
        q["a1"] = relu(q["z1"])
        q["z2"] = q["a1"] @ q["W2"] + q["b2"]
        q["a2"] = relu(q["z2"])
        q["z3"] = q["a2"] @ q["W3"] + q["b3"]
        q["yh"] = sigmoid(q["z3"])
        q["J"] = -np.sum(y * np.log(q["yh"]) + (1 - y) * np.log(1 - q["yh"])) / n
        return q

    def dead(shifts):
        return network({"b2": -100 + shifts.get("b2", 0), **shifts})

    q = network({})
    z1, a1, z2, a2, yh = (q[name] for name in ("z1", "a1", "z2", "a2", "yh"))
    d = {name: slope(network, "J", name) for name in q if name != "J"}
    awake = np.abs(z2)
    yield -np.sum(y * np.log(yh) + (1 - y) * np.log(1 - yh)) / n, q["J"]
    yield (yh - y) / n, d["z3"]
    yield a2.T @ d["z3"], d["W3"]
    yield ones.T @ d["z3"], d["b3"]
    yield np.where(z2 > 0, 1, 0), derivative(relu, z2)
    yield d["z3"] @ p["W3"].T * derivative(relu, z2), d["z2"]
    yield a1.T @ d["z2"], d["W2"]
    yield ones.T @ d["z2"], d["b2"]
    yield product(d["z2"], p["W2"]) * derivative(relu, z1), d["z1"]
    yield p["x"].T @ d["z1"], d["W1"]
    yield ones.T @ d["z1"], d["b1"]
    yield np.zeros((3, 4)), slope(dead, "J", "W2")
    yield awake, derivative(relu, awake)
    yield d["z1"] @ p["W1"].T, d["x"]


CHECKED = {
    "ascii.txt": ascii, "blog.md": blog, "chat.md": chat, "column_convention.md": column_convention,
    "four_equations.tex": four_equations, "lecture.tex": lecture, "notebook.ipynb": notebook,
    "numpy_fence.md": numpy_fence, "three_layers.md": three_layers, "unicode.txt": unicode,
}  # fmt: skip


def file_of(document):
    return document["file"]


def test_there_are_ten_documents_and_each_holds_two_or_three_wrong_lines():
    assert sorted(map(file_of, TRUTHS)) == sorted(CHECKED)
    wrong = [[line["truth"] for line in document["line"]].count("wrong") for document in TRUTHS]
    assert set(wrong) <= {2, 3}


@pytest.mark.parametrize("document", TRUTHS, ids=file_of)
def test_a_document_is_read_statement_by_statement(document):
    text = (FOLDER / document["file"]).read_text(encoding="utf-8")
    read = [line for line in lines_of(text, document["file"]) if line.kind != NOTE]
    expected = [(line.get("cell"), line["number"], line["text"]) for line in document["line"]]
    assert [(line.cell, line.number, line.text) for line in read] == expected


@pytest.mark.parametrize("document", TRUTHS, ids=file_of)
def test_a_truth_holds_by_finite_differences(document):
    pairs = list(CHECKED[document["file"]]())
    found = ["right" if same(*pair) else "wrong" for pair in pairs]
    assert found == [line["truth"] for line in document["line"]]
