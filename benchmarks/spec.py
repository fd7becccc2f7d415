"""Time of a cold run of the whole spec: on the reference, on a copy, and on one that is all wrong.

    python benchmarks/spec.py

Cold means a new process each time, the derivations' source cache warm, as after a first run. The
reference is asked what is printed; a copy stands for a learner's kata, which is asked random tables
behind each one as well.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SPOIL = '''

def _spoiled(function):
    """Return the function with every number of its answer moved."""
    import functools

    import numpy as np

    def moved(answer):
        if isinstance(answer, tuple) and hasattr(answer, "_replace"):
            return answer
        if isinstance(answer, (list, tuple)):
            return type(answer)(moved(part) for part in answer)
        numbers = (int, float, np.ndarray, np.generic)
        return answer + 0.125 if isinstance(answer, numbers) else answer

    return functools.wraps(function)(lambda *a, **k: moved(function(*a, **k)))


for _name, _value in list(globals().items()):
    if getattr(_value, "__module__", "") == __name__ and not _name.startswith("_"):
        if not isinstance(_value, type):
            globals()[_name] = _spoiled(_value)
'''


def copied(folder: Path, more: str = "") -> Path:
    """Make a copy of the reference, with `more` at the end of every module."""
    copy = shutil.copytree(ROOT / "kata", folder)
    for module in copy.glob("[!_]*.py"):
        module.write_text(module.read_text(encoding="utf-8") + more, encoding="utf-8")
    return copy


def run(kata: Path) -> tuple[float, float, str]:
    """Run the spec once; return seconds, megabytes at the most, and pytest's last line."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "features"]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--kata", str(kata)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    printed = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    return seconds, usage.ru_maxrss / 1024, printed.strip().splitlines()[-1]


def main() -> None:
    """Interleave the runs and print their medians."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="runs of each (default: 7)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        katas = {
            "reference": ROOT / "kata",
            "green": copied(Path(folder) / "green" / "kata"),
            "all red": copied(Path(folder) / "red" / "kata", SPOIL),
        }
        run(katas["reference"])
        measured = {name: [] for name in katas}
        for _ in range(rounds):
            for name, kata in katas.items():
                measured[name].append(run(kata))
    print("| the whole spec, cold | seconds | megabytes | pytest says |")
    print("|---|---|---|---|")
    for name, runs in measured.items():
        seconds, megabytes = (statistics.median(run[i] for run in runs) for i in (0, 1))
        print(f"| {name} | {seconds:.2f} | {megabytes:.0f} | {runs[-1][2]} |")
    pairs = zip(measured["all red"], measured["green"], strict=True)
    print(f"\nall red costs {statistics.median(r[0] / g[0] for r, g in pairs):.2f} times green")


if __name__ == "__main__":
    main()
