"""Mistakes in drawing the first weights, told by the statistics of what was drawn."""

import numpy as np

from derivations.arrays import Array, alike
from derivations.known_mistakes.known_mistake import KnownMistake, Remark

NORMAL, UNIFORM = 0.6827, 3**-0.5  # the share within one standard deviation


def of_draw(column: str, draw: str, d_in: int, d_out: int) -> list[KnownMistake]:
    """Return what one statistic of W comes to with a mistake in he or xavier.

    >>> [m.done for m in of_draw("variance?", "he", 50, 400) if m.value == 2 / 400]
    ['he counts the outputs instead of the inputs']
    """
    fans = {"he": d_in, "xavier": d_in + d_out}
    variance, (other,) = 2 / fans[draw], (name for name in fans if name != draw)
    deviation = np.sqrt(variance)
    scales = {
        f"the variance of {draw} lacks the factor 2": variance / 2,
        f"{draw} uses the variance as standard deviation": variance**2,
        f"{draw} does not scale its weights": 1.0,
        f"{draw} uses the variance of {other}": 2 / fans[other],
        f"{draw} counts the outputs instead of the inputs": 2 / d_out,
    }
    if draw == "xavier":
        scales["xavier counts only the inputs, without the factor 2"] = 1 / d_in
    found = [
        ("scale", done, {"variance?": value, "within one deviation?": NORMAL})
        for done, value in scales.items()
    ]
    for interval, mean, factor in (("0", deviation / 2, 12), ("-1", 0.0, 3)):
        # Of numbers from 0 to 1, those below the deviation are within it.
        share = UNIFORM if interval == "-1" else 12**-0.5
        drawn = {"variance?": variance / factor, "within one deviation?": share}
        # How near to 0 a mean of 0 comes is a matter of luck.
        drawn |= {"mean?": mean} if mean else {}
        found.append(
            (
                "not-normal",
                f"{draw} draws uniformly from {interval} to 1 instead of normally",
                drawn,
            )
        )
    done = f"{draw} draws uniformly instead of normally"
    found.append(("not-normal", done, {"within one deviation?": UNIFORM}))
    zeros = {"mean?": 0.0, "variance?": 0.0, "within one deviation?": 0.0}
    found.append(("zeros", f"every weight of {draw} is 0", zeros))
    return _in(column, found)


def of_rai(column: str, d_in: int) -> list[KnownMistake]:
    """Return what one statistic of a unit's weights and bias comes to with a mistake in rai."""
    entries, σ2 = d_in + 1, 0.6007**2 / d_in

    def drawn(weights, bias, square=σ2, mean=2 / 3, chosen=1 / 2):
        """Return the statistics, from the chance of each weight and of the bias to be chosen."""
        share = (d_in * weights + bias) / entries
        found = {
            "positive weights?": 1 / 2 + weights / 2,
            "positive biases?": 1 / 2 + bias / 2,
            "mean square?": (1 - share) * square + share * chosen,
        }
        return found | ({"mean?": share * mean} if share else {})

    even = 1 / entries
    scaled = {"mean": 2 / 3 * np.sqrt(σ2), "chosen": σ2 / 2}
    found = [
        ("never-the-bias", "the bias is never redrawn", drawn(1 / d_in, 0)),
        ("always-the-bias", "the bias is always redrawn", drawn(0, 1)),
        ("none-chosen", "no entry is redrawn", drawn(0, 0)),
        ("all-chosen", "all entries are redrawn", drawn(1, 1)),
        ("scaled-too", "the redrawn entry is scaled like the others", drawn(even, even, **scaled)),
        (
            "not-beta",
            "the redrawn entry is uniform from 0 to 1",
            drawn(even, even, mean=1 / 2, chosen=1 / 3),
        ),
        (
            "not-beta",
            "the redrawn entry comes from Beta(1, 2)",
            drawn(even, even, mean=1 / 3, chosen=1 / 6),
        ),
        ("scale", "the standard deviation is not divided by √d_in", drawn(even, even, σ2 * d_in)),
        ("scale", "the standard deviation is divided by d_in", drawn(even, even, σ2 / d_in)),
    ]
    return _in(column, found)


def of_bias(b: Array) -> list[KnownMistake]:
    """Return the mistake behind biases that are not 0."""
    if np.ptp(b):
        return [KnownMistake("random-bias", "the biases are random, too", np.abs(b).max())]
    return [KnownMistake("constant-bias", "every bias starts at the same number", np.abs(b).max())]


def of_seeds(one: Array, other: Array, same_seed: bool) -> list[Remark]:
    """Return (code, sentence) pairs on the numbers of two networks, drawn with one or two seeds."""
    equal = alike(one, other)
    if equal and not same_seed and not np.any(one):
        return [("zeros", "Every weight starts at 0, whatever the seed.")]
    if equal and not same_seed:
        return [("own-generator", "The weights do not come from the argument rng.")]
    if same_seed and not equal:
        done = "The weights come from the argument rng and from another source of chance"
        return [("own-generator", f"{done}: the same seed gives two different networks.")]
    return []


def _in(column, found):
    # Some five standard errors of what thousands of draws give.
    return [
        KnownMistake(code, done, by[column], near=0.04) for code, done, by in found if column in by
    ]


def of_size(d_in: int, d_out: int, letter: str) -> list[KnownMistake]:
    """Return what the shape of W or b comes to with a mistake, where many layers are drawn.

    >>> [mistake.value for mistake in of_size(3, 4, "W")]
    ['3, 4']
    """
    one = f"{d_in}, {d_out}" if letter == "W" else f"{d_out}"
    return [
        KnownMistake(
            "argument-unused", "the argument size is not used, so only one layer is drawn", one
        )
    ]
