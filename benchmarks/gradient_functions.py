"""Speed and reliability of the gradient checker on five functions that are no dense networks.

    python benchmarks/gradient_functions.py [--quick]

Layer norm, convolution, attention, an LSTM cell and a log-sum-exp loss, each with a backward pass
by hand, in PyTorch (`torch.autograd.Function`) and in NumPy; two sizes, all float64, one thread.
What each does:

- gradcheck, slow mode: two forward passes for each entry, and one backward pass for each output.
  The outputs are added up with fixed weights first, so that there is only one. Fast mode: two
  forward passes for each tensor, along random directions. Both repeat the backward pass, and try
  undefined gradients, as they do by default.
- check_function: the same PyTorch function; the backward pass twice, then complex steps along one
  random direction where the function takes them, or central differences.
- check_gradient: the same function in NumPy; its backward pass twice, and complex steps.

Ratios are medians of interleaved runs. Times vary with the load that the last line tells.

In the table of mutants, an entry is drawn at random, and the backward pass changed there. Slow
mode's numerical Jacobian is computed once by PyTorch's own function and compared by PyTorch's own
comparison; all else is called as it stands, each time with random numbers of its own.
"""

import os

# Before the other imports: the libraries read these when they are imported.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import argparse
import platform
import sys
import warnings
from pathlib import Path

import numpy as np
import torch
from torch.autograd import gradcheck

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.gradient_check import one_entry, one_tensor, ratios, slow_mode
from derivations.gradient_checker import check_function, check_gradient
from tests.fixtures.five_functions import FIVE
from tests.fixtures.five_torch_functions import FIVE_IN_TORCH

SMALL, LARGE = 8, 48
# what was done to the gradients: (mutation, the loss's scale)
MUTATIONS = {
    "one sign": (one_entry(-1), 1.0),
    "one entry × 1.01": (one_entry(1.01), 1.0),
    "one entry × 1.00001": (one_entry(1.00001), 1.0),
    "a tensor × 1.0005": (one_tensor(1.0005), 1.0),
    "loss × 1e-4, one sign": (one_entry(-1), 1e-4),
}


class Problem:
    """One function as a loss, at one size: in NumPy and in PyTorch, right or with a mutation."""

    def __init__(self, name, size, seed, scale=1.0):
        """Draw the arrays, and the fixed weights of the outputs."""
        self.five, self.function = FIVE[name], FIVE_IN_TORCH[name]
        rng = np.random.default_rng(seed)
        self.arrays = self.five.draw(rng, size)
        value = self.five.f(self.arrays)
        self.several = isinstance(value, tuple)
        self.weights = [scale * rng.normal(size=np.shape(y)) for y in self._all(value)]
        self.tensors = [torch.tensor(a, requires_grad=True) for a in self.arrays.values()]
        self.tensor_weights = [torch.tensor(u) for u in self.weights]

    def _all(self, value):
        return value if self.several else (value,)

    def loss(self, arrays):
        """Return the weighted sum of the outputs, in NumPy."""
        pairs = zip(self.weights, self._all(self.five.f(arrays)), strict=True)
        return sum((u * y).sum() for u, y in pairs)

    def gradient(self, arrays):
        """Return its gradient by the backward pass by hand."""
        return self.five.vjp(arrays, tuple(self.weights) if self.several else self.weights[0])

    def in_torch(self, *tensors):
        """Return the weighted sum of the outputs, in PyTorch."""
        pairs = zip(self.tensor_weights, self._all(self.function.apply(*tensors)), strict=True)
        return sum((u * y).sum() for u, y in pairs)

    def mutant(self, gradients):
        """Return the loss as a PyTorch function whose backward pass gives these gradients."""
        forward, tensors = self.in_torch, [torch.tensor(one) for one in gradients]

        class Mutant(torch.autograd.Function):
            @staticmethod
            def forward(ctx, *given):
                return forward(*given)

            @staticmethod
            def backward(ctx, g):
                return tuple(g * one for one in tensors)

        return Mutant


