"""A limit for the libraries beneath NumPy: matrices are multiplied on one thread."""

import os
import sys

import pytest

VARIABLES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def one_thread(config: pytest.Config) -> None:
    """Let matrices be multiplied on one thread in a run, unless the environment says otherwise.

    A sum then comes out the same on every machine, and small matrices do not wait for a second core
    (the whole spec in half the time).
    """
    if any(variable in os.environ for variable in VARIABLES):
        return
    os.environ |= dict.fromkeys(VARIABLES, "1")
    config.add_cleanup(_forget)
    if "numpy" in sys.modules:
        # The libraries have read their variables: a conftest file, or a notebook, came first.
        # Imported here, for else nobody needs it.
        from threadpoolctl import threadpool_limits

        config.add_cleanup(threadpool_limits(1, user_api="blas").restore_original_limits)


def _forget() -> None:
    for variable in VARIABLES:
        os.environ.pop(variable, None)
