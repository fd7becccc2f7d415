"""Accuracy and training time on handwritten digits, beside scikit-learn's MLPClassifier.

    python benchmarks/digits.py

Both get the same 64-64-10 network layout, split, batch size, learning rate and epochs, plain
gradient descent, one thread. Each round is another split; the two train in turn.
"""

import os

# Before NumPy is imported: it reads these once.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import argparse
import statistics
import sys
import time
import warnings
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kata.forward_propagation import predict
from kata.learning import accuracy, hold_out, learn, one_hot

DIGITS = Path(__file__).resolve().parents[1] / "features" / "digits" / "digits.csv"
HIDDEN, α, EPOCHS, BATCH = [64], 0.5, 15, 8


def by_kata(X, Y, X_test, Y_test, seed):
    """Return seconds of training and the accuracy on the part held out."""
    started = time.perf_counter()
    network, _ = learn(X, Y, HIDDEN, α, EPOCHS, BATCH, np.random.default_rng(seed))
    return time.perf_counter() - started, accuracy(predict(network, X_test), Y_test)


def by_sklearn(X, Y, X_test, Y_test, seed):
    """Return the same of scikit-learn, its weight decay, momentum and early stopping off."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    warnings.simplefilter("ignore", ConvergenceWarning)
    classifier = MLPClassifier(
        HIDDEN,
        solver="sgd",
        alpha=0,
        momentum=0,
        learning_rate_init=α,
        batch_size=BATCH,
        max_iter=EPOCHS,
        n_iter_no_change=EPOCHS + 1,
        random_state=seed,
    )
    started = time.perf_counter()
    classifier.fit(X, Y.argmax(axis=1))
    seconds = time.perf_counter() - started
    return seconds, float((classifier.predict(X_test) == Y_test.argmax(axis=1)).mean())


def main():
    """Print a table of medians and means."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=40, help="splits, at least 2 (default: 40)")
    rounds = parser.parse_args().rounds
    table = np.loadtxt(DIGITS, delimiter=",")
    X, Y = table[:, :-1] / 16, one_hot(table[:, -1].astype(int), 10)
    ours, theirs = [], []
    for seed in range(rounds):
        X_train, Y_train, X_test, Y_test = hold_out(X, Y, 1 / 5, np.random.default_rng(seed))
        ours.append(by_kata(X_train, Y_train, X_test, Y_test, seed))
        try:
            theirs.append(by_sklearn(X_train, Y_train, X_test, Y_test, seed))
        except ImportError:
            print("scikit-learn is not installed: pip install -e '.[bench]'", file=sys.stderr)
            break
    print(f"| digits, 64-64-10, {EPOCHS} epochs, batch {BATCH} | seconds | held-out accuracy |")
    print("|---|---|---|")
    for name, runs in (("kata", ours), ("scikit-learn MLPClassifier", theirs)):
        if runs:
            seconds = statistics.median(run[0] for run in runs)
            print(f"| {name} | {seconds:.2f} | {statistics.mean(run[1] for run in runs):.4f} |")
    if theirs:
        ratio = statistics.median(a[0] / b[0] for a, b in zip(ours, theirs, strict=True))
        print(f"\nkata takes {ratio:.2f} of scikit-learn's time ({rounds} splits)")
        gains = [100 * (a[1] - b[1]) for a, b in zip(ours, theirs, strict=True)]
        error = statistics.stdev(gains) / len(gains) ** 0.5
        print(f"and is more accurate by {statistics.mean(gains):+.2f} ± {error:.2f} points")


if __name__ == "__main__":
    main()
