"""The chain rule of a network of dense layers, as numbered steps: forward once, backward once.

Layer by layer, with opaque symbols for z, a and δ: no formula ever holds another layer's formula,
so a network twice as deep has twice as many steps and takes twice as long.
"""

from collections.abc import Sequence
from typing import NamedTuple

from derivations.rules.compiled import fused, rules_once


class Step(NamedTuple):
    """One equation: left = right, why it holds, and the numbers of the steps it rests on.

    `latex` is the same equation for a page; `rule` is True for a derivative of a definition, which
    holds for any z, and False for an equation of this network.
    """

    number: int
    left: str
    right: str
    because: str
    rests_on: tuple[int, ...]
    latex: str
    rule: bool


class _Steps(list[Step]):
    def add(self, left, right, because, rests_on, latex, rule=False):
        self.append(Step(len(self) + 1, left, right, because, tuple(rests_on), latex, rule))
        return len(self)


def steps_of(widths: Sequence[int], activations: Sequence[str], cost: str) -> list[Step]:
    """Return the steps for layers of `widths` [d_in, …, d_out]: forward, local rules, backward.

    >>> for step in steps_of([2, 1], ["relu"], "mse")[-4:]:
    ...     print(step.number, step.left, "=", step.right, step.rests_on)
    5 ∂J/∂ŷ = 1/n · (-2·(y - ŷ)) (3,)
    6 δ1 = ∂J/∂ŷ ⊙ relu′(z1) (2, 4, 5)
    7 ∂J/∂W1 = Xᵀ·δ1 (1, 6)
    8 ∂J/∂b1 = Σ over the samples of δ1 (1, 6)
    """
    steps, depth = _Steps(), len(activations)
    sums, outputs = _forward(steps, activations)
    rule = rules_once()["costs"][cost]
    mean, mean_latex = _average(rule["over"], widths[-1])
    cost_step = steps.add(
        "J",
        f"{mean} Σ ({rule['value_text']})",
        f"the cost, {cost.replace('_', ' ')}, averaged over the {rule['over']}",
        [outputs[depth]],
        rf"J = {mean_latex} \sum \left({rule['value_latex']}\right)",
    )
    slopes = {name: _local_rule(steps, name) for name in dict.fromkeys(activations)}
    slope_step = steps.add(
        "∂J/∂ŷ",
        f"{mean} · ({rule['slope_text']})",
        "SymPy's derivative of one prediction's part of the cost",
        [cost_step],
        rf"\frac{{\partial J}}{{\partial \hat{{y}}}} = {mean_latex} "
        rf"\left({rule['slope_latex']}\right)",
    )
    at = slope_step
    for layer in range(depth, 0, -1):
        name = activations[layer - 1]
        last = layer == depth
        rests = [outputs[layer], slopes[name], at]
        if last and fused(name, cost):
            delta = _fused_delta(steps, layer, name, cost, (mean, mean_latex), rests)
        else:
            delta = _delta(steps, layer, name, last, rests)
        at = _gradients(steps, layer, sums[layer], delta)
    return list(steps)


def _forward(steps, activations):
    """Add z and a of every layer; return the numbers of those steps by layer."""
    depth = len(activations)
    sums: dict[int, int] = {}
    outputs: dict[int, int] = {}
    for layer, name in enumerate(activations, 1):
        a, a_latex = _output(layer - 1, depth)
        sums[layer] = steps.add(
            f"z{layer}",
            f"{a}·W{layer} + b{layer}",
            f"the weighted sums of layer {layer}",
            [outputs[layer - 1]] if layer > 1 else [],
            rf"z_{{{layer}}} = {a_latex} W_{{{layer}}} + b_{{{layer}}}",
        )
        a, a_latex = _output(layer, depth)
        what = "what the network answers" if layer == depth else f"what layer {layer} passes on"
        outputs[layer] = steps.add(
            a,
            f"{name}(z{layer})",
            what,
            [sums[layer]],
            rf"{a_latex} = {_function(name)}(z_{{{layer}}})",
        )
    return sums, outputs


