"""Size of the spreadsheet, and the time to build it and to run its cases.

python benchmarks/spreadsheet.py
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

DOJO = [sys.executable, "-c", "import sys; from dojo.cli.main import main; sys.exit(main())"]


def seconds(*command):
    """Return how long a command takes, the start of Python included."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main():
    """Print the three figures, each the best of three runs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dojo.xlsx"
        build = min(
            seconds(*DOJO, "spreadsheet", "--output", str(path), "--force") for _ in range(3)
        )
        run = min(
            seconds(sys.executable, "-m", "pytest", "-q", f"--cases={path}") for _ in range(3)
        )
        print(f"size {path.stat().st_size / 1e6:.2f} MB, built in {build:.1f} s")
        print(f"its cases, all of the book's tables, run in {run:.1f} s")


if __name__ == "__main__":
    main()