def speed(quick):
    """Print how long each check takes, and how many times as fast as PyTorch's it is."""
    print("| function | entries | slow mode, ms | fast mode, ms | check_function, ms "
          "| than slow | than fast | check_gradient, ms | than slow | than fast |")  # fmt: skip
    print("|" + " --- |" * 10)
    for size in (SMALL, LARGE):
        for name in FIVE:
            one = Problem(name, size, 0)

            def ours(one=one):
                assert check_function(one.in_torch, one.tensors).status == "right"

            def in_numpy(one=one):
                assert check_gradient(one.loss, one.arrays, one.gradient).status == "right"

            def slow(one=one):
                assert gradcheck(one.in_torch, one.tensors)

            def fast(one=one):
                assert gradcheck(one.in_torch, one.tensors, fast_mode=True)

            repeats, rounds = (10, 31) if size == SMALL else (3, 15)
            rounds = rounds // 4 + 1 if quick else rounds
            found = ratios(
                {"fast": (fast, repeats), "ours": (ours, repeats), "numpy": (in_numpy, repeats)},
                rounds,
            )
            (milliseconds, _) = ratios({"slow": (slow, 1)}, 1 if quick or size == LARGE else 3)[
                "slow"
            ]
            entries = sum(array.size for array in one.arrays.values())
            cells = [name, f"{entries:,}", f"{milliseconds:.0f}", f"{found['fast'][0]:.2f}"]
            for contestant in ("ours", "numpy"):
                taken, ratio = found[contestant]
                cells += [f"{taken:.2f}", f"{milliseconds / taken:.0f}", f"{ratio:.1f}"]
            print(f"| {' | '.join(cells)} |", flush=True)


def caught(name, mutation, scale, count, size):
    """Return how many of `count` mutants slow mode, fast mode and our two checks find."""
    one = Problem(name, size, 0, scale)
    right = list(one.gradient(one.arrays).values())
    slow = slow_mode(one.in_torch, one.tensors, 1.0)
    found = np.zeros(4, int)
    for seed in range(count):
        claimed = [array.copy() for array in right]
        mutation(claimed, np.random.default_rng(seed))
        mutant = one.mutant(claimed)
        torch.manual_seed(seed)
        found += [
            slow([torch.tensor(array) for array in claimed]),
            not gradcheck(mutant.apply, one.tensors, fast_mode=True, raise_exception=False),
            check_function(mutant, one.tensors, seed=seed).status == "wrong",
            check_gradient(
                one.loss, one.arrays, dict(zip(one.arrays, claimed, strict=True)), seed=seed
            ).status
            == "wrong",
        ]
    return found


def false_alarms(name, count, size):
    """Return how many of so many right backward passes fast mode and our two checks call wrong."""
    found = np.zeros(3, int)
    for seed in range(count):
        one = Problem(name, size, 1000 + seed)
        found += [
            not gradcheck(one.in_torch, one.tensors, fast_mode=True, raise_exception=False),
            check_function(one.in_torch, one.tensors, seed=seed).status != "right",
            check_gradient(one.loss, one.arrays, one.gradient, seed=seed).status != "right",
        ]
    return found


def detection(quick):
    """Print how many mutants each check finds, and how many right ones it calls wrong."""
    count, right = (8, 20) if quick else (40, 200)  # of each function
    print(
        "\n| found of the mutants | of | slow mode | fast mode | check_function | check_gradient |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    for label, (mutation, scale) in MUTATIONS.items():
        found = sum(caught(name, mutation, scale, count, SMALL) for name in FIVE)
        total = count * len(FIVE)
        print(f"| {label} | {total} | {' | '.join(map(str, found))} |", flush=True)
    fast, *ours = sum(false_alarms(name, right, SMALL) for name in FIVE)
    cells = " | ".join(map(str, ours))
    print(f"| right ones not called right | {right * len(FIVE)} | not tried | {fast} | {cells} |")


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
