"""The chain rule on the chapter's own network, from the cost back to every weight and bias."""

from itertools import pairwise

from derivations import check_derivation
from derivations.language.latex import latex
from derivations.language.tree import show
from derivations.networks.scalar_network import ScalarNetwork
from dojo.book.figure import Figure, Line, Proof
from figures import chain_graph

FIGURES = (
    Figure(
        "chain",
        "The chain, and a slope on each link",
        chain_graph.data,
        chain_graph.draw,
        chain_graph.words,
        size=chain_graph.SIZE,
    ),
)


def proofs():
    """Yield one derivation: from the cost back to every parameter, one link at a time."""
    network = ScalarNetwork()
    path = network.path()
    links = [(above, below) for below, above in pairwise(path)][::-1]
    asked = [(name, "the network's own formula") for name in ("z1", "a1", "z2", "ŷ")]
    asked.append(("J", "the cost"))
    asked += [(f"∂{above}/∂{below}", "one link of the chain") for above, below in links[:-1]]
    for layer in (2, 1):
        asked += [
            (f"∂z{layer}/∂W{layer}", "a weight acts times its input"),
            (f"∂J/∂W{layer}", "the product of the links from J down to it"),
            (f"∂J/∂b{layer}", "the same, ending at the bias, whose link is 1"),
        ]
    claims, lines = [], []
    for name, because in asked:
        quantity = network.quantity(name)
        truth = network.truth(quantity)
        left, right = (show(node, network.spelled) for node in (quantity, truth))
        claims.append(f"{left} = {right}")
        text = f"{latex(quantity, network.spelled)} = {latex(truth, network.spelled)}"
        lines.append(Line(len(claims), text, because, ""))
    for line, verdict in zip(lines, check_derivation(claims), strict=True):
        line.verdict = verdict.status
    yield Proof(
        "From the cost to every weight and bias",
        "the network of this chapter, one sample's share",
        lines,
    )
