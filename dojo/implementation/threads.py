"""A limit for the libraries beneath NumPy: matrices are multiplied on one thread."""

import os
import sys

VARIABLES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def one_thread() -> None:
    """Let matrices be multiplied on one thread, unless the environment says otherwise.

    A sum then comes out the same on every machine, and small matrices do not wait for a second core
    (the whole spec in half the time).
    """
    if any(variable in os.environ for variable in VARIABLES):
        return
    os.environ |= dict.fromkeys(VARIABLES, "1")
    if "numpy" in sys.modules:
        # The libraries have read their variables: a conftest file, or a notebook, came first.
        # Imported here, for else nobody needs it.
        from threadpoolctl import threadpool_limits

        threadpool_limits(1, user_api="blas")
