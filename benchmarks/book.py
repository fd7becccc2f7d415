"""Time to write the book, and its size: `python benchmarks/book.py`.

The ratio beside it is to the run of the same features alone, which a page cannot be made without.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 3


def seconds(*command: str) -> float:
    """Run a command; return how long it took."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - begin


def main() -> None:
    """Write the book and run the features in turn; print the best of each, and the size."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "book.html"
        dojo = ("-c", "import sys; from dojo.cli.main import main; sys.exit(main(sys.argv[1:]))")
        book, run = [], []
        for _ in range(ROUNDS):
            book.append(seconds(*dojo, "book", "--force", "--output", str(target)))
            run.append(seconds(*dojo, "run", "--json"))
        size = target.stat().st_size / 1e6
    print(f"dojo book   {min(book):5.1f} s   {min(book) / min(run):4.1f} times as long as dojo run")
    print(f"size        {size:5.2f} MB")


if __name__ == "__main__":
    main()
