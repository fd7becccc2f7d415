"""`dojo spreadsheet`: a workbook in which a network computes in live cells."""

import argparse
import errno
from pathlib import Path

from dojo import course, keeping
from dojo.commands import UsageError
from dojo.talking import agreed, say

EXAMPLE = """\
example:
  dojo spreadsheet                      writes dojo.xlsx
  dojo spreadsheet --output xor.xlsx --force

It opens in LibreOffice and Excel. Change a yellow cell, and what depends on it follows. The sheet
called cases holds the book's tables: edit them, and run them with  pytest --cases dojo.xlsx
"""
NEEDS = "it needs XlsxWriter: pip install 'deep-learning-dojo[sheet]'"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the file, and whether one that is there may be replaced."""
    parser.add_argument("--output", metavar="FILE.xlsx", default="dojo.xlsx", help="where to")
    parser.add_argument("--force", action="store_true", help="replace the file if there is one")


def run(options: argparse.Namespace) -> int:
    """Write the workbook in one go, or say why not."""
    path = Path(options.output)
    _check(path, options.force)
    try:
        from dojo.workbook.build import workbook
    except ModuleNotFoundError as error:
        if error.name != "xlsxwriter":
            raise
        raise UsageError(NEEDS) from None
    from dojo.casebook import writing

    say("working the sheets out …")
    content = workbook(lambda book: writing.write(book, course.FEATURES))
    try:
        keeping.write(path, content)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {_reason(error)}") from None
    say(
        f"{path} is ready, {len(content) / 1e6:.1f} MB. Change a yellow cell, and see what follows."
    )
    return 0


def _check(path: Path, force: bool) -> None:
    """Refuse a target that cannot be, before anything is worked out."""
    if path.suffix.casefold() != ".xlsx":
        raise UsageError(f"{path}: a workbook's name ends in .xlsx")
    if path.is_dir():
        raise UsageError(f"{path} is a folder")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {path.absolute().parent}")
    if not path.exists() or force:
        return
    try:
        replace = agreed(f"{path} exists. Replace it?")
    except UsageError:
        raise UsageError(f"{path} exists; --force replaces it") from None
    if not replace:
        raise UsageError(f"{path} was left as it is")


def _reason(error: OSError) -> str:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return "there is no room left" if full else error.strerror or str(error)
