"""The setting of a claim: the network, and what its author has defined so far."""

from dataclasses import dataclass, field

from derivations.claims.sample_network import Network
from derivations.networks.scalar_network import ScalarNetwork
from derivations.notation.syntax import Syntax

COST = "the cost"  # stands for J among the definitions


@dataclass(frozen=True)
class Setting:
    """Setting in which a claim is checked.

    network    the activations and the cost
    scalar     the same with one unit a layer, for proofs; None where there is no rule for it
    explicit   True if the network was named, not taken for granted
    strict     True where only the network's own convention counts
    layout     "rows" or "columns" where that is settled, else ""
    side       the layout that the author's own formulas show, else ""
    scale      the scale of the cost that the author has chosen, "" for J as the course has it
    deltas     True where the author's δ is one sample's
    matrices   True where the author sets vectors and matrices in bold
    shifted    True where the author's a^(1) is the input, False where it is not, None if unknown
    bias       False where the author's network has none
    error      True where e is the author's y − ŷ
    alias      the author's names for quantities of the network, {name: quantity}
    functions  the author's functions, with the name of the argument and the formula as typed
    swapped    True where the author's t is the target, and y the output
    velocity   1 where the author's v adds up gradients, -1 where it adds up steps, 0 if unknown
    own        the author's own names, with their formulas as typed
    typed      the formula of the author's cost, as typed
    costs      the author's costs, each name with its formula as typed and the setting it makes
    cost       the formula of a cost that none of the known ones is, as typed
    """

    network: Network
    scalar: ScalarNetwork | None
    explicit: bool = False
    strict: bool = False
    layout: str = ""
    side: str = ""
    scale: str = ""
    deltas: bool = False
    matrices: bool = False
    shifted: bool | None = None
    bias: bool = True
    error: bool = False
    alias: tuple[tuple[str, str], ...] = ()
    functions: tuple[tuple[str, str, Syntax], ...] = ()
    swapped: bool = False
    velocity: int = 0
    own: tuple[tuple[str, Syntax], ...] = field(default=())
    cost: Syntax | None = None
    typed: Syntax | None = None
    costs: tuple[tuple[str, Syntax, "Setting"], ...] = field(default=())

    @property
    def definitions(self) -> tuple[tuple[str, Syntax | str], ...]:
        """The author's definitions: names for quantities, names of their own, and the cost."""
        cost = () if self.cost is None else ((COST, self.cost),)
        return (*self.alias, *self.own, *cost)

    @property
    def free(self) -> bool:
        """True where the author has formulas of their own, which no proof of the network knows."""
        return bool(self.own) or self.cost is not None
