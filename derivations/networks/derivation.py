"""The derivation of one network: its steps, as text, as LaTeX, and as a NumPy function that runs.

The function is put together from the local rules' sources, one line for each backward step, so
making one costs about a millisecond and never needs SymPy.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy.typing as npt

from derivations.arrays import Array, Pair, PairsLike, real_array
from derivations.networks.chain import Step, steps_of
from derivations.rules.compiled import activations as known_activations
from derivations.rules.compiled import (
    cost_slope_source,
    cost_source,
    costs,
    fused,
    known,
    number_source,
    pull_source,
    rules_once,
    run,
    slope_source,
    value_source,
)


def derive(widths: Sequence[int], activations: Sequence[str], cost: str) -> "Derivation":
    """Derive every gradient of a network of dense layers.

    `widths` is [d_in, …, d_out], `activations` one name for each layer, `cost` a name. Returns a
    `Derivation`. Raises ValueError for a layout that is none or a name that is unknown.

    >>> derivation = derive([2, 3, 1], ["sigmoid", "sigmoid"], "mse")
    >>> derivation.steps[-2].left, derivation.steps[-2].right
    ('∂J/∂W1', 'Xᵀ·δ1')
    >>> parameters = [([[0.0] * 3] * 2, [0.0] * 3), ([[1.0]] * 3, [0.0])]
    >>> (dW1, db1), (dW2, db2) = derivation.gradients(parameters, [[1.0, 2.0]], [[1.0]])
    >>> dW1.shape, db1.shape, dW2.shape, db2.shape
    ((2, 3), (3,), (3, 1), (1,))
    """
    widths, activations = tuple(widths), tuple(activations)
    if len(widths) < 2 or not all(
        isinstance(width, int) and not isinstance(width, bool) and width > 0 for width in widths
    ):
        raise ValueError(
            "widths must be at least two whole numbers above 0, such as [2, 3, "
            f"1], instead of {list(widths)}"
        )
    if len(activations) != len(widths) - 1:
        raise ValueError(
            f"{len(widths)} widths make {len(widths) - 1} layers, but {len(activations)} "
            "activations were named; each layer has one"
        )
    for name in activations:
        known(name, known_activations(), "activation")
    return Derivation(widths, activations, known(cost, costs(), "cost"))


# J as a function of [(W, b), …]: a number, or a complex number where W or b are complex.
CostFunction = Callable[[list[Pair]], Any]


@dataclass(frozen=True)
class AnalyticCost:
    """J on one batch, as a function of the parameters that lets complex numbers through.

    Wherever no z is at a kink, a complex step gives its slope: it is analytic.
    """

    forward: Callable[[list[Pair], Array], list[Pair]]
    cost: Callable[[Array, Array], Any]
    X: Array
    Y: Array

    def __call__(self, parameters: list[Pair]) -> Any:
        """Return J; the parameters are [(W, b), …], real or complex, and are not checked."""
        return self.cost(self.Y, self.forward(parameters, self.X)[-1][1])


@dataclass(frozen=True)
class Derivation:
    """The derivation of the network with these widths, activations and cost. Made by `derive`."""

    widths: tuple[int, ...]
    activations: tuple[str, ...]
    cost: str

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in order, each resting only on earlier ones."""
        return _steps(self.widths, self.activations, self.cost)

    def gradients(self, parameters: PairsLike, X: npt.ArrayLike, Y: npt.ArrayLike) -> list[Pair]:
        """Return [(dW, db), …], one pair a layer, each of the shape of the parameter.

        `parameters` is [(W, b), …] with W (d_in, d_out) and b (d_out,); X is (n, d_in) and
        Y (n, d_out). Raises ValueError for a wrong shape and TypeError for anything but real
        numbers.
        """
        return self._function("gradients")(*self.checked(parameters, X, Y))

    def forward(self, parameters: PairsLike, X: npt.ArrayLike) -> list[Pair]:
        """Return [(z1, a1), …], one pair a layer, each of shape (n, the layer's width)."""
        return self._function("forward")(self._layers(parameters), self._inputs(X))

    def cost_of(self, parameters: PairsLike, X: npt.ArrayLike, Y: npt.ArrayLike) -> float:
        """Return J as a number."""
        layers, inputs, targets = self.checked(parameters, X, Y)
        ŷ = self._function("forward")(layers, inputs)[-1][1]
        return float(_cost_function(self.cost)(targets, ŷ))

    def cost_function(self, X: npt.ArrayLike, Y: npt.ArrayLike) -> AnalyticCost:
        """Return the function parameters -> J on this batch; it lets complex numbers through."""
        inputs = self._inputs(X)
        targets = self._targets(Y, len(inputs))
        return AnalyticCost(self._function("forward"), _cost_function(self.cost), inputs, targets)

    def python(self) -> str:
        """Return the source text of the NumPy function `gradients(parameters, X, Y)`.

        >>> print(derive([1, 1], ["identity"], "mse").python().split("def gradients")[1])
        (parameters, X, Y):
            (W1, b1), = parameters
            z1 = X @ W1 + b1
            ŷ = identity(z1)
            dŷ = -2*(Y - ŷ) / ŷ.size
            δ1 = dŷ * identity_prime(z1)
            dW1 = X.T @ δ1
            db1 = δ1.sum(axis=0)
            return [(dW1, db1)]
        <BLANKLINE>
        """
        return _program(self.activations, self.cost)

    def latex(self) -> str:
        """Return the steps as one LaTeX display."""
        lines = [
            rf"  {step.latex.replace(' = ', ' &= ', 1)} && \text{{({step.number})}}"
            for step in self.steps
        ]
        return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"

    def __str__(self) -> str:
        """Return the steps as lines: number, equation, reason, and what it rests on."""
        equations = [f"{step.left} = {step.right}" for step in self.steps]
        width = min(44, max(map(len, equations)))
        layout = "-".join(map(str, self.widths))
        lines = [
            f"{layout}, {', '.join(self.activations)}, cost {self.cost.replace('_', ' ')}",
            f"Samples are the rows of X and y; n is the number of {self._counted()}.",
            "",
        ]
        for step, equation in zip(self.steps, equations, strict=True):
            rests = f" ({', '.join(map(str, step.rests_on))})" if step.rests_on else ""
            lines.append(f"{step.number:>3}. {equation:<{width}}  # {step.because}{rests}")
        return "\n".join(lines)

    def _counted(self):
        """Say what J averages over."""
        over, wide = rules_once()["costs"][self.cost]["over"], self.widths[-1]
        return f"{over}, {wide} for each sample" if over == "predictions" and wide > 1 else over

    def _function(self, name):
        return _compiled(self.python(), name)

    def checked(
        self, parameters: PairsLike, X: npt.ArrayLike, Y: npt.ArrayLike
    ) -> tuple[list[Pair], Array, Array]:
        """Return parameters, X and Y as float arrays of the right shapes.

        Raises ValueError for a wrong shape and TypeError for anything but real numbers.
        """
        inputs = self._inputs(X)
        return self._layers(parameters), inputs, self._targets(Y, len(inputs))

    def _layers(self, parameters):
        pairs = list(parameters)
        if len(pairs) != len(self.activations):
            raise ValueError(
                f"the network has {len(self.activations)} layers, but there are parameters for "
                f"{len(pairs)}"
            )
        arrays = []
        for layer, pair in enumerate(pairs, 1):
            W, b = real_array(pair[0], f"W{layer}"), real_array(pair[1], f"b{layer}")
            _require(f"W{layer}", W, self.widths[layer - 1 : layer + 1])
            _require(f"b{layer}", b, (self.widths[layer],))
            arrays.append((W, b))
        return arrays

    def _inputs(self, X):
        X = real_array(X, "X")
        _require("X", X, (max(1, len(X)) if X.ndim else "n", self.widths[0]))
        return X

    def _targets(self, Y, n):
        Y = real_array(Y, "Y")
        _require("Y", Y, (n, self.widths[-1]))
        return Y


