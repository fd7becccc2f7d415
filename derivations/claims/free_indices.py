"""Free indices of a resolved equation: those that no Σ binds."""

from derivations.notation.syntax import Syntax, inside


def indices_of(sides: tuple[Syntax, ...]) -> set[str]:
    """Return the letters of the indices of a resolved equation that nothing binds."""
    return set().union(*map(_unbound_in, sides))


def _unbound_in(node):
    if node[0] == "index":
        return {node[1]}
    found = set().union(*map(_unbound_in, inside(node)))
    if node[0] == "sum" and isinstance(node[1], str) and node[1].startswith("unit:"):
        return found - {node[1][5:]}
    return found
