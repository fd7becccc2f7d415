"""Speed and reliability of checks of a backward pass: ours beside PyTorch's gradcheck.

    python benchmarks/gradient_check.py [--quick]

One network, 64-64-10 with sigmoid, softmax and cross-entropy, batch 32: 4,810 parameters, all
float64, one thread each. PyTorch's is written with addmm and its fused cost. What each does:

- gradcheck: two forward passes for each parameter (central differences, eps 1e-6) and as many
  backward passes as outputs, here one. Fast mode: two forward passes for each of the four tensors,
  along random directions. Both also run the backward pass again to compare, and with undefined
  gradients; "bare" is fast mode without the latter. Tolerances are the defaults.
- check_every_entry: central differences by every parameter as well, but of a network that it
  knows: it computes again only what a parameter can change. What differences cannot decide it
  leaves to the next one, and all that it says to be wrong.
- check_numerically: one forward pass with a complex step along one random direction of all
  parameters, and one real forward pass to see that complex steps do not break in silence. Where
  they disagree, a second direction names the entry if it is the only one, and halving finds the
  first eight otherwise; then remedies are tried until one makes the array right.

Ours includes the backward pass under test, as gradcheck does, unless the row says otherwise.
Ratios are medians of interleaved pairs. Times vary with the load that the last line tells.

For the table of mutants, slow mode's numerical Jacobian is computed once by PyTorch's own function,
as it does not depend on the backward pass, and compared by PyTorch's own comparison; some verdicts
are asked of gradcheck itself and must be the same. All else is called as it stands, each time with
random numbers of its own.
"""

import os

# Before the other imports: the libraries read these when they are imported.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import argparse
import platform
import statistics
import sys
import time
import warnings
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch.autograd import gradcheck
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from derivations import check_every_entry, check_numerically, derive

WIDTHS, NAMES, COST, BATCH = [64, 64, 10], ["sigmoid", "softmax"], "cross_entropy", 32
DERIVATION = derive(WIDTHS, NAMES, COST)
SCALE = 1e-4


def problem(seed):
    """Return random parameters [(W, b), …] and a batch X, Y."""
    rng = np.random.default_rng(seed)
    parameters = [
        (rng.normal(size=(a, b)) / np.sqrt(a), rng.normal(size=b) / 10) for a, b in pairwise(WIDTHS)
    ]
    Y = np.eye(WIDTHS[-1])[rng.integers(0, WIDTHS[-1], BATCH)]
    return parameters, rng.normal(size=(BATCH, WIDTHS[0])), Y


def torch_network(parameters, X, Y):
    """Return PyTorch's J, as a function of the tensors, and the tensors."""
    X, labels = torch.tensor(X), torch.tensor(Y.argmax(1))

    def J(W1, b1, W2, b2):
        a1 = torch.sigmoid(torch.addmm(b1, X, W1))
        return functional.cross_entropy(torch.addmm(b2, a1, W2), labels)

    return J, [torch.tensor(array, requires_grad=True) for pair in parameters for array in pair]


def with_backward(J, gradients, scale=1.0):
    """Return scale · J as a PyTorch function whose backward pass gives these gradients."""

    class Mutant(torch.autograd.Function):
        @staticmethod
        def forward(ctx, *tensors):
            return scale * J(*tensors)

        @staticmethod
        def backward(ctx, g):
            return tuple(g * gradient for gradient in gradients)

    return Mutant.apply


# --- how soon


def timed(function, repeats):
    """Return the seconds that one of so many calls takes."""
    start = time.perf_counter()
    for _ in range(repeats):
        function()
    return (time.perf_counter() - start) / repeats


def ratios(contestants, rounds):
    """Time {name: (function, repeats)} in turn; return {name: (ms, first's time / this one's)}."""
    for function, _ in contestants.values():
        function()
    runs = [[timed(*contestant) for contestant in contestants.values()] for _ in range(rounds)]
    return {
        name: (
            1e3 * statistics.median(run[at] for run in runs),
            statistics.median(run[0] / run[at] for run in runs),
        )
        for at, name in enumerate(contestants)
    }


def speed(quick):
    """Print how long each check takes, and how many times as fast as PyTorch's it is."""
    parameters, X, Y = problem(0)
    J, tensors = torch_network(parameters, X, Y)
    cost = DERIVATION.cost_function(X, Y)
    right = DERIVATION.gradients(parameters, X, Y)
    wrong = [(W.copy(), b) for W, b in right]
    wrong[0][0][11, 22] *= -1
    for mine, theirs in zip(sum(right, ()), torch.autograd.grad(J(*tensors), tensors), strict=True):
        np.testing.assert_allclose(mine, theirs.numpy(), rtol=0, atol=1e-14)

    def backward():
        return DERIVATION.gradients(parameters, X, Y)

    slow = {
        "gradcheck, slow mode": (lambda: gradcheck(J, tensors), 1),
        "check_every_entry": (
            lambda: check_every_entry(DERIVATION, parameters, X, Y, backward()),
            5,
        ),
    }
    fast = {
        "gradcheck, fast mode": (lambda: gradcheck(J, tensors, fast_mode=True), 5),
        "gradcheck, fast mode, bare": (
            lambda: gradcheck(J, tensors, fast_mode=True, check_undefined_grad=False),
            5,
        ),
        "check_numerically": (lambda: check_numerically(cost, parameters, backward()), 20),
        "… the check alone": (lambda: check_numerically(cost, parameters, right), 20),
        "… down to one wrong entry, diagnosed": (
            lambda: check_numerically(cost, parameters, wrong),
            5,
        ),
    }
    print("| is the backward pass right? | milliseconds | times as fast as the first |")
    print("| --- | --- | --- |")
    for contestants, rounds in ((slow, 3 if quick else 9), (fast, 15 if quick else 101)):
        for name, (milliseconds, ratio) in ratios(contestants, rounds).items():
            print(f"| {name} | {milliseconds:.2f} | {ratio:.2f} |")


