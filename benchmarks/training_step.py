"""Time of one training step: forward pass, all gradients, update.

    python benchmarks/training_step.py

Times kata.gradient_descent.descend against hand-written NumPy that works in place ("tight"),
PyTorch eager, jitted JAX and scikit-learn's partial_fit. The two small networks have sigmoid
layers and binary cross-entropy, the two large ones relu, softmax and cross-entropy. All start
from the same weights and must agree after three steps. Everything is float64, in one thread.

A ratio is the median of interleaved pairs: tight and a peer are timed in turn, so that whatever
else the machine does slows both. Below 1 is faster than tight, which could be tighter still:
all parameters in one array and methods bound beforehand take a third off the smallest network.
"""

import os

# Before the other imports: the libraries read these when they are imported.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import platform
import statistics
import sys
import time
import warnings
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kata.gradient_descent import descend
from kata.initialisation import random_network, xavier
from kata.learning import one_hot

α = 0.01
# Short timings, so that few of them are interrupted, and many; fewer if a step takes long.
SECONDS_A_TIMING = 0.001
SECONDS_A_PEER = 1.5
PAIRS = 25, 301

# title, widths, batch, hidden activation, output activation, cost
NETWORKS = [
    ("2-3-1, batch 4", [2, 3, 1], 4, "sigmoid", "sigmoid", "binary_cross_entropy"),
    ("2-16-16-1, batch 100", [2, 16, 16, 1], 100, "sigmoid", "sigmoid", "binary_cross_entropy"),
    ("784-128-10, batch 64", [784, 128, 10], 64, "relu", "softmax", "cross_entropy"),
    (
        "1024-1024-1024-10, batch 256",
        [1024, 1024, 1024, 10],
        256,
        "relu",
        "softmax",
        "cross_entropy",
    ),
]


def problem(widths, batch, hidden, output, cost):
    """Return a random network with a batch X, Y; Y is 0 or 1, or one-hot."""
    rng = np.random.default_rng(0)
    activations = [hidden] * (len(widths) - 2) + [output]
    network = random_network(rng, widths, activations, xavier)
    X = rng.standard_normal((batch, widths[0]))
    labels = rng.integers(max(widths[-1], 2), size=batch)
    Y = labels[:, None].astype(float) if widths[-1] == 1 else one_hot(labels, widths[-1])
    return network, X, Y, cost


# Each contestant returns (step, weights): step() trains once, weights() returns [(W, b), ...].


def by_kata(network, X, Y, cost):
    """One call of kata's descend."""
    state = [network]

    def step():
        state[0] = descend(state[0], X, Y, cost, α)

    return step, lambda: [(W, b) for W, b, _ in state[0]]


def by_hand(network, X, Y, cost):
    """NumPy in place: every array is allocated once, and σ′ and relu′ are taken from a.

    Products by np.dot, which is quicker than matmul on small arrays, sums over the batch as
    products with ones, and numbers as arrays, which ufuncs like better than Python's.
    """
    Ws, bs = [W.copy() for W, _, _ in network], [b.copy() for _, b, _ in network]
    dWs, dbs = [np.empty_like(W) for W in Ws], [np.empty_like(b) for b in bs]
    outputs = [np.empty((len(X), len(b))) for b in bs]
    errors = [np.empty_like(a) for a in outputs]
    slopes = [np.empty_like(a) for a in outputs]
    inputs = [X, *outputs[:-1]]
    inputs_T, Ws_T = [a.T for a in inputs], [W.T for W in Ws]
    zero, one, rate, one_over_n = (np.array(number) for number in (0.0, 1.0, α, 1 / len(X)))
    ones, row = np.ones(len(X)), np.empty((len(X), 1))
    last = len(Ws) - 1

    def sigmoid(z):
        np.negative(z, z)
        np.exp(z, z)
        np.add(z, one, z)
        np.reciprocal(z, z)

    def sigmoid_slope(a, slope):
        np.subtract(one, a, slope)
        np.multiply(slope, a, slope)

    def relu(z):
        np.maximum(z, zero, out=z)

    def softmax(z):
        np.maximum.reduce(z, axis=1, keepdims=True, out=row)
        np.subtract(z, row, z)
        np.exp(z, z)
        np.add.reduce(z, axis=1, keepdims=True, out=row)
        np.divide(z, row, z)

    if cost == "binary_cross_entropy":
        f, f_slope, f_output = sigmoid, sigmoid_slope, sigmoid
    else:
        # relu's slope is the sign of its output: 0 or 1.
        f, f_slope, f_output = relu, np.sign, softmax

    def step():
        for i, a in enumerate(outputs):
            np.dot(inputs[i], Ws[i], a)
            np.add(a, bs[i], a)
            (f if i < last else f_output)(a)
        δ = errors[last]
        np.subtract(outputs[last], Y, δ)
        np.multiply(δ, one_over_n, δ)
        for i in range(last, -1, -1):
            np.dot(inputs_T[i], δ, dWs[i])
            np.dot(ones, δ, dbs[i])
            if i > 0:
                slope, δ_before = slopes[i - 1], errors[i - 1]
                np.dot(δ, Ws_T[i], δ_before)
                f_slope(outputs[i - 1], slope)
                np.multiply(δ_before, slope, δ_before)
                δ = δ_before
        for W, b, dW, db in zip(Ws, bs, dWs, dbs, strict=True):
            np.multiply(dW, rate, dW)
            np.subtract(W, dW, W)
            np.multiply(db, rate, db)
            np.subtract(b, db, b)

    return step, lambda: list(zip(Ws, bs, strict=True))


