"""The table of the round trip: how `check-derivation` judges each line that `derive` prints.

    python -m tools.round_trip

Every layout, activation, cost and form is there at least once.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from derivations import ClaimReport, Derivation, Line, check_derivation, derive, lines_of
from derivations.documents.line import NOTE
from derivations.rules.compiled import activations

# Layouts, each with what may be in its layers: every activation in one of two, a few in the others.
LAYOUTS = ([1, 1], [2, 3, 1], [2, 4, 3, 1], [2, 3, 3], [2, 3, 2])
HIDDEN = [name for name in activations() if name != "softmax"]  # claims have it in the last layer
FEW = ("tanh", "leaky_relu")
OUTPUTS = {"binary_cross_entropy": "sigmoid", "cross_entropy": "softmax", "mse": "identity"}
FORMS: dict[str, Callable[[Derivation], str]] = {
    "text": str,
    "latex": Derivation.latex,
    "python": Derivation.python,
}

Network = tuple[list[int], tuple[str, ...], str]


def networks() -> Iterator[Network]:
    """Yield (widths, activations, cost) of the networks that are derived.

    >>> len({network[1] for network in map(tuple, networks())}) > 15
    True
    """
    for widths in LAYOUTS:
        hidden = HIDDEN if widths in ([2, 3, 1], [2, 3, 3]) else FEW
        for cost, output in OUTPUTS.items():
            if output != "softmax" or widths[-1] > 1:
                for name in hidden if cost == "mse" or widths[-1] == 3 else FEW[:1]:
                    yield widths, (*[name] * (len(widths) - 2), output), cost
    for output in activations():
        yield [2, 3, 3], ("tanh", output), "mse"


def judged(network: Network, form: str) -> list[tuple[Line, ClaimReport]]:
    """Return each line that is printed for a network, with its verdict."""
    text = FORMS[form](derive(*network))
    lines = [line for line in lines_of(text) if line.kind != NOTE]
    return list(zip(lines, check_derivation(lines, network[1:]), strict=True))


def main() -> None:
    """Print the table."""
    made = list(networks())
    print(f"{len(made)} networks\n\n| form | lines | proved | equal numerically | other |")
    print("| --- | --- | --- | --- | --- |")
    for form in FORMS:
        found = Counter(report.status for one in made for _, report in judged(one, form))
        right = [found["proved"], found["equal numerically"]]
        print(
            f"| {form} | {found.total()} | {right[0]} | {right[1]} | {found.total() - sum(right)} |"
        )


if __name__ == "__main__":
    main()
