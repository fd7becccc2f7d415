"""Whole numbers of 32 bits, as WebAssembly has them: what is too large for them is right."""

import math

import numpy as np
import pytest

from dojo.implementation import whole_numbers
from dojo.implementation.flagged_calls import call
from dojo.implementation.flagged_operations import operation, operation_in_place


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(whole_numbers, "ARE_SHORT", True)
    monkeypatch.setattr(whole_numbers, "_OWN", np.dtype(np.int32))
    monkeypatch.setattr(whole_numbers, "_LIMITS", np.iinfo(np.int32))


def short(*values):
    return np.array(values, dtype=np.int32)


LARGE = [
    (lambda: operation("power", short(100_000), 2)[0], 10**10),
    (lambda: operation("multiply", np.int32(100_000), 100_000), 10**10),
    (lambda: operation("add", short(2**31 - 1), short(1))[0], 2**31),
    (lambda: operation("matmul", short(70_000, 1), short(70_000, 1)), 70_000**2 + 1),
    (lambda: operation_in_place("multiply", short(100_000), 100_000)[0], 10**10),
    (lambda: call(np.prod, short(*range(1, 16))), math.factorial(15)),
    (lambda: call(short(*range(1, 16)).prod), math.factorial(15)),
    (lambda: call(np.cumprod, short(*range(1, 16)))[-1], math.factorial(15)),
    (lambda: call(short(2**31 - 1, 1).sum, axis=0), 2**31),
    (lambda: call(np.multiply, short(100_000), 100_000)[0], 10**10),
    (lambda: call(np.add.reduce, short(2**31 - 1, 1)), 2**31),
    (lambda: call(np.dot, short(70_000), short(70_000)), 70_000**2),
    (lambda: call(math.prod, [np.int32(100_000)] * 2), 10**10),
    (lambda: call(np.array([1e12]).astype, np.int32)[0], 10**12),
]


@pytest.mark.parametrize(("computed", "value"), LARGE)
def test_what_is_too_large_has_more_bits(computed, value):
    # The machine's own flags are not heeded.
    with np.errstate(all="ignore"):
        assert computed() == value


def test_what_fits_keeps_its_type_and_its_place():
    numbers = short(1, 2)
    assert operation("add", numbers, 1).dtype == np.int32
    assert operation_in_place("add", numbers, 1) is numbers
    assert numbers.tolist() == [2, 3]
    assert call(np.array([1.5]).astype, np.int32).dtype == np.int32
    assert operation("add", numbers, 0.5).dtype == np.float64


def test_long_ones_are_cut_where_numpy_will_have_no_others():
    def counted(values, *, minlength):
        if values.dtype != np.int32:
            said = "Cannot cast array data from dtype('int64') to dtype('int32') according to …"
            raise TypeError(said)
        return np.bincount(values, minlength=minlength)

    long = np.array([0, 2, 2])
    found = whole_numbers.counting(counted, [long], {"minlength": 4})
    assert found.tolist() == [1, 0, 2, 0]
    with pytest.raises(TypeError, match="Cannot cast"):
        whole_numbers.counting(counted, [long + 2**40], {"minlength": 4})
    with pytest.raises(TypeError, match="not callable"):
        whole_numbers.counting(None, [], {})


def test_an_array_that_is_too_large_is_an_error_of_memory():
    def zeros(shape, dtype=float):
        said = "array is too big; `arr.size * arr.dtype.itemsize` is larger than …"
        raise ValueError(said)

    words = r"^Unable to allocate 74.5 GiB for an array with shape \(100000, 100000\) and data type"
    with pytest.raises(MemoryError, match=words):
        whole_numbers.counting(zeros, [(100_000, 100_000)], {})
    with pytest.raises(MemoryError, match="data type float32"):
        whole_numbers.counting(zeros, [10**12], {"dtype": np.float32})
    with pytest.raises(ValueError, match="shape"):
        whole_numbers.counting(np.reshape, [np.ones(3), (2, 2)], {})
