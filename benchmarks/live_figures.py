"""Frames a second of the book's live figures, and what a frame costs.

    python benchmarks/live_figures.py [book.html]

Chromium shows the book. The live networks play, one training step a frame, and a digit is written
on the sheet, one piece of a stroke a frame. "Late" are frames that came more than half a frame
after their time; "busy" is the share of 1/60 s for which the page's main thread needs the processor
in each frame: scripts, style, layout and paint. It hardly depends on what else the machine does.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SECONDS, FRAME = 5, 1 / 60
SCREENS = {"desk": (1440, 900, 1), "phone": (390, 844, 3)}
COUNT = """seconds => new Promise(done => {
    const times = [];
    const frame = now => {
        times.push(now / 1000);
        if (now / 1000 - times[0] < seconds) requestAnimationFrame(frame); else done(times);
    };
    requestAnimationFrame(frame);
})"""
# A circle, drawn for as long as it is counted, one piece a frame.
WRITE = """() => {
    const sheet = document.querySelector('#play-reading .sheet');
    const box = sheet.getBoundingClientRect();
    sheet.setPointerCapture = () => {};
    let turn = 0;
    const piece = kind => sheet.dispatchEvent(new PointerEvent(kind, {
        clientX: box.x + box.width * (0.5 + 0.3 * Math.cos(turn)),
        clientY: box.y + box.height * (0.5 + 0.4 * Math.sin(turn)),
    }));
    const frame = () => {
        piece(turn ? 'pointermove' : 'pointerdown');
        turn += 0.1;
        if (turn > 7) {
            piece('pointerup');
            document.querySelector('#play-reading [data-act=clear]').click();
            turn = 0;
        }
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}"""


def write_book(path: Path) -> None:
    """Write the book of the reference."""
    dojo = "import sys; from dojo.cli.main import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", dojo, "book", "--force", "--output", str(path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def busy(session: CDPSession) -> float:
    """Return how many seconds of the processor the page's main thread has used so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "TaskDuration")


def measure(page: Page, session: CDPSession) -> str:
    """Count frames for some seconds."""
    before = busy(session)
    times = page.evaluate(COUNT, SECONDS)
    worked = busy(session) - before
    gaps = [after - at for at, after in pairwise(times)]
    late = sum(gap > 1.5 * FRAME for gap in gaps) / len(gaps)
    rate = len(gaps) / (times[-1] - times[0])
    return (
        f"{rate:5.1f} frames a second   {late:5.1%} late   slowest {1000 * max(gaps):3.0f} ms   "
        f"median {1000 * statistics.median(gaps):4.1f} ms   busy {worked / len(gaps) / FRAME:4.0%}"
    )


def main() -> None:
    """Measure each live figure on a desk and on a phone's screen."""
    executable = next(filter(None, map(shutil.which, BROWSERS)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(sys.argv[1]) if sys.argv[1:] else Path(folder) / "book.html"
        if not sys.argv[1:]:
            write_book(path)
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for screen, (width, height, scale) in SCREENS.items():
            for name in ("nothing", "backward", "training", "descending", "reading"):
                page = browser.new_page(
                    viewport={"width": width, "height": height}, device_scale_factor=scale
                )
                page.goto(path.resolve().as_uri())
                session = page.context.new_cdp_session(page)
                session.send("Performance.enable", {"timeDomain": "threadTicks"})
                if name != "nothing":
                    page.locator(f"#play-{name}").scroll_into_view_if_needed()
                if name == "reading":
                    page.evaluate(WRITE)
                elif name != "nothing":
                    page.click(f"#play-{name} [data-act=play]")
                print(f"{screen:6} {name:10} {measure(page, session)}")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
