"""Records of one's own that cannot be indexed or compared; a layer unpacks, a finding does not."""

from dataclasses import dataclass


@dataclass(eq=False)
class Layer:
    W: object
    b: object
    activation: str

    def __iter__(self):
        yield from (self.W, self.b, self.activation)


@dataclass(eq=False)
class Finding:
    layer: int
    parameter: str
    index: tuple
    analytic: float
    numeric: float
    verdict: str


def _with_parameter(network, layer, parameter, θ):
    i = layer - 1
    parts = dict(zip(("W", "b", "activation"), network[i], strict=True)) | {parameter: θ}
    return [*network[:i], Layer(**parts), *network[i + 1 :]]


def backward(network, X, Y, signals, cost):
    weights = [W for W, _, _ in network]
    *hidden, output = [activation for _, _, activation in network]
    inputs = [X] + [a for _, a in signals[:-1]]
    δ = _output_error(*signals[-1], Y, output, cost)
    gradients = [(inputs.pop().T @ δ, δ.sum(axis=0))]
    while hidden:
        z, _ = signals[len(hidden) - 1]
        δ = _error(δ @ weights.pop().T, z, hidden.pop())
        gradients.insert(0, (inputs.pop().T @ δ, δ.sum(axis=0)))
    return gradients
