"""Time that derivations and verdicts take.

    python benchmarks/derivation.py [--quick]

The first table: derive a network of so many layers of width 8, compile it and run its gradients
once, in a new process each time; importing NumPy is not counted. "Cold" has no store of rules,
so SymPy is imported and every rule derived; "warm" reads them from the store. "Again" is another
network of the same depth in a process that has derived one before: what one more derivation costs.
The lines are fitted to the medians by least squares. Seconds are the processor's, as the first
table is a matter of work done and the machine may be shared; the second's are the clock's.

The second: claims about networks of two and three layers: those below, which are right; each of
these with one factor left out or squared, and the gallery's, which are wrong. Each is checked in a
process that has checked it before. A proof's first use imports SymPy, which is told by itself.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

DEPTHS = (1, 2, 4, 8, 10, 16, 24, 32)
WIDTH = 8

# Derives the depths given, one after the other, and prints the seconds of each as JSON.
PROGRAM = f"""
import json, sys, time
import numpy as np
from derivations.networks.derivation import derive

def run(depth, activation):
    parameters = [(np.eye({WIDTH}), np.zeros({WIDTH}))] * depth
    X = np.ones((4, {WIDTH}))
    began = time.process_time()
    derivation = derive([{WIDTH}] * (depth + 1), [activation] * depth, "mse")
    str(derivation), derivation.python()
    derivation.gradients(parameters, X, X)
    return time.process_time() - began

