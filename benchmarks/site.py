"""Times of the page in a real browser: `python benchmarks/site.py RUNTIME`, the folder of Pyodide.

From nothing to the book, to Python, to the first verdict; from a keystroke to a verdict; the whole
book, beside the same run on the command line; and what the memory comes to after many checks.
"""

import argparse
import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from dojo.cli.output_folder import write
from dojo.course.course import Course
from dojo.site.contents import LATER, PLOTS, SOLUTIONS, contents
from dojo.site.runtime import Source
from dojo.site.serve import serving
from dojo.workspace.workspace import start

STAGES = ("runtime", "unpacked", "imported", "collected", "verdict")
COURSE = Course.default()
RELU = "ReLU passes what is positive"
PATIENCE = 300_000


def main() -> None:
    """Measure, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runtime", type=Path)
    parser.add_argument("--saves", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        write(site, contents(COURSE, lambda said: None, Source(folder=options.runtime)))
        print(f"until the first verdict {compressed(site) / 1e6:.1f} MB, compressed")
        with serving(site) as (address, server), sync_playwright() as playwright:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            executable = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
            starts(browser, address, options.rounds)
            saves(browser, address, options.saves)
            browser.close()


def compressed(site: Path) -> int:
    """Return the bytes that a learner's browser loads until the first verdict."""
    later = {
        *LATER["unpacked"],
        *LATER["zipped"],
        SOLUTIONS,
        PLOTS,
        "sw.js",
        "icon.svg",
        "codemirror.LICENSE.txt",
    }
    needed = (path for path in site.rglob("*") if path.is_file() and path.name not in later)
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in needed)


def starts(browser: Browser, address: str, rounds: int) -> None:
    """Print how long each stage takes, in a browser that has never been here, then once more."""
    seen: dict[str, list[dict[str, float]]] = {"first visit": [], "revisit": []}
    for _ in range(rounds):
        context = browser.new_context()
        for words in seen:
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.goto(address)
            page.locator(".dojo-results .dojo-verdict").wait_for()
            seen[words].append(marks(page))
            page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
            page.close()
        context.close()
    for words, found in seen.items():
        best = min(found, key=lambda one: one["verdict"])
        stages = ", ".join(f"{name} {best[name] / 1000:.1f}" for name in ("paint", *STAGES))
        print(f"{words}: {stages} s")


def marks(page: Page) -> dict[str, float]:
    """Return when each stage was reached, in milliseconds from the start of the page."""
    found: dict[str, float] = page.evaluate(
        """() => {
            const paint = performance.getEntriesByName("first-contentful-paint");
            const marks = performance.getEntriesByType("mark").reverse();
            const named = (name, entries) => entries.map((e) => [name(e), e.startTime]);
            return Object.fromEntries([
                ...named(() => "paint", paint), ...named((e) => e.name.replace("dojo ", ""), marks),
            ]);
        }"""
    )
    return found


def saves(browser: Browser, address: str, number: int) -> None:
    """Print the time from a save to its verdict, of a green one and a red one; and the memory."""
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.locator(".dojo-results .dojo-verdict").wait_for()
    text = (COURSE.reference / "activations.py").read_text(encoding="utf-8")
    wrong = text.replace("return (z > 0) * 1.0", "return (z >= 0) * 1.0")
    section = page.locator("section.rule", has=page.locator("h3", has_text=RELU))
    section.locator(".dojo-write button").click()
    times: dict[str, list[float]] = {"green": [], "red": []}
    megabytes = []
    for count in range(number):
        kind, source = ("red", wrong) if count % 2 else ("green", text)
        before = page.evaluate("performance.getEntriesByName('dojo verdict').length")
        page.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(f"{source}# {count}\n")
        page.keyboard.press("Control+Enter")
        detail = verdict(page, before)
        times[kind].append(detail["ms"])
        megabytes.append(detail["megabytes"])
    for kind, found in times.items():
        warm = found[min(5, len(found) // 2) :]
        print(f"from a save to a {kind} verdict: {statistics.median(warm):.0f} ms (median)")
    early = megabytes[min(9, number - 1)]
    print(f"memory after 10 saves {early:.0f} MB, at the end {megabytes[-1]:.0f} MB")
    whole_book(page)


def verdict(page: Page, before: int) -> dict[str, Any]:
    """Wait for the verdict after so many; return what was measured."""
    done: dict[str, Any] = page.evaluate(
        """async before => {
            const marks = () => performance.getEntriesByName("dojo verdict");
            const busy = () => document.querySelector(".dojo-busy");
            while (marks().length === before || busy()) await new Promise((r) => setTimeout(r, 5));
            return marks().at(-1).detail;
        }""",
        before,
    )
    return done


def whole_book(page: Page) -> None:
    """Print how long the whole book takes in the page, and on the command line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "mine"
        start(folder)
        shutil.copytree(COURSE.reference, folder / "kata", dirs_exist_ok=True)
        zipped = shutil.make_archive(str(Path(name) / "mine"), "zip", name, "mine")
        began = time.perf_counter()
        command = "import sys; from dojo.cli.main import main; sys.exit(main(['run', '--json']))"
        subprocess.run(
            [sys.executable, "-c", command], cwd=folder, capture_output=True, check=False
        )
        native = time.perf_counter() - began
        began = time.perf_counter()
        page.locator("#dojo input[type=file]").set_input_files(zipped)
        page.locator(".dojo-notice", has_text="behaviours are green").wait_for()
        here = time.perf_counter() - began
    print(f"whole book: {here:.1f} s, {here / native:.1f} times as long as dojo run")


if __name__ == "__main__":
    main()
