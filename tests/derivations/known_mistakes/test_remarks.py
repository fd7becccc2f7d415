"""Mistakes that are seen at once, in what was drawn, shuffled or parted, are told apart."""

import numpy as np
import pytest
from inline_snapshot import snapshot

from derivations.known_mistakes.initialisation import of_seeds
from derivations.known_mistakes.known_mistake import NONE, KnownMistake, picked, seen
from derivations.known_mistakes.learning import of_held_out, of_parts, of_two_goes
from derivations.known_mistakes.minibatches import of_batches, of_orders

X = np.arange(5.0)[:, None]
Y = X**2


def codes(remarks):
    return [code for code, _ in remarks]


def batches(*orders, targets=None):
    targets = targets or orders
    return [(X[list(a)], Y[list(b)]) for a, b in zip(orders, targets, strict=True)]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (batches([3, 0], [4, 1], [2]), []),
        (batches([0, 1], [2, 3], [4]), ["not-shuffled", "batches-shuffled"]),
        (batches([0], [1], [2], [3], [4]), ["not-shuffled"]),
        (batches([2, 3], [0, 1], [4]), ["batches-shuffled"]),
        (batches([3, 0], [4, 1]), ["left-out"]),
        (batches([3, 0], [4, 3], [2]), ["drawn-anew"]),
        (batches([3, 0], [4, 1], [2], targets=([0, 3], [4, 1], [2])), ["shuffled-apart"]),
        ([(np.array([[9.0]]), Y[:1])], []),  # no sample of ours: the numbers say enough
    ],
)
def test_batches(given, code):
    assert codes(of_batches(given, X, Y)) == code


def test_a_last_smaller_batch_is_missed():
    ((_, sentence),) = of_batches(batches([3, 0], [4, 1]), X, Y)
    assert sentence == "1 of 5 samples are in no batch. The last, smaller batch is missing."


def test_where_all_are_missing_no_last_batch_is_blamed():
    assert of_batches([], X, Y) == [("left-out", "5 of 5 samples are in no batch.")]


def test_where_nothing_is_held_out_nothing_is_said_of_chance():
    assert of_held_out(np.array([]), np.array([]), same_seed=False) == []


ONE, OTHER, SORTED = np.array([2, 0, 1]), np.array([1, 0, 2]), np.arange(3)


@pytest.mark.parametrize(
    ("one", "other", "same_seed", "code"),
    [
        (ONE, ONE, True, []),
        (ONE, OTHER, False, []),
        (ONE, ONE, False, ["own-generator"]),
        (ONE, OTHER, True, ["own-generator"]),
        (SORTED, SORTED, True, ["not-shuffled"]),
    ],
)
def test_orders(one, other, same_seed, code):
    assert codes(of_orders(one, other, same_seed)) == code


@pytest.mark.parametrize(
    ("one", "other", "same_seed", "code"),
    [
        ([1.0], [1.0], True, []),
        ([1.0], [2.0], False, []),
        ([1.0], [1.0], False, ["own-generator"]),
        ([1.0], [2.0], True, ["own-generator"]),
    ],
)
def test_two_goes_and_two_networks(one, other, same_seed, code):
    assert codes(of_two_goes(one, other, same_seed)) == code
    assert codes(of_seeds(np.array(one), np.array(other), same_seed)) == code


def test_weights_that_start_at_0_have_no_seed():
    assert codes(of_seeds(np.zeros(2), np.zeros(2), same_seed=False)) == ["zeros"]


def parts(train, test, train_targets=None):
    return X[train], Y[train_targets or train], X[test], Y[test]


@pytest.mark.parametrize(
    ("given", "share", "code"),
    [
        (parts([3, 0, 4], [1, 2]), 0.4, []),
        (parts([3, 0], [1, 2, 4]), 0.4, ["swapped"]),
        (parts([3, 0, 1], [1, 2]), 0.4, ["test-leaks"]),
        (parts([3, 0], [1, 2]), 0.4, ["left-out"]),
        (parts([3, 0, 4, 1], [2]), 0.36, ["not-rounded"]),
        (parts([3, 0, 4], [1, 2], [0, 3, 4]), 0.4, ["shuffled-apart"]),
    ],
)
def test_parts(given, share, code):
    assert codes(of_parts(given, 5, share)) == code


@pytest.mark.parametrize(
    ("one", "other", "same_seed", "code"),
    [
        ([4, 1], [4, 1], True, []),
        ([4, 1], [0, 3], False, []),
        ([1, 0], [4, 1], False, ["not-shuffled"]),
        ([4, 1], [3, 2], False, ["not-shuffled"]),
        ([4, 1], [4, 1], False, ["own-generator"]),
        ([4, 1], [0, 3], True, ["own-generator"]),
    ],
)
def test_held_out_samples(one, other, same_seed, code):
    assert codes(of_held_out(np.array(one), np.array(other), same_seed)) == code


def test_a_mistake_is_seen_where_its_answer_came():
    def too_large():
        raise OverflowError

    tried = [
        KnownMistake("large", "it overflows", too_large),
        KnownMistake("other", "another shape", np.ones(3)),
        *picked(lambda: [("made", "it is made when asked", lambda: (2.0, 1.0))], max),
    ]
    assert list(seen("Your answers", 2.0, tried)) == snapshot(
        [("made", "Your answers match this mistake: it is made when asked.")]
    )
    assert list(seen("Your answers", 5.0, tried)) == []
    assert (
        list(seen("Your answers", 2.0, [KnownMistake(*NONE, 2.0), *tried])) == []
    )  # right, for its parts
