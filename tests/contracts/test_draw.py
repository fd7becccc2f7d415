"""Draws: sizes that fit together, and arrays of every form with the same numbers."""

import numpy as np
import pytest

from dojo.contracts.contract import Contract
from dojo.contracts.draw import (
    BROAD,
    COLUMNS,
    EQUAL,
    EVEN,
    FAR,
    LARGE,
    ODD,
    ONE,
    SMALL,
    VIEW,
    WHOLE,
    WIDE,
    YES_NO,
    Draw,
)
from dojo.contracts.kinds import (
    ANY_AXES,
    LABEL,
    ONE_HOT,
    PROBABILITY,
    TARGET,
    ListOf,
    Number,
    Numbers,
    Optional,
)


def draw(scale=SMALL, form="plain", seed=0):
    return Draw(np.random.default_rng(seed), scale, form)


LAYER = Contract(
    [{"x": Numbers("n, d_in"), "W": Numbers("d_in, d_out"), "b": Numbers("d_out")}],
)


@pytest.mark.parametrize("scale", [ONE, EQUAL, SMALL, WIDE, BROAD, LARGE])
def test_sizes_of_one_name_are_the_same(scale):
    x, W, b = LAYER.draw(draw(scale)).values()
    assert x.shape[1] == W.shape[0]
    assert W.shape[1:] == b.shape
    assert LAYER.problem({"x": x, "W": W, "b": b}) == ""


def test_one_is_one_and_large_is_beyond_where_shortcuts_end():
    one, broad, large = (LAYER.draw(draw(scale))["x"] for scale in (ONE, BROAD, LARGE))
    assert one.shape == (1, 1)
    assert broad.shape[1] > 128
    assert large.shape[0] > 256
    assert large.size > 8192


@pytest.mark.parametrize("shape", ["1", "9, 4"])
def test_numbers_far_from_0_come_with_numbers_next_to_it(shape):
    drawn = np.abs(Numbers(shape).draw(draw(form=FAR)))
    assert drawn.max() > 1e4
    assert drawn.size == 1 or drawn.min() < 1e-3
    assert np.abs(Numbers(shape, TARGET).draw(draw(form=FAR))).max() <= 1


@pytest.mark.parametrize("form", [COLUMNS, VIEW])
def test_another_memory_order_holds_the_same_numbers(form):
    plain, formed = (Numbers("3, 4").draw(draw(form=f)) for f in ("plain", form))
    assert np.array_equal(plain, formed)
    assert plain.flags.c_contiguous
    assert not formed.flags.c_contiguous


def test_whole_numbers_are_integers_and_targets_may_be_bools():
    assert Numbers("3, 4").draw(draw(form=WHOLE)).dtype == np.int64
    assert Numbers("3, 4", TARGET).draw(draw(form=WHOLE)).dtype == np.int64
    assert Numbers("3, 4", TARGET).draw(draw(form=YES_NO)).dtype == bool
    assert Numbers("3, 4").draw(draw(form=YES_NO)).dtype == float


@pytest.mark.parametrize(
    ("of", "fits", "does_not"),
    [
        (PROBABILITY, [[0.0, 0.5]], [[0.5, 1.5]]),
        (TARGET, [[0, 1]], [[0, 2]]),
        (ONE_HOT, [[0, 1], [1, 0]], [[1, 1], [1, 0]]),
        (ONE_HOT, [[False, True]], [[0.5, 0.5]]),
        (LABEL, [[0, 3]], [[0.0, 3.0]]),
    ],
)
def test_numbers_of_a_kind_are_looked_at(of, fits, does_not):
    assert Numbers("n, k", of).problem(np.array(fits), {}) == ""
    said = Numbers("n, k", of).problem(np.array(does_not), {})
    assert said == f"contains numbers that are not of the kind {of!r}"


def test_what_may_be_left_out_sometimes_is():
    contract = Contract([{"z": Numbers("n"), "slope": Optional(Number())}])
    drawn = {len(contract.draw(draw(seed=seed))) for seed in range(20)}
    assert drawn == {1, 2}


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (
            {"x": np.zeros((5, 2)), "W": np.zeros((3, 4)), "b": np.zeros(4)},
            "W has shape",
        ),
        ({"x": np.zeros((5, 3)), "W": np.zeros((3, 4)), "b": np.float64(1)}, "b is a float64"),
        ({"x": np.zeros((9, 5, 3)), "W": np.zeros((3, 4)), "b": np.zeros(4)}, "x has shape"),
        ({"x": [[1.0]], "W": np.zeros((3, 4)), "b": np.zeros(4)}, "x is a list, not an array"),
        ({"x": np.zeros((5, 3)), "W": np.zeros((3, 4))}, "b is missing"),
    ],
)
def test_what_does_not_fit_is_named(arguments, problem):
    assert problem in LAYER.problem(arguments)


def test_an_array_may_have_any_axes_but_none_at_all():
    contract = Contract([{"z": Numbers(shape)} for shape in ANY_AXES])
    assert contract.problem({"z": np.array(1.0)}) != ""
    assert (
        contract.problem({"z": np.zeros((2, 3, 4))}) == contract.problem({"z": np.zeros(2)}) == ""
    )
    assert Number().problem(np.array(1.0), {}) != ""


def test_a_number_is_an_end_of_its_range_now_and_then_and_0_between():
    drawn = [Number(-2.0, 5.0).draw(draw(seed=seed)) for seed in range(300)]
    assert {-2.0, 0.0, 5.0} <= set(drawn)
    assert all(-2.0 <= number <= 5.0 for number in drawn)
    assert len(set(drawn)) > 200
    assert 0.0 not in {Number(1.0, 5.0).draw(draw(seed=seed)) for seed in range(100)}


def test_a_number_by_its_size_is_as_often_of_one_power_of_ten_as_of_another():
    kind = Number(1e-8, 1.0, by_size=True)
    drawn = [kind.draw(draw(seed=seed)) for seed in range(400)]
    powers = [int(np.floor(np.log10(n))) for n in drawn if 1e-8 < n < 1.0]
    assert min(powers.count(power) for power in range(-8, 0)) > 20


def test_a_list_is_long_where_everything_is_large():
    kind = ListOf(Number(), 1, 4, large=60)
    assert len(kind.draw(draw(LARGE))) == 60
    assert {len(kind.draw(draw(seed=seed))) for seed in range(60)} == {1, 2, 3, 4}


def test_where_sizes_are_equal_every_matrix_is_square():
    assert {array.shape for array in LAYER.draw(draw(EQUAL)).values()} == {(4, 4), (4,)}


@pytest.mark.parametrize(("form", "kinds"), [(ODD, "ifi"), (EVEN, "fif")])
def test_every_other_array_may_hold_integers(form, kinds):
    assert "".join(array.dtype.kind for array in LAYER.draw(draw(form=form)).values()) == kinds
