"""The chain rule of a network of dense layers, as numbered steps: forward once, backward once.

Layer by layer, with opaque symbols for z, a and δ: no formula ever holds another layer's formula,
so a network twice as deep has twice as many steps and takes twice as long.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from derivations.rules.compiled import fused, rules_once
from derivations.rules.spelling import spelled


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

    n is the number that the cost averages over: of samples, or of predictions.

    >>> for step in steps_of([2, 1], ["relu"], "mse")[-4:]:
    ...     print(step.number, step.left, "=", step.right, step.rests_on)
    5 ∂J/∂ŷ = -2/n·(y - ŷ) (3,)
    6 δ1 = ∂J/∂ŷ ⊙ relu′(z1) (2, 4, 5)
    7 ∂J/∂W1 = Xᵀ·δ1 (1, 6)
    8 ∂J/∂b1 = Σ δ1 (1, 6)
    """
    steps, depth = _Steps(), len(activations)
    sums, outputs = _forward(steps, activations)
    rule = rules_once()["costs"][cost]
    term, term_latex = _in_brackets(rule["value_textbook"]), rule["value_textbook_latex"]
    over, over_latex = _over(rule["value_factor"])
    cost_step = steps.add(
        "J",
        f"{over} Σ {term}",
        f"the cost, {cost.replace('_', ' ')}, averaged over the n {rule['over']}",
        [outputs[depth]],
        rf"J = {over_latex} \sum {_in_brackets(term_latex, latex=True)}",
    )
    slopes = _local_rules(steps, activations)
    over, over_latex = _over(rule["slope_factor"])
    slope_step = steps.add(
        "∂J/∂ŷ",
        f"{over}·{_in_brackets(rule['slope_textbook'])}",
        "SymPy's derivative of what one prediction adds to J",
        [cost_step],
        rf"\frac{{\partial J}}{{\partial \hat{{y}}}} = {over_latex} "
        rf"{_in_brackets(rule['slope_textbook_latex'], latex=True)}",
    )
    at = slope_step
    for layer in range(depth, 0, -1):
        name = activations[layer - 1]
        last = layer == depth
        rests = [outputs[layer], slopes[layer], at]
        if last and fused(name, cost):
            delta = _fused_delta(steps, layer, name, cost, rests)
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
            f"{spelled(name)[0]}(z{layer})",
            what,
            [sums[layer]],
            rf"{a_latex} = {spelled(name)[1]}(z_{{{layer}}})",
        )
    return sums, outputs


def _local_rules(steps, activations):
    """Add the derivative of each activation's definition once, of softmax for each layer."""
    depth, found = len(activations), {}
    for layer, name in enumerate(activations, 1):
        key = layer if name == "softmax" else name
        if key not in found:
            found[key] = (
                _jacobian(steps, layer, depth) if name == "softmax" else _local_rule(steps, name)
            )
    return {
        layer: found[layer if name == "softmax" else name]
        for layer, name in enumerate(activations, 1)
    }


def _local_rule(steps, name):
    rule, (f, f_latex) = rules_once()["activations"][name], spelled(name)
    return steps.add(
        f"{f}′(z)",
        rule["slope_textbook"],
        f"SymPy's derivative of {f}(z), which is {rule['value_text']}",
        [],
        rf"{f_latex}'(z) = {rule['slope_textbook_latex']}",
        rule=True,
    )


def _jacobian(steps, layer, depth):
    a, a_latex = ("ŷ", r"\hat{y}_{%s}") if layer == depth else (f"a{layer}", f"a_{{{layer},%s}}")
    a_i, a_j = (a_latex % index for index in "ij")
    return steps.add(
        f"∂{a}_i/∂z{layer}_j",
        f"{a}_i·(δ_ij - {a}_j)",
        "SymPy's derivative of softmax, written in its own outputs",
        [],
        rf"\frac{{\partial {a_i}}}{{\partial z_{{{layer},j}}}} = "
        rf"{a_i} \left(\delta_{{ij}} - {a_j}\right)",
        rule=True,
    )


def _delta(steps, layer, name, last, rests):
    """Add δ = ∂J/∂z of a layer from ∂J/∂a of the same layer."""
    a = "ŷ" if last else f"a{layer}"
    if name == "softmax":
        a_latex = r"\hat{y}_{%s}" if last else f"a_{{{layer},%s}}"
        a_j, a_k = (a_latex % index for index in "jk")
        slope_j, slope_k = (rf"\frac{{\partial J}}{{\partial {at}}}" for at in (a_j, a_k))
        return steps.add(
            f"δ{layer}_j",
            f"{a}_j·(∂J/∂{a}_j - Σ_k ∂J/∂{a}_k·{a}_k)",
            "chain rule; every class's a depends on every z of its sample",
            rests,
            rf"\delta_{{{layer},j}} = {a_j} \left({slope_j} - \sum_k {slope_k} {a_k}\right)",
        )
    slope, slope_latex = _by_output(layer, last)
    f, f_latex = spelled(name)
    return steps.add(
        f"δ{layer}",
        f"{slope} ⊙ {f}′(z{layer})",
        f"chain rule through {a}, which is {f}(z{layer})",
        rests,
        rf"\delta_{{{layer}}} = {slope_latex} \odot {f_latex}'(z_{{{layer}}})",
    )


def _fused_delta(steps, layer, name, cost, rests):
    """Add δ of an output layer whose cost and activation cancel."""
    from_cost = cost.replace("_", " ")
    why = "a sample's y sum to 1" if name == "softmax" else "the factor ŷ·(1 - ŷ) cancels"
    return steps.add(
        f"δ{layer}",
        "(ŷ - y)/n",
        f"chain rule, {name} and {from_cost} multiplied out: {why}",
        rests,
        rf"\delta_{{{layer}}} = \frac{{1}}{{n}} \left(\hat{{y}} - y\right)",
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
        f"Σ δ{layer}",
        f"b{layer} is added to every sample, so Σ goes over the samples",
        [sum_step, delta],
        rf"\frac{{\partial J}}{{\partial b_{{{layer}}}}} = \sum \delta_{{{layer}}}",
    )
    if layer == 1:
        return None
    return steps.add(
        f"∂J/∂a{layer - 1}",
        f"δ{layer}·W{layer}ᵀ",
        f"a{layer - 1} feeds every unit of layer {layer}; the product adds their gradients",
        [sum_step, delta],
        rf"\frac{{\partial J}}{{\partial a_{{{layer - 1}}}}} = "
        rf"\delta_{{{layer}}} W_{{{layer}}}^{{T}}",
    )


def _over(factor):
    """Write a number divided by n: -2/n."""
    sign, digits = ("-", factor[1:]) if factor.startswith("-") else ("", factor)
    return f"{factor}/n", rf"{sign}\frac{{{digits}}}{{n}}"


def _in_brackets(term, latex=False):
    """Put brackets around a sum, of which every term belongs to what stands before it."""
    if not re.search(r" [+-] (?![^()]*\))", term):
        return term
    return rf"\left({term}\right)" if latex else f"({term})"


def _output(layer, depth):
    if layer == 0:
        return "X", "X"
    return ("ŷ", r"\hat{y}") if layer == depth else (f"a{layer}", f"a_{{{layer}}}")


def _by_output(layer, last):
    if last:
        return "∂J/∂ŷ", r"\frac{\partial J}{\partial \hat{y}}"
    return f"∂J/∂a{layer}", rf"\frac{{\partial J}}{{\partial a_{{{layer}}}}}"
