"""The command `dojo book`: the features as a book of HTML, every number just computed."""

import argparse
import sys
from pathlib import Path

from dojo.cli.extras import need_pages
from dojo.cli.output_file import ready, write
from dojo.cli.prompts import say
from dojo.errors import UsageError
from dojo.terminal.progress_bar import ProgressBar
from dojo.workspace.contents import FEATURES
from dojo.workspace.owner import course_of

EXAMPLE = """\
example:
  dojo book                          write book.html, from the kata of the workspace you are in
  dojo book --output chapters.html   another name
  dojo book --pages book             a page for each chapter, in the folder book
  dojo book --kata PATH              the answers of another implementation
  dojo book --force                  replace the file if it exists

Outside a workspace and a checkout, dojo shows the answers of the reference implementation. The
page works offline.

exit code: 0 written, 1 written but some behaviours did not run, 2 not written
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the target and the implementation."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--output", metavar="FILE", default="book.html", help="where to")
    where.add_argument("--pages", metavar="DIR", help="a page for each chapter, in this folder")
    parser.add_argument(
        "--kata", metavar="PATH", help="the implementation whose answers the book shows"
    )
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def run(options: argparse.Namespace) -> int:
    """Run the features, write the page, and say what is in it."""
    need_pages()
    # Here: they import the packages of an extra, Matplotlib among them, which is slow to load.
    from dojo.book.course_texts import texts
    from dojo.book.garbage import uncollected
    from dojo.book.gathering import features_folder, gather
    from dojo.book.page import Book, page, pages

    folder, output = features_folder(), Path(options.pages or options.output)
    kata = Path(options.kata).resolve() if options.kata else folder / "kata"
    if not kata.is_dir() and kata != course_of(folder).reference:
        raise UsageError(f"there is no folder {options.kata or kata}; name one with --kata PATH")
    ready_in = _folder(output) / "index.html" if options.pages else output
    target = ready(ready_in, options.force, "book.html")
    with ProgressBar() as bar, uncollected():
        gathered = gather(folder, kata, bar.tell)
        if not gathered.progress.items:
            raise UsageError(_nothing(gathered.notes))
        bar.tell("writing the pages")
        course, around = course_of(folder / FEATURES), texts(folder / FEATURES)
        book = Book.of(gathered, course, around, _source(kata, folder))
        written = dict(pages(book)) if options.pages else {target.name: page(book)}
    for name, text in written.items():
        write(target.with_name(name), text.encode("utf-8"))
    done, of = gathered.progress.count()
    size = sum(len(text.encode("utf-8")) for text in written.values()) / 1e6
    where = f"{output / 'index.html'}: {len(written)} pages" if options.pages else f"{output}"
    shown = f"{size:.1f} MB" if size >= 1 else f"{1000 * size:.0f} kB"
    say(f"{where}: {done} of {of} behaviours green, {shown}")
    for note in gathered.notes:
        print(note, file=sys.stderr)
    return 1 if gathered.notes else 0


def _folder(path: Path) -> Path:
    """Return the folder of the pages, made if it is not there."""
    try:
        path.mkdir(exist_ok=True)
    except FileExistsError:
        raise UsageError(f"{path} is a file; name a folder, such as book") from None
    except OSError as error:
        raise UsageError(f"cannot make the folder {path}: {error.strerror or error}") from None
    return path


def _source(kata: Path, folder: Path) -> str:
    """Say whose answers are on the page."""
    reference = kata.resolve() == course_of(folder).reference
    return "the reference implementation" if reference else f"the kata in {kata.parent.name}"


def _nothing(notes: list[str]) -> str:
    """Say why there is no behaviour to show."""
    return "\n".join([*notes, "There is no behaviour to show. Try: dojo doctor"])