def _local_rule(steps, name):
    """Add the derivative of an activation's definition; return the step's number."""
    if name == "softmax":
        rule = {key: text.replace("*", "·") for key, text in rules_once()["softmax"].items()}
        same, other = r"a_{i} \left(1 - a_{i}\right)", r"-a_{i} a_{j}"
        return steps.add(
            "∂a_i/∂z_i, ∂a_i/∂z_j",
            f"{rule['same']}, {rule['other']}",
            "SymPy's derivative of softmax, written in its own outputs",
            [],
            rf"\frac{{\partial a_i}}{{\partial z_i}} = {same}, \quad "
            rf"\frac{{\partial a_i}}{{\partial z_j}} = {other}",
            rule=True,
        )
    rule = rules_once()["activations"][name]
    return steps.add(
        f"{name}′(z)",
        rule["slope_text"],
        f"SymPy's derivative of {name}(z) = {rule['value_text']}",
        [],
        rf"{_function(name)}'(z) = {rule['slope_latex']}",
        rule=True,
    )


def _delta(steps, layer, name, last, rests):
    """Add δ = ∂J/∂z of a layer from ∂J/∂a of the same layer."""
    slope, slope_latex = _by_output(layer, last)
    if name == "softmax":
        a, a_latex = ("ŷ", r"\hat{y}") if last else (f"a{layer}", f"a_{{{layer}}}")
        right = f"{a} ⊙ ({slope} - Σ over the classes of {slope} ⊙ {a})"
        latex = (
            rf"{a_latex} \odot \left({slope_latex} - \sum_{{classes}} {slope_latex} "
            rf"\odot {a_latex}\right)"
        )
        because = "chain rule; every class's a depends on every z of its sample"
    else:
        right = f"{slope} ⊙ {name}′(z{layer})"
        latex = rf"{slope_latex} \odot {_function(name)}'(z_{{{layer}}})"
        because = f"chain rule through {'ŷ' if last else f'a{layer}'} = {name}(z{layer})"
    return steps.add(f"δ{layer}", right, because, rests, rf"\delta_{{{layer}}} = {latex}")


def _fused_delta(steps, layer, name, cost, mean, rests):
    """Add δ of an output layer whose cost and activation cancel."""
    from_cost = cost.replace("_", " ")
    why = "a sample's y sum to 1" if name == "softmax" else "the factor ŷ·(1 - ŷ) cancels"
    return steps.add(
        f"δ{layer}",
        f"{mean[0]} · (ŷ - y)",
        f"chain rule, {name} and {from_cost} multiplied out: {why}",
        rests,
        rf"\delta_{{{layer}}} = {mean[1]} \left(\hat{{y}} - y\right)",
    )


def _gradients(steps, layer, sum_step, delta):
    """Add the gradients by W, b and, above the first layer, by the layer's input."""
    a, a_latex = ("X", "X") if layer == 1 else (f"a{layer - 1}", f"a_{{{layer - 1}}}")
    steps.add(
        f"∂J/∂W{layer}",
        f"{a}ᵀ·δ{layer}",
        f"W{layer} multiplies {a}; the product sums over the samples",
        [sum_step, delta],
        rf"\frac{{\partial J}}{{\partial W_{{{layer}}}}} = {a_latex}^{{T}} \delta_{{{layer}}}",
    )
    steps.add(
        f"∂J/∂b{layer}",
        f"Σ over the samples of δ{layer}",
        f"b{layer} is added to every sample",
        [sum_step, delta],
        rf"\frac{{\partial J}}{{\partial b_{{{layer}}}}} = \sum_{{samples}} \delta_{{{layer}}}",
    )
    if layer == 1:
        return None
    return steps.add(
        f"∂J/∂a{layer - 1}",
        f"δ{layer}·W{layer}ᵀ",
        f"a{layer - 1} feeds every unit of layer {layer}; the product adds what comes back",
        [sum_step, delta],
        rf"\frac{{\partial J}}{{\partial a_{{{layer - 1}}}}} = "
        rf"\delta_{{{layer}}} W_{{{layer}}}^{{T}}",
    )


def _average(over, width):
    if over == "samples" or width == 1:
        return "1/n", r"\frac{1}{n}"
    return f"1/({width}·n)", rf"\frac{{1}}{{{width} n}}"


def _output(layer, depth):
    if layer == 0:
        return "X", "X"
    return ("ŷ", r"\hat{y}") if layer == depth else (f"a{layer}", f"a_{{{layer}}}")


def _by_output(layer, last):
    if last:
        return "∂J/∂ŷ", r"\frac{\partial J}{\partial \hat{y}}"
    return f"∂J/∂a{layer}", rf"\frac{{\partial J}}{{\partial a_{{{layer}}}}}"


def _function(name):
    return r"\sigma" if name == "sigmoid" else rf"\mathrm{{{name.replace('_', chr(92) + '_')}}}"
