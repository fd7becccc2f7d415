"""The setting of a claim: the network, and what its author has defined so far."""

from dataclasses import dataclass, field

from derivations.claims.sample_network import Network
from derivations.networks.scalar_network import ScalarNetwork
from derivations.notation.syntax import Syntax

COST = "the cost"  # stands for J among the definitions


@dataclass(frozen=True)
class Setting:
    """What a claim is judged in.

    network    the activations and the cost
    scalar     the same with one unit a layer, for proofs; None where there is no rule for it
    explicit   True if the network was named, not taken for granted
    strict     True where only the network's own convention counts
    layout     "rows" or "columns" where that is settled, else ""
    scale      the scale of the cost that the author has chosen, "" for J as the course has it
    bias       False where the author's network has none
    error      True where e is the author's y − ŷ
    own        the author's own names, with their formulas as typed
    cost       the formula of a cost that none of the known ones is, as typed
    """

    network: Network
    scalar: ScalarNetwork | None
    explicit: bool = False
    strict: bool = False
    layout: str = ""
    scale: str = ""
    bias: bool = True
    error: bool = False
    own: tuple[tuple[str, Syntax], ...] = field(default=())
    cost: Syntax | None = None

    @property
    def definitions(self) -> tuple[tuple[str, Syntax], ...]:
        """The author's definitions: of names of their own, and of the cost."""
        return self.own if self.cost is None else (*self.own, (COST, self.cost))
