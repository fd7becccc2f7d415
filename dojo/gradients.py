"""An assertion about a gradient, for any project's tests; it fails with a table of entries."""

from typing import Any

from derivations.gradient_checker import Finding, GradientReport, check_gradient
from dojo.terminal.screen import Screen
from dojo.terminal.spans import plain_text
from dojo.terminal.table import draw
from dojo.verdict import GREEN, RED, WRONG, Cell, Place, Reason, Table, Title, Verdict

HEADER = ("array", "index", "numeric", "relative error")
STEP = "The gradient agrees with finite differences"


class WrongGradient(AssertionError):  # noqa: N818 - it is what a test finds out
    """A gradient that is wrong or undecided; `verdict` is the record that the message draws."""

    def __init__(self, report: GradientReport) -> None:
        """Keep the report, and the verdict on it."""
        self.report, self.verdict = report, verdict_on(report)
        super().__init__(_message(report, self.verdict))


def assert_gradient(f: Any, arrays: Any, gradient: Any = None, **options: Any) -> GradientReport:
    """Fail unless a gradient is right; arguments are those of `check_gradient`.

    >>> import numpy as np
    >>> x = np.array([1.0, 2.0, 3.0])
    >>> assert_gradient(lambda x: (x**2).sum(), x, 2 * x).status
    'right'
    >>> assert_gradient(lambda x: (x**2).sum(), x, 2 * x + [0, 1, 0])
    Traceback (most recent call last):
    dojo.gradients.WrongGradient: The gradient is wrong, by projected complex steps (seed 0).
    <BLANKLINE>
    │ array │ index │ numeric     │ relative error │
    │ array │ 1     │ 4 ✗ yours 5 │ 0.2            │
    <BLANKLINE>
    array[1] alone is wrong; the other 2 entries are right.
    """
    __tracebackhide__ = True
    return assert_right(check_gradient(f, arrays, gradient, **options))


def assert_right(report: GradientReport) -> GradientReport:
    """Fail unless a report says "right", as that of `check_module` or `check_function`."""
    __tracebackhide__ = True
    if report.status != "right":
        raise WrongGradient(report)
    return report


def verdict_on(report: GradientReport) -> Verdict:
    """Return the verdict that a report comes to, as a record for any renderer."""
    rows = tuple(_row(finding) for finding in report.findings)
    table = Table(0, STEP, HEADER, rows) if rows else None
    reasons = [Reason(one.code, one.message) for one in report.diagnoses]
    reasons += [Reason("note", f"Note: {alarm}.") for alarm in report.alarms]
    return Verdict(
        GREEN if report.status == "right" else RED,
        "",
        Title(None, "Gradient", "", report.method),
        Place("", 0),
        STEP,
        table,
        (table,) if table else (),
        tuple(reasons),
    )


def _row(finding: Finding) -> tuple[Cell, ...]:
    claimed, numeric = finding.shown
    index = ", ".join(map(str, finding.index))
    error = f"{finding.relative_error:.2g}"
    if finding.verdict != WRONG:
        error += f" ({finding.verdict})"
    return (
        Cell("array", finding.parameter, 0),
        Cell("index", index, 0),
        Cell("numeric", numeric, 0, WRONG, claimed),
        Cell("relative error", error, 0),
    )


def _message(report: GradientReport, verdict: Verdict) -> str:
    parts = [f"The gradient is {report.status}, by {report.method} (seed {report.seed})."]
    if verdict.table:
        lines = draw(verdict.table, Screen())
        parts.append("\n".join(line.rstrip() for line in plain_text(lines).splitlines()))
    parts.append("\n".join(reason.sentence for reason in verdict.reasons))
    return "\n\n".join(part for part in parts if part)
