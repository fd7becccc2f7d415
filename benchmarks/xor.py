"""Starts from which a network learns XOR, counted by its hidden units.

    python benchmarks/xor.py

Each start draws its weights by He's initialisation from a seed of its own. The output is a sigmoid,
the cost binary cross-entropy, every step is on all four samples.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kata.forward_propagation import predict
from kata.gradient_descent import train
from kata.initialisation import random_network
from kata.nonlinearity import decide

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([[0.0], [1.0], [1.0], [0.0]])
# Hidden units, their activation, α, epochs.
NETWORKS = [
    (2, "relu", 0.5, 500),
    (4, "relu", 0.5, 300),
    (8, "relu", 0.5, 200),
    (2, "tanh", 0.5, 500),
    (3, "swish", 2.0, 200),
]


def learns(units, activation, α, epochs, seed):
    """Tell whether all four answers are right at the end."""
    rng = np.random.default_rng(seed)
    network = random_network(rng, [2, units, 1], [activation, "sigmoid"])
    network, _ = train(network, X, Y, "binary_cross_entropy", α, epochs)
    return bool((decide(predict(network, X)) == Y).all())


def main() -> None:
    """Count the starts and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=100)
    starts = parser.parse_args().starts
    print(f"| hidden units | α | epochs | of {starts} starts learn XOR |\n|---|---|---|---|")
    for units, activation, α, epochs in NETWORKS:
        count = sum(learns(units, activation, α, epochs, seed) for seed in range(starts))
        print(f"| {units} {activation} | {α:g} | {epochs} | {count} |", flush=True)


if __name__ == "__main__":
    main()