def by_torch(network, X, Y, cost):
    """PyTorch, eager, with its fused cost functions."""
    import torch
    from torch.nn import functional

    torch.set_num_threads(1)
    params = [torch.tensor(θ, requires_grad=True) for W, b, _ in network for θ in (W, b)]
    layers = list(zip(params[::2], params[1::2], strict=True))
    X, Y = torch.tensor(X), torch.tensor(Y)
    if cost == "binary_cross_entropy":
        f, J = torch.sigmoid, functional.binary_cross_entropy_with_logits
    else:
        f, J, Y = torch.relu, functional.cross_entropy, Y.argmax(1)

    def step():
        a = X
        for W, b in layers[:-1]:
            a = f(torch.addmm(b, a, W))
        W, b = layers[-1]
        gradients = torch.autograd.grad(J(torch.addmm(b, a, W), Y), params)
        with torch.no_grad():
            for θ, gradient in zip(params, gradients, strict=True):
                θ.sub_(gradient, alpha=α)

    return step, lambda: [(W.detach().numpy(), b.detach().numpy()) for W, b in layers]


def by_jax(network, X, Y, cost):
    """JAX, the whole step compiled."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    X, Y = jnp.asarray(X), jnp.asarray(Y)

    def J(params, X, Y):
        a = X
        for W, b in params[:-1]:
            f = jax.nn.sigmoid if cost == "binary_cross_entropy" else jax.nn.relu
            a = f(a @ W + b)
        W, b = params[-1]
        z = a @ W + b
        if cost == "binary_cross_entropy":
            return jnp.mean(jnp.logaddexp(0, z) - Y * z)
        return -(Y * jax.nn.log_softmax(z)).sum() / len(Y)

    @jax.jit
    def descend(params, X, Y):
        return jax.tree.map(lambda θ, dθ: θ - α * dθ, params, jax.grad(J)(params, X, Y))

    state = [[(jnp.asarray(W), jnp.asarray(b)) for W, b, _ in network]]

    def step():
        state[0] = jax.block_until_ready(descend(state[0], X, Y))

    return step, lambda: [(np.asarray(W), np.asarray(b)) for W, b in state[0]]


def by_sklearn(network, X, Y, cost):
    """scikit-learn's MLPClassifier, one call of partial_fit, without momentum or penalty."""
    from sklearn.neural_network import MLPClassifier

    classes = np.arange(max(Y.shape[1], 2))
    labels = Y.argmax(axis=1) if Y.shape[1] > 1 else Y[:, 0].astype(int)
    model = MLPClassifier(
        hidden_layer_sizes=[len(b) for _, b, _ in network[:-1]],
        activation="logistic" if cost == "binary_cross_entropy" else "relu",
        solver="sgd",
        learning_rate_init=α,
        momentum=0,
        alpha=0,
        batch_size=len(X),
        shuffle=False,
    )
    # The first call makes the arrays that the weights are then put into.
    model.partial_fit(X, labels, classes=classes)
    for i, (W, b, _) in enumerate(network):
        model.coefs_[i][...], model.intercepts_[i][...] = W, b

    def step():
        model.partial_fit(X, labels)

    return step, lambda: list(zip(model.coefs_, model.intercepts_, strict=True))


PEERS = {
    "kata": by_kata,
    "PyTorch eager": by_torch,
    "JAX, jitted": by_jax,
    "scikit-learn partial_fit": by_sklearn,
}


def assert_same(weights, expected, who):
    """Fail if somebody's weights are not the expected ones."""
    for pair, expected_pair in zip(weights, expected, strict=True):
        for θ, expected_θ in zip(pair, expected_pair, strict=True):
            np.testing.assert_allclose(θ, expected_θ, rtol=0, atol=1e-12, err_msg=who)


def seconds(step, repeats):
    """Return how long one of so many steps took, on average."""
    start = time.perf_counter()
    for _ in range(repeats):
        step()
    return (time.perf_counter() - start) / repeats


def measure(widths, batch, hidden, output, cost):
    """Return tight's seconds a step, and each peer's ratio to it (None if not installed)."""
    task = problem(widths, batch, hidden, output, cost)
    tight_step, tight_weights = by_hand(*task)
    seconds(tight_step, 3)
    after_three = [(W.copy(), b.copy()) for W, b in tight_weights()]
    duration = seconds(tight_step, 10)
    repeats = max(1, round(SECONDS_A_TIMING / duration))
    fewest, most = PAIRS
    n_pairs = min(max(round(SECONDS_A_PEER / (repeats * duration)), fewest), most)
    times, ratios = [], {}
    for name, peer in PEERS.items():
        try:
            step, weights = peer(*task)
        except ImportError:
            ratios[name] = None
            continue
        seconds(step, 3)
        assert_same(weights(), after_three, name)
        pairs = [(seconds(tight_step, repeats), seconds(step, repeats)) for _ in range(n_pairs)]
        times += [tight for tight, _ in pairs]
        ratios[name] = statistics.median(theirs / tight for tight, theirs in pairs)
    return statistics.median(times), ratios


def main():
    """Print one row per contestant and one column per network, in Markdown."""
    # One call of partial_fit is one step, so scikit-learn warns that it has not converged.
    warnings.filterwarnings("ignore", module="sklearn")
    results = [measure(*network) for _, *network in NETWORKS]
    rows = [["one training step", *(title for title, *_ in NETWORKS)]]
    rows += [["---"] * len(rows[0])]
    rows += [["tight NumPy", *(f"{1e6 * tight:,.0f} µs" for tight, _ in results)]]
    for name in PEERS:
        cells = [ratios[name] for _, ratios in results]
        rows += [[name, *("not installed" if r is None else f"{r:.2f}" for r in cells)]]
    for row in rows:
        print("|", " | ".join(row), "|")
    fewest, most = PAIRS
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    print(f"\n{versions}, {fewest} to {most} pairs each")


if __name__ == "__main__":
    main()
