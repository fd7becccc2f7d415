"""A limit for the libraries beneath NumPy, which they read when NumPy is imported."""

import os

LIBRARIES = ("OPENBLAS", "MKL", "BLIS")


def one_thread() -> None:
    """Let matrices be multiplied on one thread, unless the environment says otherwise.

    A sum then comes out the same on every machine, and small matrices do not wait for a second core
    (the whole spec in half the time).
    """
    for library in LIBRARIES:
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
