"""Mistakes in powers, splits and choices, in the penalty, in early stopping, and in dropout."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from derivations.arrays import Array, alike
from derivations.known_mistakes.known_mistake import NONE, KnownMistake, Network, Remark


def of_powers(x: Array, degree: int) -> list[KnownMistake]:
    """Return what the powers come to with a mistake.

    >>> [m.code for m in of_powers(np.array([2.0, 3.0]), 2)]
    ['power-0', 'one-less', 'from-0', 'multiples', 'swapped', 'transposed']
    """
    column, exponents = x[:, None], np.arange(1, degree + 1)
    return [
        KnownMistake(
            "power-0", "there is a column for the power 0, too", column ** np.arange(degree + 1)
        ),
        KnownMistake("one-less", "the highest power is missing", column ** np.arange(1, degree)),
        KnownMistake("from-0", "the powers begin with 0 instead of 1", column ** np.arange(degree)),
        KnownMistake("multiples", "multiples are used instead of powers", column * exponents),
        KnownMistake("swapped", "the exponents are raised to the power x", exponents**column),
        KnownMistake("transposed", "rows and columns are swapped", (column**exponents).T),
    ]


def of_part_sizes(n: int, validation: float, test: float, part: int) -> list[KnownMistake]:
    """Return how large a part is with a mistake: 0 to train, 1 to validate, 2 to test."""
    right = [0, round(validation * n), round(test * n)]
    right[0] = n - right[1] - right[2]
    cut = [0, int(validation * n), int(test * n)]
    cut[0] = n - cut[1] - cut[2]
    rest = [0, right[1], round(test * (n - right[1]))]
    rest[0] = n - rest[1] - rest[2]
    *_, cut_short = np.split(np.arange(n), ends := [right[1], right[2]])
    ended = [len(cut_short), ends[0], max(ends[1] - ends[0], 0)]
    return [
        KnownMistake(*NONE, right[part]),
        KnownMistake("swapped", "validation and test are swapped", right[(0, 2, 1)[part]]),
        KnownMistake("swapped", "the parts come in another order", right[(1, 2, 0)[part]]),
        KnownMistake("swapped", "the parts come in another order", right[(2, 1, 0)[part]]),
        KnownMistake(
            "end", "the size of the test part is taken for the place where it ends", ended[part]
        ),
        KnownMistake("cut-off", "the sizes are cut off instead of rounded", cut[part]),
        KnownMistake(
            "of-the-rest",
            "the test share is computed from the samples left after validation",
            rest[part],
        ),
    ]


def seen_in_split(parts: Sequence[tuple[Array, Array]]) -> list[Remark]:
    """Return (code, sentence) pairs on numbered samples, with ten times that as targets."""
    numbers, targets = (np.concatenate(each) for each in zip(*parts, strict=True))
    if len(np.unique(numbers)) < len(numbers):
        return [
            (
                "test-leaks",
                "Some samples are in two parts, so the test set is not new to the network.",
            )
        ]
    if np.array_equal(np.sort(10 * numbers), np.sort(targets)) and not alike(10 * numbers, targets):
        return [("shuffled-apart", "X and Y are split differently, so samples get wrong targets.")]
    return []


def of_choice(validation: Array, test: Array) -> list[KnownMistake]:
    """Return which candidate is chosen with a mistake."""
    n = len(validation)
    return [
        KnownMistake("greatest", "the greatest cost is chosen", int(np.argmax(validation))),
        KnownMistake("counted-from-1", "the place is counted from 1",
                     int(np.argmin(validation)) + 1),
        KnownMistake("last", "of equal costs the last one is chosen",
                     n - 1 - int(np.argmin(validation[::-1]))),
        KnownMistake("cost", "the answer is the least cost instead of its place", validation.min()),
        KnownMistake("test", "the choice uses the test set", int(np.argmin(test))),
    ]  # fmt: skip


def of_penalty(network: Network, λ: float) -> list[KnownMistake]:
    """Return what the penalty comes to with a mistake."""
    squares = sum((W**2).sum() for W, _, _ in network)
    biases = sum((b**2).sum() for _, b, _ in network)
    sizes = sum(np.abs(W).sum() for W, _, _ in network)
    count = sum(W.size for W, _, _ in network)
    absolute = "absolute values are added instead of squares, which is L1"
    return [
        KnownMistake("factor-2", "the penalty is not divided by 2", λ * squares),
        KnownMistake("bias", "the biases are penalised, too", λ / 2 * (squares + biases)),
        KnownMistake("sizes", absolute, λ / 2 * sizes),
        KnownMistake("sizes", absolute, λ * sizes),
        KnownMistake("mean", "the squares are averaged, not added", λ / 2 * squares / count),
        KnownMistake("mean", "the squares of each layer are averaged, not added",
                     λ / 2 * sum((W**2).mean() for W, _, _ in network)),
        KnownMistake("sum-squared", "the sum of the weights is squared instead of each weight",
                     λ / 2 * sum(W.sum() ** 2 for W, _, _ in network)),
        KnownMistake("root", "the answer is the root", λ / 2 * np.sqrt(squares)),
        KnownMistake("last-layer", "only the last layer is penalised",
                     λ / 2 * (network[-1][0] ** 2).sum()),
        KnownMistake("λ-missing", "λ is missing", squares / 2),
    ]  # fmt: skip


def of_penalised(W: Array, dW: Array, λ: float) -> list[KnownMistake]:
    """Return what ∂J/∂W comes to with a mistake in the penalty."""
    return [
        KnownMistake("factor-2", "2λW is added, but λ/2·W² has the slope λW", dW + 2 * λ * W),
        KnownMistake("factor-2", "λW/2 is added, but λ/2·W² has the slope λW", dW + λ / 2 * W),
        KnownMistake("sign", "λW is subtracted", dW - λ * W),
        KnownMistake("square", "W is squared, but λ/2·W² has the slope λW", dW + λ * W**2),
        KnownMistake("factor-missing", "λ is added instead of λW", dW + λ),
        KnownMistake("no-penalty", "nothing is added", dW),
        KnownMistake("penalty-itself", "the penalty is added instead of its slope",
                     dW + λ / 2 * W**2),
        KnownMistake("sizes", "λ times the sign is added, which is L1", dW + λ * np.sign(W)),
        KnownMistake("multiplied", "the gradient is multiplied by 1 + λ", dW * (1 + λ)),
    ]  # fmt: skip


def of_penalised_bias(b: Array, db: Array, λ: float) -> list[KnownMistake]:
    """Return what ∂J/∂b comes to with a mistake."""
    return [
        KnownMistake("bias", "the bias is penalised, too", db + λ * b),
        KnownMistake("bias", "the bias is penalised, too", db + 2 * λ * b),
    ]


def of_stopping(costs: Sequence[float], patience: int, part: int) -> list[KnownMistake]:
    """Return the best epoch (part 0) or the last one (1) with a mistake in early stopping.

    >>> [m.value for m in of_stopping([3, 3, 4, 5], 2, 1)][:3]
    [2, 3, 1]
    """

    def stopped(better=lambda cost, least: cost < least, wait=patience, start=0, against=None):
        best = start
        for epoch, cost in enumerate(costs):
            if better(cost, costs[best if against is None else max(epoch - 1, 0)]):
                best = epoch
            if epoch - best >= wait:
                return best, epoch
        return best, len(costs) - 1

    best, last = stopped()
    least = int(np.argmin(costs))
    found = {
        ("", "no mistake"): (best, last),
        ("equal", "an equal cost counts as a new best"): stopped(lambda cost, least: cost <= least),
        ("patience", "the training waits one epoch too few"): stopped(wait=max(patience - 1, 1)),
        ("patience", "the training waits one epoch too long"): stopped(wait=patience + 1),
        ("last", "the last epoch counts as the best"): (last, last),
        ("neighbour", "each cost is compared with the one before instead of the least"): stopped(
            against="before"
        ),
        ("all", "the patience is not used, so training sees all epochs"): (
            least, len(costs) - 1,
        ),
        ("one-too-many", "the last epoch is one too many where the patience is never used up"): (
            best, last + (last - best < patience),
        ),
        ("first-rise", "training ends with the first cost that is higher than the one before"):
            _at_first_rise(costs),
        ("not-reset", "the count of epochs without a new best does not begin again"):
            _counted_on(costs, patience),
        ("counted-from-1", "epochs are counted from 1"): (best + 1, last + 1),
        ("swapped", "the two epochs are swapped"): (last, best),
    }  # fmt: skip
    return [KnownMistake(*name, pair[part]) for name, pair in found.items()]


def _at_first_rise(costs):
    for epoch in range(1, len(costs)):
        if costs[epoch] > costs[epoch - 1]:
            return epoch - 1, epoch
    return len(costs) - 1, len(costs) - 1


def _counted_on(costs, patience):
    best, waited = 0, 0
    for epoch, cost in enumerate(costs):
        best, waited = (epoch, waited) if cost < costs[best] else (best, waited + 1)
        if waited == patience:
            return best, epoch
    return best, len(costs) - 1


def of_mask_values(keep: float) -> list[KnownMistake]:
    """Return what the entries of a mask come to with a mistake."""
    values = {
        ("not-divided", "the mask is not divided by keep"): 1.0,
        ("multiplied", "the mask is multiplied by keep"): keep,
        ("drop-for-keep", "the mask is divided by 1 − keep"): 1 / (1 - keep) if keep < 1 else 0.0,
    }
    # Where all are kept there is no 0 among them.
    others = [0.0] if keep < 1 else []
    return [KnownMistake(*name, np.array([*others, value])) for name, value in values.items()]


_FUNCTIONS: dict[str, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(np.float64)),
    "identity": (lambda z: z, lambda z: np.ones(z.shape)),
}


def of_dropped(network: Network, X: Array, mask: Array) -> list[KnownMistake]:
    """Return what a network of one hidden layer answers with a mistake in its dropout."""
    (W, b, name), (V, c, output) = network
    f, g = _FUNCTIONS[name][0], _FUNCTIONS[output][0]
    a = f(X @ W + b)
    found = [
        KnownMistake("no-mask", "no unit is dropped", g(a @ V + c)),
        KnownMistake("not-scaled", "the kept units are not scaled up", g((a * (mask > 0)) @ V + c)),
        KnownMistake("twice", "the mask is applied twice", g((a * mask * mask) @ V + c)),
    ]
    with suppress(ValueError):
        late = g((X * mask) @ W @ V)
        found.append(KnownMistake("input", "the input is dropped", late))
    return found


def of_dropped_gradient(
    network: Network, X: Array, Y: Array, mask: Array, layer: int, part: int
) -> list[KnownMistake]:
    """Return what a gradient of a classifier with one hidden layer comes to with a mistake."""
    return [
        KnownMistake(code, done, gradients[layer][part], whole=True)
        for code, done, gradients in _dropped_gradients(network, X, Y, mask)
    ]


def _dropped_gradients(network: Network, X: Array, Y: Array, mask: Array) -> Iterator[Any]:
    (W, b, name), (V, c, _) = network
    f, f_prime = _FUNCTIONS[name]
    z = X @ W + b
    for code, done, forward, back in (
        ("mask-forgotten", "the backward pass does not use the mask", mask, np.ones_like(mask)),
        ("no-mask", "no unit is dropped", np.ones_like(mask), np.ones_like(mask)),
        ("mask-forgotten", "the forward pass does not use the mask", np.ones_like(mask), mask),
        ("not-scaled", "the gradient is masked but not scaled", mask, (mask > 0) * 1.0),
        ("twice", "the backward pass applies the mask twice", mask, mask * mask),
    ):
        a = f(z) * forward
        e = np.exp(a @ V + c)
        δ = (e / e.sum(axis=1, keepdims=True) - Y) / len(Y)
        δ1 = δ @ V.T * f_prime(z) * back
        yield code, done, [(X.T @ δ1, δ1.sum(axis=0)), (a.T @ δ, δ.sum(axis=0))]
    a = f(z) * mask
    e = np.exp(a @ V + c)
    δ = (e / e.sum(axis=1, keepdims=True) - Y) / len(Y)
    δ1 = δ @ V.T * f_prime(z) * mask
    n, into, on_top = len(Y), X.T @ δ1, a.T @ δ
    done = "the gradients are not divided by the number of samples"
    yield (
        "not-averaged",
        done,
        [(n * into, n * δ1.sum(axis=0)), (n * on_top, n * δ.sum(axis=0))],
    )
    done = "the biases' gradients are averaged over the samples instead of summed"
    yield "mean", done, [(into, δ1.mean(axis=0)), (on_top, δ.mean(axis=0))]
    if W.shape == V.T.shape or W.shape == V.shape:
        own = W.T if W.shape == V.shape else W
        wrong = δ @ own * f_prime(z) * mask
        done = "δ goes back through the layer's own W instead of the next one's"
        yield (
            "own-weights",
            done,
            [(X.T @ wrong, wrong.sum(axis=0)), (on_top, δ.sum(axis=0))],
        )
