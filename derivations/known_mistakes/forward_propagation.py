"""Mistakes in a forward pass."""

from collections.abc import Iterator

from derivations.arrays import Array, Pair
from derivations.known_mistakes.known_mistake import KnownMistake, Network
from derivations.language.phrases import instead
from derivations.rules.compiled import activation_slope, activation_value


def of_forward(network: Network, X: Array) -> Iterator[tuple[str, str, list[Pair]]]:
    """Yield (code, what was done, [(z, a), ...]) for one mistake in a forward pass."""
    last = len(network) - 1
    names = [activation for _, _, activation in network]
    yield (
        "sum-for-output",
        "z is passed on to the next layer instead of a",
        _pass(network, X, keep="z"),
    )
    done = "the last layer's activation is missing"
    yield "activation-missing", done, _pass(network, X, [*names[:last], "identity"])
    yield (
        "activation-missing",
        "no layer applies its activation",
        _pass(network, X, ["identity"] * 9),
    )
    done = "every layer uses the activation of the first one"
    yield "other-activation", done, _pass(network, X, names[:1] * len(names))
    yield "wrong-input", "every layer gets x as its input", _pass(network, X, keep="x")
    yield "term-missing", "the biases are missing", _pass([(W, 0 * b, f) for W, b, f in network], X)
    yield "slope-for-value", instead("f′(z)", "f(z)"), _pass(network, X, f=activation_slope)
    yield "swapped", "z and a are swapped", [(a, z) for z, a in _pass(network, X)]


def signal_mistakes(network: Network, X: Array, place: int) -> list[KnownMistake]:
    """Return the mistakes of one of the signals, by its place in z₁, a₁, z₂, a₂, ..."""
    found = []
    for code, done, signals in of_forward(network, X):
        flat = [value for pair in signals for value in pair]
        found.append(KnownMistake(code, done, flat[place]))
    if place == -1:
        done = "ŷ is the first layer's a instead of the last one's"
        found.append(KnownMistake("first-layer", done, _pass(network, X)[0][1]))
    return found


def _pass(network, X, names=None, keep="a", f=activation_value):
    signals, a = [], X
    for layer, (W, b, activation) in enumerate(network):
        given = X if keep == "x" and X.shape[-1] == len(W) else a
        z = given @ W + b
        value = f(names[layer] if names else activation)(z)
        signals.append((z, value))
        a = z if keep == "z" else value
    return signals
