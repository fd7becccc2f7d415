"""The command `dojo book`: the features as one HTML page, every number just computed."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from dojo.cli.output_file import ready, write
from dojo.cli.prompts import say
from dojo.errors import UsageError
from dojo.terminal.progress_bar import ProgressBar
from dojo.workspace.owner import course_of

EXAMPLE = """\
example:
  dojo book                          write book.html, from the kata of the workspace you are in
  dojo book --output chapters.html   another name
  dojo book --kata PATH              the answers of another implementation
  dojo book --force                  replace the file if it exists

Outside a workspace and a checkout, the reference implementation answers. The page needs no network.

exit code: 0 written, 1 written but something could not be run, 2 not written
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the target and the implementation."""
    parser.add_argument("--output", metavar="FILE", default="book.html", help="where to")
    parser.add_argument("--kata", metavar="PATH", help="the folder whose answers are shown")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def run(options: argparse.Namespace) -> int:
    """Run the features, write the page, and say what is in it."""
    _need_extra()
    # Here: they import the packages of an extra, Matplotlib among them, which is slow to load.
    from dojo.book.chapters import chapters
    from dojo.book.gathering import features_folder, gather
    from dojo.book.page import page

    folder, output = features_folder(), Path(options.output)
    kata = Path(options.kata).resolve() if options.kata else folder / "kata"
    if not kata.is_dir() and kata != course_of(folder).reference:
        raise UsageError(f"there is no folder {options.kata or kata}: --kata PATH says whose")
    target = ready(output, options.force, "book.html")
    with ProgressBar() as bar:
        gathered = gather(folder, kata, bar.tell)
        if not gathered.progress.items:
            raise UsageError(_nothing(gathered.notes))
        bar.tell("setting the page")
        text = page(
            chapters(gathered.progress),
            gathered.figures,
            gathered.drawings,
            gathered.notes,
            _source(kata, folder),
        )
    write(target, text.encode("utf-8"))
    done, of = gathered.progress.count()
    size = len(text.encode("utf-8")) / 1e6
    say(f"{output}: {done} of {of} behaviours green, {size:.1f} MB")
    for note in gathered.notes:
        print(note, file=sys.stderr)
    return 1 if gathered.notes else 0


def _need_extra() -> None:
    """Refuse where the book's own packages are missing, which all of dojo.book may import."""
    try:
        for name in ("jinja2", "latex2mathml", "matplotlib"):
            import_module(name)
    except ImportError:
        raise UsageError(
            "a page needs some more packages: pip install 'deep-learning-dojo[book]'"
        ) from None


def _source(kata: Path, folder: Path) -> str:
    """Say whose answers are on the page."""
    reference = kata.resolve() == course_of(folder).reference
    return "the reference implementation" if reference else f"the kata in {kata.parent.name}"


def _nothing(notes: list[str]) -> str:
    """Say why there is no behaviour to show."""
    return "\n".join([*notes, "There is nothing to write a book of. Try: dojo doctor"])
