"""Claims with their replies, for a page: `python -m tools.claims_page` writes them again.

The claims stand in `claims_page.toml`, beside this module. They are judged now, and what is said of
each stands between the markers of `docs/checking-derivations.md`. A test compares the page.
"""

import argparse
import shlex
import tomllib
from pathlib import Path

from derivations import check_derivation, check_equation
from derivations.claims.report import CANNOT_READ, ClaimReport
from dojo.cli.commands import check_claim

PAGE = Path(__file__).parents[1] / "docs" / "checking-derivations.md"
CHOSEN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
BEGIN = "<!-- {}: written by python -m tools.claims_page -->"
END = "<!-- end of {} -->"


def network(options: str) -> tuple[tuple[str, ...], str] | None:
    """Return the network that the options of `dojo check-claim` describe; None for the course's.

    >>> network("--hidden tanh --cost mse")
    (('tanh', 'sigmoid'), 'mse')
    """
    parser = argparse.ArgumentParser()
    check_claim.add_arguments(parser)
    return check_claim.given(parser.parse_args([*shlex.split(options), "claim"]))


def row(claim: str, options: str, report: ClaimReport) -> str:
    """Return a row of a table: what was typed, how it was read, and the reply."""
    typed = code(claim) + (f"<br>{code(options)}" if options else "")
    read = ""
    if report.quantity and report.status != CANNOT_READ:
        read = code(f"{report.quantity} = {report.claim}")
        read += f"<br>{report.reading}" if report.reading else ""
    mark = check_claim.MARKS.get(report.status, "→")
    return f"| {typed} | {cell(read)} | **{mark} {report.status}.** {cell(report.message)} |"


def code(text: str) -> str:
    """Return a text as code within a table."""
    return "`" + cell(text.replace("`", "'")) + "`"


def cell(text: str) -> str:
    """Return a text in which no sign ends a cell."""
    return text.replace("|", "\\|")


def table(rows: list[str]) -> list[str]:
    """Return the lines of a table."""
    return ["| typed | read as | reply |", "|---|---|---|", *rows, ""]


def claims() -> list[str]:
    """Return the tables of single claims, each judged by itself."""
    lines: list[str] = []
    for group in CHOSEN["group"]:
        rows = [
            row(claim, options, check_equation(claim, network(options)))
            for claim, options in map(dict.values, group["claims"])
        ]
        lines += [f"### {group['title']}", "", *table(rows)]
    return lines


def courses() -> list[str]:
    """Return the tables of the courses' equations, each course judged as one derivation."""
    lines: list[str] = []
    for course in CHOSEN["course"]:
        reports = check_derivation(course["equations"], network(course["options"]))
        pairs = zip(course["equations"], reports, strict=True)
        rows = [row(equation, "", report) for equation, report in pairs]
        lines += [f"### {course['title']}", "", course["about"], "", *table(rows)]
    return lines


def written(page: str) -> str:
    """Return the page with both of its parts written again."""
    for name, made in (("claims", claims()), ("courses", courses())):
        begin, end = BEGIN.format(name), END.format(name)
        before, _, rest = page.partition(begin)
        _, _, after = rest.partition(end)
        page = "\n".join([before + begin, "", *made]) + end + after
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
