"""Pictures of curves: activations with their slopes, costs, errors of measured gradients."""

from collections.abc import Iterator
from itertools import pairwise

from dojo.book.colours import C1, C2, C3, INK, MUTED

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power(exponent: int) -> str:
    """Write a power of ten: 10⁻⁵."""
    return f"10{str(exponent).translate(_SUPERSCRIPTS)}"


def scientific(number: float) -> str:
    """Write a positive number to two digits: 3.7·10⁻¹⁰."""
    mantissa, _, exponent = f"{number:.1e}".partition("e")
    return power(int(exponent)) if mantissa == "1.0" else f"{mantissa}·{power(int(exponent))}"


def powers(axis: object, exponents: range) -> None:
    """Mark an axis, already logarithmic, at powers of ten."""
    axis.set_ticks([10.0**e for e in exponents], [power(e) for e in exponents])
    axis.set_ticks([], minor=True)


def activations(figure: object, data: dict) -> None:
    """Draw a small picture for each activation: a as a line, its slope dashed."""
    figure.set_size_inches(6.1, 9.4)
    axes = figure.subplots(4, 2).ravel()
    z = data["z"]
    for ax, (name, curve) in zip(axes, data["curves"].items(), strict=False):
        for piece in unbroken(z, curve["slope"]):
            ax.plot(*piece, color=C2, linestyle=(0, (4, 2)))
        ax.plot(z, curve["a"], color=C1, linewidth=2.4)
        ax.set(title=name.replace("_", " "), xlim=(-4, 4), ylim=(-1.5, 2.2), xlabel="z")
        ax.set(xticks=range(-4, 5, 2), yticks=(-1, 0, 1, 2))
        ax.axhline(0, color=MUTED, linewidth=0.8)
        ax.axvline(0, color=MUTED, linewidth=0.8)
    key = axes[7]
    key.axis("off")
    key.plot([-3.6, -1.8], [0.6, 0.6], color=C1, linewidth=2.4)
    key.plot([-3.6, -1.8], [-0.4, -0.4], color=C2, linestyle=(0, (4, 2)))
    for y, what in ((0.6, "activation a = f(z)"), (-0.4, "slope f′(z)")):
        key.text(-1.5, y, what, va="center", in_layout=False)
    key.set(xlim=(-4, 4), ylim=(-1.2, 1.4))


def unbroken(z: list[float], values: list[float], jump: float = 0.5) -> Iterator[tuple]:
    """Part a curve where it jumps, so that no line is drawn through what it never is.

    >>> list(unbroken([0, 1, 2], [0, 0, 1]))
    [([0, 1], [0, 0]), ([2], [1])]
    """
    steps = pairwise(values)
    cuts = [i for i, (a, b) in enumerate(steps, start=1) if abs(b - a) > jump]
    for first, last in pairwise([0, *cuts, len(z)]):
        yield z[first:last], values[first:last]


def words_of_activations(data: dict) -> tuple[str, str]:
    """Say what to see, and the values at three points."""
    caption = (
        "Where the solid line bends, the dashed one moves. Sigmoid and tanh go flat on both sides, "
        "and their slopes go to 0: there is little to learn from there. The slope of ReLU is 0 or "
        "1 and nothing between; leaky ReLU, ELU and swish keep a little of it where z is negative."
    )
    z = data["z"]
    at = [min(range(len(z)), key=lambda i: abs(z[i] - here)) for here in (-2, 0, 2)]
    each = [
        f"{name.replace('_', ' ')}: "
        + ", ".join(
            f"a = {c['a'][i]:.3g} and slope {c['slope'][i]:.3g} at z = {z[i]:g}" for i in at
        )
        for name, c in data["curves"].items()
    ]
    return caption, f"Activations and their slopes from z = −4 to 4. {'. '.join(each)}."


