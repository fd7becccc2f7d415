"""Time of autodiff's gradients beside backpropagation's: `python benchmarks/autodiff.py`.

A network 64-64-10 and all 1,797 digits, then one mini-batch; each the best of several rounds.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from kata import activations, autodiff, backpropagation, initialisation, learning  # noqa: E402

ROUNDS, BATCHES = 40, (1797, 32)


def best(work: Callable[[], Any]) -> float:
    """Return the shortest time of several rounds, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return 1000 * min(times)


def main() -> None:
    """Print both times for each batch, and their ratio."""
    table = np.loadtxt(ROOT / "features" / "digits" / "digits.csv", delimiter=",", dtype=int)
    X, Y = table[:, :-1] / 16, learning.one_hot(table[:, -1], 10)
    rng = np.random.default_rng(0)
    network = initialisation.random_network(rng, [64, 64, 10], ["relu", "softmax"])
    parameters = [(W, b) for W, b, _ in network]
    relu = partial(autodiff.apply, activations.relu, activations.relu_prime)
    for n in BATCHES:
        by_hand = best(
            lambda n=n: backpropagation.backpropagate(network, X[:n], Y[:n], "cross_entropy")
        )
        by_graph = best(lambda n=n: autodiff.classifier_gradients(parameters, X[:n], Y[:n], relu))
        print(
            f"{n:5} images   autodiff {by_graph:6.3f} ms   backpropagate {by_hand:6.3f} ms"
            f"   {by_graph / by_hand:4.2f} times"
        )


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
