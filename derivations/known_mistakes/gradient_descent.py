"""Mistakes in gradient descent: in one update, in one step after another, in a training."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise

from derivations.arrays import Array, Pair
from derivations.known_mistakes.known_mistake import NONE, Batch, Deal, KnownMistake, Maker, Network
from derivations.language.phrases import instead

# What is usually kept of the step before, and the seeds that are usually taken.
_KEPT, _SEEDS = (0.9, 0.5, 0.8, 0.95, 0.99), (0, 1, 42)
_EARLY = "each layer is updated before the gradient of the next one is computed"
_TWICE = "the learning rate appears twice"
_ONE_STEP = "the batch size is not used, so an epoch is one step"
_STUCK = "each step starts from the first network instead of the updated one"


def of_update(θ: Array, gradient: Array, α: float) -> list[KnownMistake]:
    """Return what θ − α·∂J/∂θ comes to with one mistake in it."""
    alone = "the answer is only the step, without the parameter"
    return [
        KnownMistake("uphill", f"{instead('+', '-')}: the step goes uphill", θ + α * gradient),
        KnownMistake("not-updated", "the parameter is not updated", θ),
        KnownMistake("factor-missing", "the learning rate is missing", θ - gradient),
        KnownMistake("factor-squared", _TWICE, θ - α * α * gradient),
        KnownMistake("term-missing", alone, -α * gradient),
        KnownMistake("factor-missing", "the gradient is missing", θ - α),
    ]


def descended(
    gradients_of: Callable[[Network], Sequence[Pair]], network: Network, α: float, steps: int
) -> Iterator[Maker]:
    """Yield (code, what was done, make) for each mistake; make() is the network after some steps.

    `gradients_of(network)` are the implementation's own gradients.
    """

    def after(step, steps=steps):
        moved = network
        for _ in range(steps):
            moved = step(moved, gradients_of)
        return moved

    right = partial(_moved, by=-α)
    yield *NONE, cache(partial(after, right))
    for code, done, step in _steps(α):
        yield code, done, cache(partial(after, step))
    if steps > 1:
        yield "not-kept", _STUCK, cache(partial(after, right, steps=1))
        for code, done, stepper in _with_momentum(α):
            yield code, done, cache(lambda stepper=stepper: after(stepper()))


def trainings(
    gradients_of: Callable[[Network, Array, Array], Sequence[Pair]],
    J: Callable[[Network, Array, Array], float],
    swapped: Callable[[Network, Array, Array], float],
    dealer: Callable[..., Deal],
    network: Network,
    samples: Batch,
    α: float,
    epochs: int,
) -> Iterator[Maker]:
    """Yield (code, what was done, make) for each mistake; make() is its (network, costs).

    The costs are functions without arguments: most are never asked for.
    `gradients_of(network, X, Y)` and `J(network, X, Y)` are the implementation's own,
    `swapped(network, X, Y)` is J with ŷ and y in each other's place, and
    `dealer()` is a function that deals out the mini-batches of one epoch after another, and
    `dealer(seed)` one that does so from another seed.
    """

    def run(step=None, choose=list, deal=None, count=epochs, kept=True):
        """Return the (network, batch) after each step, epoch by epoch."""
        step, deal = step or partial(_moved, by=-α), deal or dealer()
        after = network
        history: list[list[tuple[Network, Batch]]] = []
        for _ in range(count):
            history.append([])
            for batch in choose(list(deal())):
                after = step(
                    after if kept else network,
                    lambda network, batch=batch: gradients_of(network, *batch),
                )
                history[-1].append((after, batch))
        return history

    def end(history, costs=lambda costs, history: costs, J=J):
        ends = [network, *(epoch[-1][0] for epoch in history)]
        return ends[-1], costs([partial(J, network, *samples) for network in ends], history)

    def of_batches(costs, history):
        return costs[:1] + [partial(J, after, *samples) for epoch in history for after, _ in epoch]

    def of_last_batch(costs, history):
        return costs[:1] + [partial(J, after, *batch) for *_, (after, batch) in history]

    def best(history):
        ends = [network, *(epoch[-1][0] for epoch in history)]
        _, costs = end(history)
        return min(ends, key=lambda after: J(after, *samples)), costs

    def until_it_rises(history):
        _, costs = end(history)
        found = [cost() for cost in costs]
        falls = [after < before for before, after in pairwise(found)]
        last = falls.index(False) + 1 if False in falls else len(history)
        return end(history[:last])

    right = cache(run)
    yield *NONE, cache(lambda: end(right()))
    done = "the network with the least cost is returned, not the last one"
    yield "best-kept", done, cache(lambda: best(right()))
    done = "training stops as soon as the cost no longer falls"
    yield "stopped-early", done, cache(lambda: until_it_rises(right()))
    for done, costs in {
        "the cost before the first step is missing": lambda costs, _: costs[1:],
        "the cost after the last epoch is missing": lambda costs, _: costs[:-1],
        "each cost is stored before its epoch instead of after it": lambda costs, _: (
            costs[:1] + costs[:-1]
        ),
        "a cost is stored after each batch instead of each epoch": of_batches,
        "each cost is computed on the epoch's last batch instead of all samples": of_last_batch,
    }.items():
        yield "costs-noted", done, cache(lambda costs=costs: end(right(), costs))
    done = "ŷ and y are swapped in J"
    yield "swapped", done, cache(lambda: end(right(), J=swapped))
    for done, how in (
        (_ONE_STEP, {"choose": lambda dealt: dealt[-1:]}),
        (_ONE_STEP, {"choose": lambda dealt: dealt[:1]}),
        (_ONE_STEP, {"choose": lambda dealt: [samples]}),
        (_STUCK, {"kept": False}),
        ("there is one epoch too many", {"count": epochs + 1}),
        ("there is one epoch too few", {"count": max(epochs - 1, 0)}),
    ):
        yield "epochs", done, cache(lambda how=how: end(run(**how)))
    once = cache(lambda: list(dealer()()))
    done = "the samples are shuffled once for all epochs"
    yield "shuffled-once", done, cache(lambda: end(run(deal=once)))
    for seed in _SEEDS:
        done = "each epoch makes its own generator from one seed, so its order is always the same"
        anew = {"deal": lambda seed=seed: dealer(seed)()}
        yield "own-generator", done, cache(lambda anew=anew: end(run(**anew)))
    for code, done, step in _steps(α):
        yield code, done, cache(lambda step=step: end(run(step)))
    for code, done, stepper in _with_momentum(α):
        yield code, done, cache(lambda stepper=stepper: end(run(stepper())))


def _steps(α):
    """Yield (code, what was done, step) for each mistake in a step."""
    yield "uphill", f"{instead('+', '-')}: the step goes uphill", partial(_moved, by=α)
    yield "factor-missing", "the learning rate is missing", partial(_moved, by=-1.0)
    yield "factor-squared", _TWICE, partial(_moved, by=-α * α)
    yield "not-updated", "nothing is updated", partial(_moved, by=0.0)
    for order in (reversed, list):
        yield "updated-too-early", _EARLY, partial(_one_by_one, by=-α, order=order)


def _with_momentum(α):
    """Yield (code, what was done, a maker of the step) for steps that keep something of others."""
    for kept in _KEPT:
        for share in (1.0, 1 - kept):
            what = "adds" if share == 1 else "is averaged with"
            done = f"each step {what} {kept:g} of the step before, which is momentum"
            yield "momentum", done, partial(_Momentum, α, kept, share)


class _Momentum:
    """A step that keeps a part of the step before."""

    def __init__(self, α, kept, share):
        self._α, self._kept, self._share = α, kept, share
        self._velocity = None

    def __call__(self, network, gradients_of):
        gradients = gradients_of(network)
        before = self._velocity or [(0.0, 0.0)] * len(gradients)
        self._velocity = [
            tuple(self._kept * v + self._share * g for v, g in zip(old, new, strict=True))
            for old, new in zip(before, gradients, strict=True)
        ]
        return _moved(network, lambda _: self._velocity, by=-self._α)


def _moved(network, gradients_of, by):
    moved = []
    for layer, (dW, db) in zip(network, gradients_of(network), strict=True):
        W, b, activation = layer
        moved.append(type(layer)(W + by * dW, b + by * db, activation))
    return moved


def _one_by_one(network, gradients_of, by, order):
    for i in order(range(len(network))):
        moved = _moved(network, gradients_of, by)
        network = [*network[:i], moved[i], *network[i + 1 :]]
    return network
