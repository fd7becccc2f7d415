"""The report on a reading: how the claim was read, and what the network says of its names."""

from derivations.claims.judgement import Reading
from derivations.claims.report import WRONG, ClaimReport
from derivations.claims.sample_network import output
from derivations.claims.setting import Setting
from derivations.notation.syntax import every
from derivations.notation.writing import written


def report_of(reading: Reading, said: list[str], setting: Setting) -> ClaimReport:
    """Begin a report with how the claim was read."""
    judgement, convention = reading.judgement, reading.convention
    spelled = setting.scalar.spelled if setting.scalar is not None else {}
    left, right = (written(side, spelled) if side else "" for side in judgement.shown)
    kind = "matrices, " if convention.many else ""
    kind += "a batch" if convention.batch else "one sample"
    if convention.many:
        kind += f", samples are {convention.side}"
    facts = _facts(judgement.shown, reading.network, spelled)
    read = ", ".join([*said, kind, *facts])
    return ClaimReport(WRONG, "", quantity=left, claim=right, reading=read)


def _facts(sides, network, spelled):
    """Return what the network says of the outputs and the cost that stand in a claim."""
    there = {part[1] for side in sides if side for part in every(side) if part[0] == "name"}
    made = []
    for layer, activation in enumerate(network.activations, 1):
        name = output(layer, network.depth)
        if name in there:
            value = written(("call", activation, 0, (("name", f"z{layer}"),)), spelled)
            made.append(f"{name} = {value}")
    return made
