"""Functions asked for all that their docstrings allow: each kind of fault that no table shows."""

import shutil
import subprocess
import sys

import pytest

from dojo.terminal.message import text
from dojo.verdict import BROKEN, GREEN, RED
from tests.fixtures.course import COURSE
from tools.wrong_katas.variants import Variant, source

SEED = 1
RULE = "A function answers right for all that its docstring allows"


def changed(module, *changes):
    text = source(module)
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return Variant("changed", {module: text})


# The module in which the linear fit is.
FIT = next(module for module in COURSE.modules if "def best_linear_fit" in source(module))
# What a chapter's tables do not show: the kind of verdict, and what is said of it.
FAULTS = {
    "a slope above 1": (
        2,
        changed("activations", ("np.where(z > 0, z, slope * z)", "np.maximum(z, slope * z)")),
        RED,
        "leaky_relu(z, slope)",
    ),
    "integers cut off": (
        2,
        changed(
            "activations",
            (
                "return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0.0)))",
                "a = np.zeros_like(z)\n    a[z > 0] = z[z > 0]\n"
                "    a[z <= 0] = alpha * np.expm1(z[z <= 0])\n    return a",
            ),
        ),
        RED,
        "hold integers.",
    ),
    "memory order": (
        2,
        changed("activations", ("np.tanh(z)\n", "np.tanh(z.ravel('K').reshape(z.shape))\n")),
        RED,
        "tanh(z)",
    ),
    "three axes, and few numbers": (
        2,
        changed("activations", ("np.tanh(z)\n", "np.tanh(z) + (z.shape == (1, 1, 1))\n")),
        RED,
        "tanh(z)[0, 0, 0]?",
    ),
    "memory order of two axes": (
        2,
        changed("activations", ("    a = softmax(z)\n    identity", "    a = softmax(z)\n"
            "    a = a.ravel('K').reshape(a.shape) if a.ndim == 2 else a\n    identity")),
        RED,
        "column by column",
    ),
    "z itself next to 0": (
        2,
        changed("activations", ("np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0.0)))",
            "np.where(z > 0, z, alpha * np.where(z > -1e-4, z, np.expm1(np.minimum(z, 0.0))))")),
        RED,
        "very close to 0",
    ),
    "z itself from 16 on": (
        2,
        changed("activations", ("z * sigmoid(z)\n", "np.where(z > 16, z, z * sigmoid(z))\n")),
        RED,
        "swish(z)",
    ),
    "single precision": (
        1,
        changed("neuron", ("return x @ W + b", "return x @ W.astype(np.float32) + b")),
        RED,
        "weighted_sum(x, W, b)",
    ),
    "an input of small numbers is left out": (
        COURSE.introduced[FIT],
        changed(FIT, ("rcond=None)", "rcond=1e-3)")),
        RED,
        "best_linear_fit",
    ),
    "predictions cut off to the type of the targets": (
        5,
        changed("cost", ("((y - ŷ) ** 2).mean()", "((y - ŷ.astype(y.dtype)) ** 2).mean()")),
        RED,
        "Some of the arrays hold integers.",
    ),
    "another axis where sizes are equal": (
        12,
        changed("learning", ("return np.eye(classes)[labels]", "Y = np.eye(classes)[labels]\n"
            "    return Y.T.copy() if Y.shape[0] == Y.shape[1] else Y")),
        RED,
        "one_hot(labels, classes)",
    ),
    "no more than 1,000 epochs": (
        9,
        changed(
            "gradient_descent",
            ("for _ in range(epochs):", "for _ in range(min(epochs, 1000)):"),
            ("network, costs\n", "network, costs + costs[-1:] * (epochs - 1000)\n"),
        ),
        RED,
        "train(",
    ),
    "no more than 64 rows": (
        1,
        changed("neuron", ("return x @ W + b", "return (x if x.ndim == 1 else x[:64]) @ W + b")),
        RED,
        "There are many numbers.",
    ),
    "no more than 12 layers": (
        4,
        changed("forward_propagation", ("activation in network:", "activation in network[:12]:")),
        RED,
        "40 ✗ yours 12",
    ),
    "one list for all calls": (
        4,
        changed(
            "forward_propagation",
            ("def forward(", "SIGNALS = []\n\n\ndef forward("),
            ("signals = []", "signals = SIGNALS\n    signals.clear()"),
        ),
        BROKEN,
        "forward changes an earlier answer",
    ),
    "an answer kept by identity": (
        5,
        changed(
            "cost",
            ("def mse(", "KEPT = {}\n\n\ndef mse("),
            (
                "return ((y - ŷ) ** 2).mean()",
                "return KEPT.setdefault((id(y), id(ŷ)), ((y - ŷ) ** 2).mean())",
            ),
        ),
        RED,
        "mse(y, ŷ)",
    ),
    "targets that are bools": (
        5,
        changed(
            "cost",
            (
                "return (y * surprise_at_1 + ",
                "y = ~y if y.dtype == bool else y\n    return (y * surprise_at_1 + ",
            ),
        ),
        RED,
        "True and False",
    ),
    "cancelled for another pair": (
        7,
        changed(
            "backpropagation",
            (
                'if (activation, cost) == ("sigmoid", "binary_cross_entropy"):',
                'if cost == "binary_cross_entropy" and activation in ("sigmoid", "tanh"):',
            ),
        ),
        RED,
        "tanh",
    ),
    "wide rows of softmax": (
        7,
        changed(
            "backpropagation",
            (
                'if activation == "softmax":',
                'if activation == "softmax" and z.shape[1] > 8:\n'
                '        a = ACTIVATIONS["softmax"][0](z)\n        return dJ_da * a * (1 - a)\n'
                '    if activation == "softmax":',
            ),
        ),
        RED,
        "The rows are long.",
    ),
    "a training that stops early": (
        9,
        changed("gradient_descent", ("range(epochs):", "range(epochs if costs[0] else 0):")),
        RED,
        "✗ yours 1 ",
    ),
    "a tolerance of its own": (
        8,
        changed("gradient_checking", ("    findings = []", "    findings, tolerance = [], 1e-6")),
        RED,
        "length of",
    ),
    "numbers cut off far out": (
        2,
        changed("activations", ("return np.maximum(z, 0.0)", "return np.clip(z, 0.0, 1e4)")),
        RED,
        "Some numbers are very large",
    ),
    "a bound next to 0": (
        2,
        changed(
            "activations",
            ("np.where(z > 0, 1.0, slope)", "np.where(z > 1e-6, 1.0, slope)"),
        ),
        RED,
        "very close to 0",
    ),
    "no more than 128 columns": (
        2,
        changed(
            "activations",
            ("return e / e.sum(axis=-1,", "return e / e[..., :128].sum(axis=-1,"),
        ),
        RED,
        "The rows are very long.",
    ),
    "an answer that is handed out again": (
        11,
        changed(
            "depth",
            ("def count_parameters(", "KEPT = {}\n\n\ndef count_parameters("),
            (
                "return [W.size + b.size for W, b, _ in network]",
                "key = str([W.shape for W, _, _ in network])\n"
                "    return KEPT.setdefault(key, [W.size + b.size for W, b, _ in network])",
            ),
        ),
        RED,
        "In between, the caller changes the first answer, which is its own.",
    ),
    "another draw for the last layer": (
        10,
        changed(
            "initialisation",
            (
                "Layer(*draw(rng, d_in, d_out), activation)",
                'Layer(*(he if activation == "tanh" else draw)(rng, d_in, d_out), activation)',
            ),
        ),
        RED,
        "The expected answer comes from your own functions, called in turn with the same seed.",
    ),
    "batches where none are asked for": (
        12,
        changed("learning", ("epochs, batch_size, rng)\n", "epochs, batch_size or 32, rng)\n")),
        RED,
        "The expected answer comes from your own functions, called in turn with the same seed.",
    ),
    "samples that lose digits where they are split": (
        12,
        changed(
            "learning",
            ("return X[training], Y[", "return X[training].astype(np.float32), Y["),
        ),
        RED,
        "hold_out",
    ),
    "kinks of the hidden layers alone": (
        8,
        changed(
            "gradient_checking",
            (
                "in zip(network, forward(network, X), strict=True)",
                "in zip(network[:-1], forward(network, X), strict=False)",
            ),
        ),
        RED,
        "crosses_kink(",
    ),
    "kinks of smooth activations": (
        8,
        changed("gradient_checking", ('("relu", "leaky_relu")', '("relu", "leaky_relu", "elu")')),
        RED,
        "check_gradients(",
    ),
    "no tolerance above a tenth": (
        8,
        changed(
            "gradient_checking",
            ("    findings = []", "    findings, tolerance = [], min(tolerance, 0.1)"),
        ),
        RED,
        "length of",
    ),
    "some tolerance where none is wanted": (
        8,
        changed(
            "gradient_checking",
            ("    findings = []", "    findings, tolerance = [], tolerance or 1e-6"),
        ),
        RED,
        "length of",
    ),
    "a line between 0 and 1 alone": (
        11,
        changed(
            "depth",
            ("np.linspace(low, high, points)", "np.linspace(max(low, 0), min(high, 1), points)"),
        ),
        RED,
        "linear_pieces",
    ),
    "more points than are asked for": (
        11,
        changed("depth", ("(low, high, points)[", "(low, high, max(points, 9))[")),
        RED,
        "linear_pieces",
    ),
    "one array for all answers of one shape": (
        13,
        changed(
            "generalisation",
            ("def powers(", "KEPT = {}\n\n\ndef powers("),
            (
                "return x[:, None] ** np.arange(1, degree + 1)",
                "found = x[:, None] ** np.arange(1, degree + 1)\n"
                "    kept = KEPT.setdefault((found.shape, found.dtype), found)\n"
                "    kept[...] = found\n    return kept",
            ),
        ),
        BROKEN,
        "powers changes an earlier answer",
    ),
    "a sum that is kept, of numbers whose order does not count": (
        13,
        changed(
            "regularisation",
            ("def l2_cost(", "KEPT = {}\n\n\ndef l2_cost("),
            (
                "return λ / 2 * sum((W**2).sum() for W, _, _ in network)",
                "squares = sum((W**2).sum() for W, _, _ in network)\n"
                "    return λ / 2 * KEPT.setdefault(id(network), (network, squares))[1]",
            ),
        ),
        RED,
        "l2_cost(",
    ),
    "a generator that is copied": (
        10,
        changed(
            "initialisation",
            ("import numpy as np\n", "import copy\n\nimport numpy as np\n"),
            (
                "    W = rng.standard_normal((*size, d_in, d_out)) * np.sqrt(2 / d_in)",
                "    rng = copy.deepcopy(rng)\n"
                "    W = rng.standard_normal((*size, d_in, d_out)) * np.sqrt(2 / d_in)",
            ),
        ),
        BROKEN,
        "he gets the same generator again and again, and always returns the same.",
    ),
    "a probability that not every place has": (
        13,
        changed(
            "regularisation",
            ("return (rng.random(shape) < keep) / keep", "return (rng.random(shape) < "
             "[keep] * (shape[-1] - 1) + [1.0]) / keep"),
        ),
        RED,
        "dropout_mask(",
    ),
    "usual values that are others": (
        14,
        changed(
            "optimisers",
            (
                "def adam(θ, g, m, v, t, α, β1=0.9, β2=0.999, ε=1e-8):",
                "def adam(θ, g, m, v, t, α, β1=0.9, β2=0.999, ε=1e-7):",
            ),
        ),
        RED,
        "adam(",
    ),
    "a training that ends where the cost rises": (
        14,
        changed(
            "optimisers",
            (
                "        costs.append(J(Y, predict(network, X)))\n    return",
                "        costs.append(J(Y, predict(network, X)))\n"
                "        if costs[-1] > costs[-2]:\n            break\n    return",
            ),
        ),
        RED,
        "train_with(",
    ),
    "the first of two shapes is taken for the larger one": (
        15,
        changed(
            "autodiff", ("lambda G: unbroadcast(G * b.value, a.value.shape)", "lambda G: G * b.value")
        ),
        RED,
        "multiply(",
    ),
    "numbers that lie far from 0, all on one side": (
        16,
        changed(
            "normalisation",
            (
                "return X.mean(axis=0), X.std(axis=0)",
                "mean = X.mean(axis=0)\n"
                "    return mean, np.sqrt(np.maximum((X**2).mean(axis=0) - mean**2, 0))",
            ),
        ),
        RED,
        "mean_and_deviation(",
    ),
    "targets between 0 and 1": (
        7,
        changed(
            "backpropagation", ("        return (ŷ - Y) / Y.size", "        return (ŷ - (Y > 0.5)) / Y.size")
        ),
        RED,
        "backward(",
    ),
    "equal numbers in a block": (
        17,
        changed(
            "pooling",
            (
                "    best = seen.argmax(axis=-1)\n",
                "    best = seen.argmax(axis=-1)\n"
                "    ties = (seen == seen.max(axis=-1, keepdims=True)).sum(axis=-1)\n"
                "    last = seen.shape[-1] - 1 - seen[..., ::-1].argmax(axis=-1)\n"
                "    best = np.where(ties > 2, last, best)\n",
            ),
        ),
        RED,
        "max_pool(",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def reds(check):
    def found(chapter, variant):
        verdicts = check.verdicts(variant, {chapter}, seed=SEED)
        return [v for v in verdicts if v.kind != GREEN and v.title.rule == RULE]

    return found


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_no_table_shows_is_told(name, reds):
    chapter, variant, kind, said = FAULTS[name]
    verdict, *_ = reds(chapter, variant)  # what is optional may be red as well
    assert verdict.kind == kind
    assert said in " ".join(text(verdict).split())
    (module,) = variant.sources
    assert verdict.places[0].file == f"kata/{module}.py"


def test_what_is_slow_and_right_is_not_asked_for_more_numbers_than_it_has_time_for(tmp_path):
    slow = "    for _ in range(300 * np.size(x) * (np.size(W) // np.shape(x)[-1])):\n        pass\n"
    (old,) = changed(
        "neuron", ("    return x @ W + b", f"{slow}    return x @ W + b")
    ).sources.items()
    kata = shutil.copytree(COURSE.reference, tmp_path / "kata")
    (kata / f"{old[0]}.py").write_text(old[1], encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "Drawn"]
    chapter = next(COURSE.features.glob("01_*.feature"))
    options = ["--draws=2", "--override-ini=time_limit=3", "--kata", kata, chapter]
    run = subprocess.run(
        [*command, *options], cwd=COURSE.root, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout


def test_an_error_says_what_the_function_was_called_with(reds):
    slope = "return 2 / ŷ.size * (ŷ - y)"
    variant = changed("cost", (slope, f"{slope} + np.zeros(259)[len(y) - 1]"))
    (verdict,) = reds(5, variant)
    said = " ".join(text(verdict).split())
    assert verdict.kind == BROKEN
    assert (
        "The arguments are y = 260×33 numbers, ŷ = 260×33 numbers. There are many numbers." in said
    )


def test_the_same_seed_asks_the_same(check):
    fault = FAULTS["targets that are bools"][1]
    one, other = (
        [verdict.table for verdict in check.verdicts(fault, {5}, seed=7) if verdict.kind == RED]
        for _ in "12"
    )
    assert one == other
    assert one
