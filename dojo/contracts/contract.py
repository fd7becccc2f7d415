"""The contract of a function: the kinds of its arguments, and how they are drawn together."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from dojo.contracts.draw import LARGE, Draw
from dojo.contracts.kinds import Generator, Kind, Optional

# Arguments by name.
Arguments = dict[str, Any]


@dataclass(frozen=True)
class Contract:
    """Accepted arguments of a function: one signature or several, each with its kinds by name.

    Arguments that depend on each other are drawn by a function of their own, `together`. Each of
    the `choices` is drawn once: pairs of an activation and a cost, say. Each of the `usual` ones is
    drawn in every size and type; one by chance, where there are none. `largest` is how large
    arguments may be, `magnitudes` says whether their numbers may also be far from 0 or next to it,
    and `near` how near to the reference's an answer has to come: measured by its largest entry, or
    each of the `entries` by itself.

    Right answers may differ in some respect: `compared` returns what is compared, given the choice
    and an answer; of answers that chance decides, what does not hang on it. They may also be made
    of other functions: `composed` makes them of those of the implementation itself, from the same
    arguments and the same seed.

    What only some examples ask for is a contract of its own, `special`, by the word that a table
    has for it.
    """

    signatures: Sequence[Mapping[str, Kind]]
    together: Callable[[Draw], Arguments] | None = None
    choices: Sequence[Any] = (None,)
    usual: Sequence[Any] = ()
    largest: str = LARGE
    magnitudes: bool = False
    near: float = 1e-9
    entries: bool = False
    compared: Callable[[Any, Any], Any] | None = None
    composed: Callable[..., Any] | None = None
    special: "Mapping[str, Contract]" = field(default_factory=dict)

    @property
    def by_chance(self) -> bool:
        """Whether a generator decides the answer."""
        return any(isinstance(kind, Generator) for kind in self.signatures[0].values())

    def draw(self, draw: Draw) -> Arguments:
        """Return arguments; the last ones may be left out."""
        if self.together:
            return self.together(draw)
        signature = self.signatures[draw.signature]
        drawn = {name: kind.draw(draw) for name, kind in signature.items()}
        while drawn and next(reversed(drawn.values())) is None:
            drawn.popitem()
        return drawn

    def told(self, choice: Any, answer: Any) -> Any:
        """Return the part of an answer that is compared; all of it if it has another form."""
        with suppress(AttributeError, IndexError, TypeError, ValueError):
            return self.compared(choice, answer) if self.compared else answer
        return answer

    def problem(self, arguments: Arguments) -> str:
        """Say why arguments are not what the contract names; "" where they are."""
        problems = [_problem(signature, arguments) for signature in self.signatures]
        return "" if "" in problems else problems[-1]


def _problem(signature: Mapping[str, Kind], arguments: Arguments) -> str:
    sizes: dict[str, int] = {}
    for name, kind in signature.items():
        if name not in arguments and isinstance(kind, Optional):
            continue
        if name not in arguments:
            return f"{name} is missing"
        if found := kind.problem(arguments[name], sizes):
            return f"{name} {found}"
    return ""