def _require(name, array, shape):
    if array.shape != tuple(shape):
        wanted = "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"
        raise ValueError(f"{name} has shape {array.shape} instead of {wanted}")


@cache
def _steps(widths, activations, cost):
    return tuple(steps_of(widths, activations, cost))


@cache
def _cost_function(cost):
    return run(cost_source(cost, "value"), cost)


@cache
def _compiled(program, name):
    return run(program, name)


@cache
def _program(activations, cost):
    """Write the whole program: the rules that it uses, `forward`, and `gradients`."""
    names = dict.fromkeys(activations)
    direct = fused(activations[-1], cost)
    sloped = dict.fromkeys(activations[:-1] if direct else activations)
    parts = [value_source(name) for name in names]
    parts += [slope_source(name) for name in sloped if name != "softmax"]
    depth = len(activations)
    unpack = ", ".join(f"(W{layer}, b{layer})" for layer in range(1, depth + 1))
    forward, pairs = [f"    {unpack}{',' * (depth == 1)} = parameters"], []
    for layer, name in enumerate(activations, 1):
        a = "ŷ" if layer == depth else f"a{layer}"
        forward.append(f"    z{layer} = {_input(layer)} @ W{layer} + b{layer}")
        forward.append(f"    {a} = {name}(z{layer})")
        pairs.append(f"(z{layer}, {a})")
    backward = []
    for layer in range(depth, 0, -1):
        backward += _backward(layer, depth, activations[layer - 1], cost, direct)
    returned = ", ".join(f"(dW{layer}, db{layer})" for layer in range(1, depth + 1))
    parts.append(
        "\n".join(["def forward(parameters, X):", *forward, f"    return [{', '.join(pairs)}]\n"])
    )
    parts.append(
        "\n".join(
            ["def gradients(parameters, X, Y):", *forward, *backward, f"    return [{returned}]\n"]
        )
    )
    return "import numpy as np\n\n\n" + "\n\n".join(parts)


def _backward(layer, depth, name, cost, direct):
    """Write one layer's lines: the slope of J by what the layer passes on, δ, dW, db."""
    last = layer == depth
    a = "ŷ" if last else f"a{layer}"
    slope = [f"    d{a} = {cost_slope_source(cost) if last else _from_above(layer)}"]
    if last and direct:
        slope, delta = [], f"({direct.replace('y', 'Y')}) / {number_source(cost)}"
    elif name == "softmax":
        delta = pull_source(a, f"d{a}")
    else:
        delta = f"d{a} * {name}_prime(z{layer})"
    return [
        *slope,
        f"    δ{layer} = {delta}",
        f"    dW{layer} = {_input(layer)}.T @ δ{layer}",
        f"    db{layer} = δ{layer}.sum(axis=0)",
    ]


def _from_above(layer):
    return f"δ{layer + 1} @ W{layer + 1}.T"


def _input(layer):
    return "X" if layer == 1 else f"a{layer - 1}"