def learning_rates(figure: object, data: dict) -> None:
    """Draw J against the epochs, one line for each α, named at its end."""
    figure.set_size_inches(6.1, 4)
    ax = figure.subplots()
    last = len(data["costs"][0]) - 1
    styles = zip((C3, C1, C2), ("dashed", "solid", (0, (1, 1))), strict=True)
    for α, costs, (colour, dash) in zip(data["rates"], data["costs"], styles, strict=True):
        ax.plot(costs, color=colour, linestyle=dash)
        ax.text(last + 3, costs[-1], f"α = {α:g}", color=colour, va=_side(costs, data["costs"]))
    ax.set(xlabel="epochs", ylabel="cost J", xlim=(0, last * 1.17), ylim=(0, None))
    ax.set_xticks(range(0, last + 1, 50))


def _side(costs: list, everyone: list) -> str:
    """Keep the names of two lines that end near each other apart."""
    near = [
        other[-1] - costs[-1]
        for other in everyone
        if other is not costs and abs(other[-1] - costs[-1]) < 0.1 * max(map(max, everyone))
    ]
    if near:
        return "top" if near[0] > 0 else "bottom"
    return "center" if costs[-1] > 0.1 else "bottom"


def words_of_learning_rates(data: dict) -> tuple[str, str]:
    """Say what to see, and the costs on the way."""
    small, good, large = (f"{α:g}" for α in data["rates"])
    caption = (
        f"One network, the same first weights, XOR. With α = {small} the cost J creeps down; with "
        f"α = {good} it arrives; with α = {large} a step lands beyond the valley, J leaps up, and "
        "where it comes to rest nothing more is learned."
    )
    last = len(data["costs"][0]) - 1
    each = [
        f"α = {α:g}: "
        + ", ".join(f"{c[i]:.3g} after {i}" for i in sorted({0, 5, 20, 50, 100, last}) if i <= last)
        + f", at most {max(c):.3g}"
        for α, c in zip(data["rates"], data["costs"], strict=True)
    ]
    return caption, f"The cost J against the number of epochs. {'. '.join(each)}."


def gradient_errors(figure: object, data: dict) -> None:
    """Draw the V: the relative error against ε, both on a logarithmic scale."""
    figure.set_size_inches(6.1, 4.2)
    ax = figure.subplots()
    εs, errors = data["ε"], [max(error, 1e-17) for error in data["errors"]]
    ax.loglog(εs, errors, color=C1, marker="o", markersize=4)
    best = min(range(len(εs)), key=errors.__getitem__)
    ax.set(xlabel="ε, the length of the step", ylabel="largest relative error")
    ax.set_ylim(min(1e-11, errors[best] / 400), 10)
    powers(ax.xaxis, range(-12, 1, 2))
    powers(ax.yaxis, range(-10, 1, 2))
    ax.annotate(
        f"best: {scientific(errors[best])}\nat ε = {scientific(εs[best])}",
        (εs[best], errors[best]),
        (0, -12),
        textcoords="offset points",
        ha="center",
        va="top",
        fontsize=11,
    )
    ax.text(1e-9, 3e-7, "rounding:\ngrows as 1/ε", ha="right", va="center", color=INK)
    ax.text(1.5e-3, 3e-4, "the curve bends:\ngrows as ε²", ha="right", va="center", color=INK)


def words_of_gradient_errors(data: dict) -> tuple[str, str]:
    """Say what to see, and the error at each power of ten."""
    pairs = list(zip(data["ε"], data["errors"], strict=True))
    best = min(pairs, key=lambda pair: pair[1])
    caption = (
        "Too long a step measures the slope of a chord instead of the curve’s; too short a one "
        "subtracts two costs that agree in nearly every digit. In between lies the best ε, here "
        f"{scientific(best[0])}, where the worst of the measured slopes is off by a share of "
        f"{scientific(best[1])}."
    )
    each = [f"{scientific(error)} at {scientific(ε)}" for ε, error in pairs[::3]]
    return caption, f"The curve is a V. The largest relative error for each ε: {', '.join(each)}."
