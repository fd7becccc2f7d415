"""Time to write the book, its sizes, and how soon a browser shows it: `python benchmarks/book.py`.

The ratio beside a time is to the run of the same features alone, which no page can be made without.
What is aimed at stands in `AIMS`; the last part needs Playwright and a browser.
"""

import contextlib
import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 3
AIMS = {
    "written": "< 6 s",
    "one file": "< 2 MB",
    "largest page": "< 250 kB gzipped",
    "first paint": "< 0.3 s",
}
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def seconds(*command: str) -> float:
    """Run a command; return how long it took."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - begin


def show(what: str, found: str) -> None:
    """Print a line, with what is aimed at."""
    print(f"{what:14} {found:44} {AIMS.get(what, '')}".rstrip())


def paints(path: Path) -> float | None:
    """Return the median time in s until a browser paints a page, or nothing without a browser."""
    with contextlib.suppress(ImportError):
        from playwright.sync_api import sync_playwright

        found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
        if not (executable := next(found, None)):
            return None
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
            times = []
            for _ in range(5):
                page = browser.new_page()
                page.goto(path.as_uri())
                # The page lets no text become code, so that the browser cannot be told to wait.
                while not (painted := page.evaluate(PAINT)):
                    page.wait_for_timeout(20)
                times.append(painted / 1000)
                page.close()
            browser.close()
        return statistics.median(times)
    return None


def main() -> None:
    """Write the book and run the features in turn; print the best of each, sizes, and paints."""
    with tempfile.TemporaryDirectory() as folder:
        whole, pages = Path(folder) / "book.html", Path(folder) / "pages"
        dojo = ("-c", "import sys; from dojo.cli.main import main; sys.exit(main(sys.argv[1:]))")
        book, run = [], []
        for _ in range(ROUNDS):
            book.append(seconds(*dojo, "book", "--force", "--output", str(whole)))
            run.append(seconds(*dojo, "run", "--json"))
        seconds(*dojo, "book", "--pages", str(pages))
        zipped = {path: len(gzip.compress(path.read_bytes())) for path in pages.glob("*.html")}
        largest = max(zipped, key=lambda path: zipped[path])
        ratio = min(book) / min(run)
        show("written", f"{min(book):.1f} s, {ratio:.1f} times as long as dojo run")
        size, small = whole.stat().st_size / 1e6, len(gzip.compress(whole.read_bytes())) / 1e3
        show("one file", f"{size:.2f} MB, {small:.0f} kB gzipped")
        show("largest page", f"{zipped[largest] / 1e3:.0f} kB gzipped: {largest.name}")
        for path in (whole, pages / "index.html", largest):
            paint = paints(path)
            said = f"{paint:.2f} s: {path.name}" if paint else "no browser to measure it in"
            show("first paint", said)


if __name__ == "__main__":
    main()
