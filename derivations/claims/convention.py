"""Conventions: how one claim can be meant, apart from what its names are.

The course's own: samples are rows, z = x·W + b, and J averages over the n samples. A claim may be
about one unit a layer or about matrices, about one sample or a batch, with the samples as columns,
with another scale of the cost.
"""

from typing import NamedTuple

ROWS, COLUMNS, TRANSPOSED, OUT_IN = "rows", "columns", "transposed", "out, in"
LAYOUTS = {
    ROWS: "samples are rows, z = x·W + b",
    COLUMNS: "samples are columns, z = W·x + b",
    TRANSPOSED: "samples are columns, z = Wᵀ·x + b",
    OUT_IN: "samples are rows, z = x·Wᵀ + b",
}
MEAN, SAMPLE, HALF_MEAN, HALF = "mean", "sample", "half mean", "half"
PENALTIES = ("λ/2", "λ/(2n)", "λ")


class Convention(NamedTuple):
    """One way to mean a claim.

    many     True for matrices, False for one unit a layer
    batch    True for a batch, whose samples Σ adds up; False for one sample
    layout   how samples are arranged in a matrix, and on which side W stands
    scale    what J is: "mean" over the samples, one "sample"'s (or their sum), "half" of either
    deltas   True where δ and dZ are one sample's while J averages: the 1/n stands in dW
    bias     False for a network without biases
    outputs  how many outputs the sample network has, where a claim is about matrices
    penalty  "" or the factor of ‖W‖² that is added to the cost
    inputs   how many inputs the one unit has, where they are numbered: w1·x1 + w2·x2 + b; else 0
    shifted  True where a^(1) is the input, so that W^(l) leads from layer l to l + 1
    """

    many: bool = False
    batch: bool = False
    layout: str = ROWS
    scale: str = MEAN
    deltas: bool = False
    bias: bool = True
    outputs: int = 2
    shifted: bool = False
    penalty: str = ""
    inputs: int = 0

    @property
    def side(self) -> str:
        """Layout of samples: "rows" or "columns"."""
        return ROWS if self.layout in (ROWS, OUT_IN) else COLUMNS

    @property
    def own(self) -> bool:
        """True for the convention of this course."""
        return self.plain and self.layout == ROWS

    @property
    def plain(self) -> bool:
        """True for the course's J, δ, biases and numbers of layers, in any layout."""
        given = (self.scale, self.deltas, self.bias, self.shifted, self.penalty)
        return given == (MEAN, False, True, False, "")

    def sentence(self, cost: str) -> str:
        """Say what has to be so for a claim that is right by this convention."""
        said = []
        if self.layout != ROWS:
            said.append(LAYOUTS[self.layout])
        if self.scale != MEAN:
            said.append(f"the cost is {_scale(self.scale, cost, self.batch)}")
        if self.penalty:
            said.append(f"{self.penalty}·‖W‖² is added to the cost")
        if self.deltas:
            said.append("δ belongs to one sample, and only the gradients of W and b are averaged")
        if not self.bias:
            said.append("the network has no bias")
        if self.shifted:
            said.append("the input is layer 1, so that W^(l) leads from layer l to layer l + 1")
        return " and ".join(said)


def _scale(scale, cost, batch):
    term = {"mse": "(y − ŷ)²"}.get(cost, "the loss of one sample")
    if scale == HALF_MEAN:
        return f"1/(2n) Σ {term}"
    if scale == HALF:
        return f"½ Σ {term}" if batch else f"½{term}, one sample's"
    if batch:
        return (
            f"the sum over the samples, Σ {term}" if cost == "mse" else "the sum over the samples"
        )
    return f"{term}, one sample's" if cost == "mse" else term