# --- how surely


def one_entry(factor, layer=None):
    """Return the mutation that multiplies one random entry, in one layer or in any."""

    def mutate(gradients, rng):
        sizes = [g.size if layer in (None, at // 2 + 1) else 0 for at, g in enumerate(gradients)]
        chosen = gradients[rng.choice(len(gradients), p=np.array(sizes) / sum(sizes))]
        chosen.flat[rng.integers(chosen.size)] *= factor

    return mutate


def one_tensor(factor):
    """Return the mutation that multiplies all entries of one random tensor."""

    def mutate(gradients, rng):
        gradients[rng.integers(len(gradients))] *= factor

    return mutate


# what was done to the gradients: (mutation, the loss's scale)
MUTATIONS = {
    "one sign, layer 1": (one_entry(-1, 1), 1.0),
    "one sign, layer 2": (one_entry(-1, 2), 1.0),
    "one entry × 1.01": (one_entry(1.01), 1.0),
    "one entry × 1.00001": (one_entry(1.00001), 1.0),
    "a tensor × 1.0005": (one_tensor(1.0005), 1.0),
    "loss × 1e-4, one sign": (one_entry(-1), SCALE),
    "loss × 1e-4, a tensor's sign": (one_tensor(-1), SCALE),
}


def slow_mode(J, tensors, scale):
    """Return what says, of gradients, whether gradcheck's slow mode finds them wrong."""
    inside = import_module("torch.autograd.gradcheck")

    def scaled(*tensors):
        return scale * J(*tensors)

    output = scaled(*tensors)
    jacobian = inside._get_numerical_jacobian(scaled, tensors, (output,), eps=1e-6)

    def finds(gradients):
        return not all(
            inside._allclose_with_type_promotion(mine.reshape(-1, 1), theirs, 1e-3, 1e-5)
            for mine, (theirs,) in zip(gradients, jacobian, strict=True)
        )

    return finds


def caught(mutation, scale, count, asked, by_entry):
    """Return how many of `count` mutants slow mode, fast mode and our two checks find."""
    parameters, X, Y = problem(0)
    J, tensors = torch_network(parameters, X, Y)
    slow = slow_mode(J, tensors, scale)
    right = [scale * array for pair in DERIVATION.gradients(parameters, X, Y) for array in pair]
    cost = DERIVATION.cost_function(X, Y)

    def scaled(parameters):
        return scale * cost(parameters)

    found = np.zeros(4, int)
    for seed in range(count):
        claimed = [array.copy() for array in right]
        mutation(claimed, np.random.default_rng(seed))
        as_tensors = list(map(torch.tensor, claimed))
        network = with_backward(J, as_tensors, scale)
        verdict = slow(as_tensors)
        if seed < asked:
            assert verdict != gradcheck(network, tensors, raise_exception=False)
        pairs = list(zip(claimed[::2], claimed[1::2], strict=True))
        found[0] += verdict
        torch.manual_seed(seed)
        found[1] += not gradcheck(network, tensors, fast_mode=True, raise_exception=False)
        found[2] += check_numerically(scaled, parameters, pairs, seed).status == "wrong"
        if seed < by_entry and scale == 1:
            report = check_every_entry(DERIVATION, parameters, X, Y, pairs, seed)
            found[3] += report.status == "wrong"
    return found


def false_alarms(count, by_entry):
    """Return how many of so many right backward passes fast mode and our two checks call wrong."""
    found = np.zeros(3, int)
    for seed in range(count):
        parameters, X, Y = problem(1000 + seed)
        right = DERIVATION.gradients(parameters, X, Y)
        J, tensors = torch_network(parameters, X, Y)
        network = with_backward(J, [torch.tensor(array) for pair in right for array in pair])
        found[0] += not gradcheck(network, tensors, fast_mode=True, raise_exception=False)
        cost = DERIVATION.cost_function(X, Y)
        report = check_numerically(lambda p, J=cost: J(p), parameters, right, seed)
        found[1] += (report.status, report.alarms) != ("right", [])
        if seed < by_entry:
            report = check_every_entry(DERIVATION, parameters, X, Y, right, seed)
            found[2] += (report.status, report.alarms) != ("right", [])
    return found


def detection(quick):
    """Print how many mutants each check finds, and how many right ones it calls wrong."""
    count, asked, by_entry, right, right_by_entry = (
        (40, 0, 20, 100, 20) if quick else (200, 2, 200, 1000, 1000)
    )
    print("\n| found | of | slow mode | fast mode | check_numerically | check_every_entry |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, (mutation, scale) in MUTATIONS.items():
        slow, fast, ours, entries = caught(mutation, scale, count, asked, by_entry)
        last = f"{entries} of {by_entry}" if scale == 1 else "its loss has no scale"
        print(f"| {name} | {count} | {slow} | {fast} | {ours} | {last} |", flush=True)
    fast, ours, entries = false_alarms(right, right_by_entry)
    last = f"{entries} of {right_by_entry}"
    print(f"| right ones called wrong | {right} | not tried | {fast} | {ours} | {last} |")
    print(f"\nOf slow mode's verdicts, {asked} a row were asked of gradcheck itself.")


def main():
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds and mutants: a minute")
    quick = parser.parse_args().quick
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore", module="torch")
    speed(quick)
    detection(quick)
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    machine = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"\n{versions}, PyTorch {torch.__version__}, {machine}")


if __name__ == "__main__":
    main()
