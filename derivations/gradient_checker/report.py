"""The report on a gradient: right, wrong or undecided, the entries, the method and the alarms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

RIGHT, WRONG, UNDECIDED = "right", "wrong", "undecided"
KINK = "kink"
MOST_FINDINGS = 8


class WrongGradientError(AssertionError):
    """A gradient that was found wrong; the message is the report."""


@dataclass(frozen=True)
class Finding:
    """One entry: where, what was claimed, what the numbers say, "wrong", "kink" or "undecided"."""

    parameter: str
    index: tuple[int, ...]
    claimed: float
    numeric: float
    verdict: str

    @property
    def relative_error(self) -> float:
        """The difference of the two numbers, divided by the larger of them.

        >>> Finding("W", (0, 1), -3.0, 3.0, WRONG).relative_error
        2.0
        """
        larger = max(abs(self.claimed), abs(self.numeric))
        return abs(self.claimed - self.numeric) / larger if larger else 0.0

    @property
    def shown(self) -> tuple[str, str]:
        """The two numbers as text, with as many digits as it takes to see that they differ."""
        for digits in (6, 9, 12, 17):
            claimed, numeric = f"{self.claimed:.{digits}g}", f"{self.numeric:.{digits}g}"
            if claimed != numeric:
                break
        return claimed, numeric

    def __str__(self) -> str:
        """Return the finding as a line."""
        where = f"{self.parameter}[{', '.join(map(str, self.index))}]"
        claimed, numeric = self.shown
        return (
            f"{where if self.index else self.parameter}: {self.verdict}, "
            f"claimed {claimed}, numbers say {numeric}"
        )


class Diagnosis(NamedTuple):
    """Wrong arrays with the reason, the stable code ("" if unexplained), and the constant factor.

    `where` names the arrays, such as ("∂J/∂W1", "∂J/∂b1").
    """

    where: tuple[str, ...]
    message: str
    code: str = ""
    factor: str = ""


class GradientReport(NamedTuple):
    """Report on a gradient.

    `status` is "right", "wrong" or "undecided". `findings` are the first entries that are wrong, or
    that are at a kink. `alarms` say what was odd, and `diagnoses` what the mistake looks like.
    `resolution` is the relative error of a single entry from which on it is sure to be noticed;
    with the same `seed` the same random direction is drawn again. Of a wrong gradient, `arrays`
    says by name which arrays are right and which are wrong.
    """

    status: str
    findings: list[Finding]
    method: str
    alarms: list[str]
    diagnoses: Sequence[Diagnosis] = ()
    resolution: float = 0.0
    seed: int = 0
    arrays: Mapping[str, str] = MappingProxyType({})

    def __str__(self) -> str:
        """Return the report as lines."""
        lines = [f"{self.status}, by {self.method} (seed {self.seed})"]
        if self.resolution and self.status == RIGHT:
            lines[0] += f"; one entry that is off by {self.resolution:.0e} of itself is noticed"
        lines += [f"note: {alarm}" for alarm in self.alarms]
        lines += self._by_array()
        lines += map(str, self.findings)
        lines += [diagnosis.message for diagnosis in self.diagnoses]
        return "\n".join(lines)

    def _by_array(self) -> list[str]:
        """Say which arrays are wrong and which are right, where there are both."""
        said = {
            verdict: ", ".join(name for name, one in self.arrays.items() if one == verdict)
            for verdict in (WRONG, RIGHT)
        }
        return [f"wrong: {said[WRONG]}; right: {said[RIGHT]}"] if all(said.values()) else []

    def raise_if_wrong(self) -> None:
        """Raise a `WrongGradientError` with the report if the gradient is wrong."""
        if self.status == WRONG:
            raise WrongGradientError(f"The gradient is {self}")
