"""The command `dojo site`: a folder in which the whole dojo runs in a web page."""

import argparse
import tempfile
from pathlib import Path

from dojo.cli import output_folder
from dojo.cli.extras import need_pages
from dojo.cli.output_file import ready, write
from dojo.cli.prompts import say
from dojo.errors import UsageError
from dojo.terminal.progress_bar import ProgressBar
from dojo.workspace.owner import course_of

EXAMPLE = """\
example:
  dojo site public                     write the folder public, for any static host
  dojo site public --runtime pyodide   with Python from a folder instead of the network
  dojo site --serve                    show it on this machine
  dojo site dojo.html --one-file --runtime pyodide
                                       one page that opens from the disk

A learner opens the page and writes code in it. Nobody installs anything, and the code stays in the
browser. --course DIR names another course. Python in the page is Pyodide. Without --runtime, the
page loads Pyodide from its distribution.

exit code: 0 written, 2 not written
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the target, and where Python comes from."""
    parser.add_argument("target", metavar="DIR", nargs="?", help="the folder to write")
    parser.add_argument(
        "--runtime",
        metavar="FOLDER|URL",
        help="the folder of Pyodide (default: its own distribution)",
    )
    parser.add_argument("--one-file", action="store_true", help="write one page; DIR is its name")
    parser.add_argument(
        "--serve",
        metavar="PORT",
        nargs="?",
        type=int,
        const=0,
        help="show the site on this machine until you press Ctrl-C",
    )
    parser.add_argument("--force", action="store_true", help="replace it if it exists")


def run(options: argparse.Namespace) -> int:
    """Write the site, or show it."""
    _check(options)
    # Here: they import the packages of an extra, Matplotlib among them, which is slow to load.
    from dojo.book.garbage import uncollected
    from dojo.site.compiled import WANTED, interpreter
    from dojo.site.contents import contents, known_files
    from dojo.site.one_file import one_file
    from dojo.site.runtime import read, source

    where = source(options.runtime)
    if where.folder:
        read(where.folder)
    target = Path(options.target) if options.target else None
    goal = None
    if target:
        goal = (
            ready(target, options.force, "dojo.html")
            if options.one_file
            else output_folder.ready(target, options.force, "public")
        )
    with ProgressBar() as bar, uncollected():
        files = contents(course_of(Path.cwd()), bar.tell, where)
    if goal and options.one_file:
        page = one_file(files)
        write(goal, page)
        say(f"{target}: one page, {len(page) / 1e6:.1f} MB")
    elif goal:
        output_folder.write(goal, files, known_files(goal))
        size = sum(map(len, files.values())) / 1e6
        say(f"{target}: {len(files)} files, {size:.1f} MB; open {target}/index.html on a web host")
    if not interpreter():
        wanted = ".".join(map(str, WANTED))
        say(f"Python {wanted} is not installed here, so the page starts a few seconds later.")
    if options.serve is not None:
        _show(goal, files, options.serve)
    return 0


def _check(options: argparse.Namespace) -> None:
    """Refuse what cannot be meant, and where the book's own packages are missing."""
    if not options.target and options.serve is None:
        raise UsageError("name an output folder: dojo site public. To see the site first: --serve")
    if options.one_file and not options.target:
        raise UsageError("name an output file: dojo site dojo.html --one-file")
    if options.one_file and options.serve is not None:
        raise UsageError("one page needs no server; open it without --serve")
    if options.one_file and (not options.runtime or "://" in options.runtime):
        raise UsageError(
            "one page contains Python; name the folder of Pyodide: --runtime FOLDER "
            "(see dojo site --help)"
        )
    need_pages()


def _show(folder: Path | None, files: dict[str, bytes], port: int) -> None:
    """Serve a folder, or one that is made for this, until the person stops it."""
    from dojo.site.serve import serving

    with tempfile.TemporaryDirectory() as made:
        if folder is None:
            folder = Path(made) / "site"
            output_folder.write(folder, files)
        try:
            with serving(folder, port) as (address, server):
                say(f"The dojo is at {address} (stop it with Ctrl-C)")
                server.serve_forever()
        except OSError as error:
            raise UsageError(f"cannot serve at port {port}: {error.strerror or error}") from None