print(json.dumps([run(int(depth), name) for depth, name in zip(sys.argv[1::2], sys.argv[2::2])]))
"""

NOTES, BY_CROSS_ENTROPY = None, (("tanh", "relu", "sigmoid"), "binary_cross_entropy")
RIGHT_CLAIMS = [
    ("J", "1/n Σ (y - ŷ)^2", NOTES),
    ("ŷ", "1/(1 + e^{-(a1 Why + by)})", NOTES),
    ("σ'(z)", "e^{-z}/(1 + e^{-z})^2", NOTES),
    ("σ'(z)", "σ(z)σ(-z)", NOTES),
    ("tanh'(z)", "4/(e^z + e^{-z})^2", NOTES),
    ("swish'(z)", "σ(z) + z σ'(z)", NOTES),
    ("∂J/∂ŷ", "-(2/n)(y - ŷ)", NOTES),
    ("∂J/∂Why", "-(2/n) Σ (y - ŷ) ŷ (1 - ŷ) a1", NOTES),
    ("∂J/∂Wxh", "-(2/n)(y - ŷ) σ'(z2) Why σ'(z1) x", NOTES),
    ("∂J/∂Wxh", "-(2/n)(y - ŷ) e^{-z2}/(1 + e^{-z2})^2 Why a1 (1 - a1) x", NOTES),
    ("∂J/∂z3", "(ŷ - y)/n", BY_CROSS_ENTROPY),
    ("∂J/∂ŷ", "-(y/ŷ - (1-y)/(1-ŷ))/n", BY_CROSS_ENTROPY),
    ("∂J/∂W2", "(1/n)(ŷ - y) W3 relu'(z2) a1", BY_CROSS_ENTROPY),
    ("∂J/∂W1", "(1/n)(ŷ - y) W3 relu'(z2) W2 (1 - a1^2) x", BY_CROSS_ENTROPY),
    ("∂J/∂W1", "-(y/ŷ - (1-y)/(1-ŷ))/n σ'(z3) W3 relu'(z2) W2 tanh'(z1) x", BY_CROSS_ENTROPY),
]  # fmt: skip


CHAINS = [
    ("∂J/∂Wxh", ("-(2/n)", "(y - ŷ)", "σ'(z2)", "Why", "σ'(z1)", "x"), NOTES),
    (
        "∂J/∂W1",
        ("(2/n)", "(ŷ - y)", "σ'(z3)", "W3", "elu'(z2)", "W2", "swish'(z1)", "x"),
        (("swish", "elu", "sigmoid"), "mse"),
    ),
    (
        "∂J/∂W1",
        ("(1/n)", "(ŷ - y)", "W3", "relu'(z2)", "W2", "tanh'(z1)", "x"),
        BY_CROSS_ENTROPY,
    ),
    ("∂J/∂b2", ("(1/n)", "(ŷ - y)", "W3", "relu'(z2)"), BY_CROSS_ENTROPY),
]


def claims():
    """Return (quantity, claim, network) of every claim that is checked."""
    from tools.claims_gallery import WRONG_CLAIMS

    found = [*RIGHT_CLAIMS, *((row.quantity, row.claim, row.given) for row in WRONG_CLAIMS)]
    for quantity, factors, given in CHAINS:
        found.append((quantity, " ".join(factors), given))
        for at, factor in enumerate(factors):
            for other in ((), (factor, factor)):
                claim = " ".join((*factors[:at], *other, *factors[at + 1 :]))
                found.append((quantity, claim, given))
    return found


def in_a_process(store, *arguments):
    """Run PROGRAM in a new process with that store of rules; return its seconds."""
    environment = os.environ | {"DERIVATIONS_CACHE": store, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def straight_line(x, y):
    """Return slope, intercept and r² of the least-squares line.

    >>> [float(round(number, 6)) for number in straight_line([1, 2, 3], [3, 5, 7])]
    [2.0, 1.0, 1.0]
    """
    slope, intercept = np.polyfit(x, y, 1)
    return slope, intercept, np.corrcoef(x, y)[0, 1] ** 2


def by_depth(rounds):
    """Print derivation time against depth."""
    found = {depth: {"cold": [], "warm": [], "again": []} for depth in DEPTHS}
    with tempfile.TemporaryDirectory() as store:
        in_a_process(store, 1, "tanh")
        for _ in range(rounds):
            for depth, times in found.items():
                times["cold"] += in_a_process("", depth, "tanh")
                first, again = in_a_process(store, depth, "tanh", depth, "sigmoid")
                times["warm"].append(first)
                times["again"].append(again)
    kinds = ("cold", "warm", "again")
    median = {kind: [1e3 * statistics.median(found[d][kind]) for d in DEPTHS] for kind in kinds}
    print(f"| layers of {WIDTH} | cold, ms | warm, ms | again, ms |")
    print("| --- | --- | --- | --- |")
    for at, depth in enumerate(DEPTHS):
        cells = (f"{median[kind][at]:.2f}" for kind in kinds)
        print(f"| {depth} | {' | '.join(cells)} |")
    print()
    for kind in kinds[1:]:
        slope, intercept, r2 = straight_line(DEPTHS, median[kind])
        print(f"{kind}: {intercept:.1f} ms + {slope:.3f} ms a layer, r² = {r2:.4f}")


def verdicts(rounds):
    """Print how long claims take to be checked, by verdict and number of layers."""
    from derivations import check_claim

    began = time.perf_counter()
    check_claim("-(2/n)(y - ŷ)", "∂J/∂ŷ")
    first = time.perf_counter() - began
    times = {}
    for quantity, claim, given in claims():
        status = check_claim(claim, quantity, given).status
        depth = len(given[0]) if given else 2
        runs = []
        for _ in range(rounds):
            began = time.perf_counter()
            check_claim(claim, quantity, given)
            runs.append(1e3 * (time.perf_counter() - began))
        row = (statistics.median(runs), max(runs), f"{quantity} = {claim}")
        times.setdefault((status, depth), []).append(row)
    print("\n| verdict | layers | claims | median, ms | slowest, ms | its worst run, ms | it |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for (status, depth), rows in sorted(times.items()):
        slowest, worst, claim = max(rows)
        middle = statistics.median(row[0] for row in rows)
        print(
            f"| {status} | {depth} | {len(rows)} | {middle:.1f} | {slowest:.1f} | {worst:.1f} "
            f"| `{claim}` |"
        )
    every = [row for rows in times.values() for row in rows]
    print(f"\n{len(every)} claims; the slowest takes {max(every)[0]:.1f} ms at its median, and no")
    print(f"run of any {max(row[1] for row in every):.1f} ms. The very first proof: {first:.2f} s.")


def main():
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    quick = parser.parse_args().quick
    by_depth(2 if quick else 7)
    verdicts(3 if quick else 15)
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    print(f"\n{versions}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
