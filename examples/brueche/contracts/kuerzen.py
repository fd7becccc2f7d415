"""Was die Funktionen in kata/kuerzen.py annehmen."""

from dojo.contracts.contract import Contract
from dojo.contracts.kinds import Whole


def _mit_teiler(draw):
    """Gib a und b zurück, die öfter als durch Zufall einen gemeinsamen Teiler haben."""
    a, b, teiler = Whole(-12, 12), Whole(1, 12), Whole(1, 9)
    vorzeichen, mal = draw.one_of([-1, 1]), teiler.draw(draw)
    return {"a": a.draw(draw) * mal, "b": vorzeichen * b.draw(draw) * mal}


PAAR = {"a": Whole(-(10**6), 10**6), "b": Whole(-(10**6), 10**6)}
CONTRACTS = {
    "ggt": Contract([PAAR], _mit_teiler),
    "kuerzen": Contract([PAAR], _mit_teiler),
}
