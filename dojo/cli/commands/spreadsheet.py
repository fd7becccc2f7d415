"""The command `dojo spreadsheet`: a workbook in which a network computes in live cells."""

import argparse
from pathlib import Path

from dojo.cli.output_file import ready, write
from dojo.cli.prompts import say
from dojo.errors import UsageError
from dojo.workspace.owner import course_of

EXAMPLE = """\
example:
  dojo spreadsheet                      writes dojo.xlsx
  dojo spreadsheet --output xor.xlsx --force

LibreOffice and Excel open the file. Change a cell with a golden frame, and the cells that depend on
it change, too. The sheet cases contains the book's tables: edit them, and run them with
pytest --cases dojo.xlsx
"""
USUAL = "dojo.xlsx"
NEEDS = "this command needs XlsxWriter: pip install 'deep-learning-dojo[sheet]'"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the file, and whether one that is there may be replaced."""
    parser.add_argument("--output", metavar="FILE.xlsx", default=USUAL, help="where to")
    parser.add_argument("--force", action="store_true", help="replace the file if there is one")


def run(options: argparse.Namespace) -> int:
    """Write the workbook in one go, or say why not."""
    path = Path(options.output)
    if path.suffix.casefold() != ".xlsx":
        raise UsageError(f"{path}: a workbook's name ends in .xlsx")
    target = ready(path, options.force, USUAL)
    try:
        # Here: they need XlsxWriter, an extra, and import SymPy, which takes half a second.
        from dojo.spreadsheet.cases import write_xlsx
        from dojo.spreadsheet.workbook.build import workbook
    except ModuleNotFoundError as error:
        if error.name != "xlsxwriter":
            raise
        raise UsageError(NEEDS) from None
    say("computing the sheets …")
    course = course_of(Path.cwd())
    content = workbook(course, lambda book: write_xlsx.write(book, course.chapters))
    write(target, content)
    say(
        f"{path} is ready, {len(content) / 1e6:.1f} MB. Change a cell with a golden "
        "frame, and watch the others change."
    )
    return 0
