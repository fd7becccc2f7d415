"""Errors of NumPy's linear algebra, told from its answers as its flags would have told them."""

from importlib import import_module
from types import SimpleNamespace

import numpy as np
import pytest

from dojo.implementation import linalg_errors

NAN, INF = np.full((2, 2), np.nan), np.array([[np.inf, 1.0], [1.0, 1.0]])


@pytest.fixture
def installed(monkeypatch):
    """Install it on a library that answers nan without a word, as one without flags does."""

    def silent(name, nothing):
        def answered(*given, signature=None):
            if nothing is None:
                raise ValueError("On entry to DLASCL parameter number 4 had an illegal value")
            return nothing

        answered.__name__ = name
        return answered

    def make(**nothing):
        found = {name: silent(name, answer) for name, answer in nothing.items()}
        module = import_module("numpy.linalg._linalg")
        library = type("Library", (), {name: staticmethod(f) for name, f in found.items()})
        monkeypatch.setattr(module, "_umath_linalg", library)
        linalg_errors.install()
        assert isinstance(module._umath_linalg, SimpleNamespace)
        linalg_errors.install()

    return make


@pytest.mark.parametrize(
    ("nothing", "computed", "words"),
    [
        ({"inv": NAN}, lambda: np.linalg.inv(np.zeros((2, 2))), "Singular matrix"),
        ({"solve1": NAN[0]}, lambda: np.linalg.solve(np.ones((2, 2)), np.ones(2)), "Singular"),
        ({"cholesky_lo": NAN}, lambda: np.linalg.cholesky(-np.eye(2)), "not positive definite"),
        ({"svd": NAN[0]}, lambda: np.linalg.svd(NAN, compute_uv=False), "SVD did not converge"),
        ({"eigvalsh_lo": NAN[0]}, lambda: np.linalg.eigvalsh(np.full((3, 3), np.nan)), "Eigen"),
        ({"eigvalsh_lo": None}, lambda: np.linalg.eigvalsh(np.full((3, 3), np.nan)), "Eigen"),
        ({"lstsq": None}, lambda: np.linalg.lstsq(NAN, np.ones(2), rcond=None), "did not conv"),
    ],
)
def test_an_answer_of_nan_is_an_error(installed, nothing, computed, words):
    installed(**nothing)
    with pytest.raises(np.linalg.LinAlgError, match=words):
        computed()


def test_what_was_no_number_before_is_none(installed):
    installed(inv=NAN, eigvalsh_lo=None)
    assert np.isnan(np.linalg.inv(INF)).all()
    assert np.isnan(np.linalg.eigvalsh(NAN)).all()


def test_one_of_many_matrices_is_enough(installed):
    installed(inv=np.stack([np.eye(2), NAN]))
    with pytest.raises(np.linalg.LinAlgError, match="Singular"):
        np.linalg.inv(np.stack([np.eye(2), np.zeros((2, 2))]))


def test_an_answer_is_an_answer(installed):
    installed(inv=np.eye(2))
    assert np.array_equal(np.linalg.inv(np.eye(2)), np.eye(2))
