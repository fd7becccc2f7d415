"""Time that claims take to be read and judged: those of the corpus, matrices, and a cold command.

    python benchmarks/claims.py [--quick]

Every claim of `tests/derivations/claims/corpus.jsonl` is checked once in a process that has checked
another claim about the same network ("first"), and again ("again", the median of some rounds). So
are claims about the matrices of a network of three layers, right ones and wrong ones. At last the
command is run in new processes, beside Python that only imports NumPy. Seconds are the processor's,
as the machine may be shared.
"""

import argparse
import json
import os
import platform
import resource
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
CORPUS = ROOT / "tests" / "derivations" / "claims" / "corpus.jsonl"

THREE_LAYERS = (("tanh", "relu", "sigmoid"), "binary_cross_entropy")
MATRICES = [
    "z1 = X @ W1 + b1",
    "a2 = relu(z2)",
    "δ3 = (ŷ - y)/n",
    "δ2 = δ3·W3ᵀ ⊙ relu'(z2)",
    "δ1 = (δ2·W2ᵀ) ⊙ (1 - a1²)",
    "∂J/∂W3 = a2ᵀ·δ3",
    "∂J/∂W2 = a1ᵀ·δ2",
    "∂J/∂W1 = Xᵀ·δ1",
    "∂J/∂b3 = δ3.sum(axis=0)",
    "∂J/∂b1 = 1ᵀ·δ1",
    "dW1 = np.dot(X.T, δ1)",
    "∂J/∂a1 = δ2·W2ᵀ",
    "∂J/∂W2 = a1ᵀ·(((ŷ - y)/n · W3ᵀ) ⊙ relu'(z2))",
    "∂J/∂W2 = δ2·a1ᵀ",
    "∂J/∂W2 = a1ᵀ·δ3",
    "∂J/∂W1 = Xᵀ·δ1/n",
    "δ2 = W3·δ3 ⊙ relu'(z2)",
    "δ1 = (δ2·W2ᵀ) ⊙ (1 - a1)",
]
# What a command is asked, and whether a proof is needed, which imports SymPy.
COMMANDS = [
    ("a wrong claim", ["check-claim", "∂J/∂ŷ = y - ŷ"]),
    ("a right claim", ["check-claim", "∂J/∂ŷ = -(2/n)(y - ŷ)"]),
    ("a claim that cannot be read", ["check-claim", "∂J/∂ŷ = foo"]),
]


def corpus():
    """Return (claim, network) of every claim of the corpus."""
    rows = map(json.loads, CORPUS.read_text(encoding="utf-8").splitlines())
    return [(row["claim"], network(row["options"])) for row in rows]


def network(options):
    """Return the network that a row's options name.

    >>> network("--hidden tanh --cost mse")
    (('tanh', 'sigmoid'), 'mse')
    """
    parser = argparse.ArgumentParser()
    for name in ("--hidden", "--output", "--cost"):
        parser.add_argument(name)
    given = parser.parse_args(shlex.split(options))
    if not options:
        return None
    hidden = given.hidden.split(",") if given.hidden else []
    return (*hidden, given.output or "sigmoid"), given.cost or "mse"


def timed(claims, rounds):
    """Return (first, again, status, claim) of each claim, in milliseconds."""
    from derivations.claims.check_claim import check_equation

    for given in dict.fromkeys(given for _, given in claims):
        check_equation("∂J/∂ŷ = 3·y", given)
        check_equation("δ1 = 3·y ⊙ x", given)
        check_equation("d/dz σ(z) = σ(z)·σ(-z)", given)  # its proof imports SymPy
    found = []
    for claim, given in claims:
        runs = []
        for _ in range(rounds + 1):
            began = time.process_time()
            status = check_equation(claim, given).status
            runs.append(1e3 * (time.process_time() - began))
        found.append((runs[0], statistics.median(runs[1:]), status, claim))
    return found


def table(title, found):
    """Print medians and the slowest claims, by verdict."""
    print(f"\n| {title} | claims | first: median, ms | slowest | again: median, ms | slowest |")
    print("| --- | --- | --- | --- | --- | --- |")
    for verdict in (*sorted({row[2] for row in found}), "all"):
        rows = [row for row in found if verdict in ("all", row[2])]
        first, again = ([row[at] for row in rows] for at in (0, 1))
        print(
            f"| {verdict} | {len(rows)} | {statistics.median(first):.2f} | {max(first):.1f} "
            f"| {statistics.median(again):.2f} | {max(again):.1f} |"
        )
    print("\nThe slowest, at first:")
    for first, again, status, claim in sorted(found, reverse=True)[:5]:
        print(
            f"  {first:.1f} ms, again {again:.1f} ms, {status}: `{' '.join(claim.split())[:100]}`"
        )


def cold(rounds):
    """Print how long the command takes in a new process, beside importing NumPy."""
    print("\n| a new process | median, s | times importing NumPy |")
    print("| --- | --- | --- |")
    base = _median([sys.executable, "-c", "import numpy"], rounds)
    print(f"| Python with NumPy | {base:.2f} | 1.0 |")
    for what, arguments in COMMANDS:
        seconds = _median([sys.executable, "-m", "dojo", *arguments], rounds)
        print(f"| {what} | {seconds:.2f} | {seconds / base:.1f} |")


def _median(command, rounds):
    runs = []
    for _ in range(rounds + 1):  # the first fills the caches of files
        began = _of_children()
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        runs.append(_of_children() - began)
    return statistics.median(runs[1:])


def _of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    rounds = 2 if parser.parse_args().quick else 9
    table("corpus", timed(corpus(), rounds))
    table("matrices, 3 layers", timed([(claim, THREE_LAYERS) for claim in MATRICES], rounds))
    cold(rounds)
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    print(f"\n{versions}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
