"""Matrices are multiplied on one thread, whether NumPy is imported before or after that is said."""

import os
import subprocess
import sys

import pytest

from dojo.implementation.threads import VARIABLES

SAY = """
from contextlib import ExitStack
from types import SimpleNamespace
from dojo.implementation.threads import one_thread
end = ExitStack()
one_thread(SimpleNamespace(add_cleanup=end.callback))
"""
COUNT = """
from threadpoolctl import threadpool_info
print(*{pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"})
"""


def threads(*lines, **more):
    """Return how many threads multiply matrices after these lines, in a process of its own."""
    # By itself it would be one for each core, and there may be one core.
    environment = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    run = subprocess.run(
        [sys.executable, "-c", "\n".join([*lines, COUNT])],
        env=environment | more,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(run.stdout)


@pytest.mark.parametrize("lines", [(SAY, "import numpy"), ("import numpy", SAY)])
def test_one_thread_whatever_comes_first(lines):
    assert threads(*lines, OMP_NUM_THREADS="2") == 1


@pytest.mark.parametrize("lines", [(SAY, "import numpy"), ("import numpy", SAY)])
def test_as_many_as_the_environment_says(lines):
    assert threads(*lines, OPENBLAS_NUM_THREADS="2") == 2


def test_whoever_imported_numpy_before_the_run_has_all_threads_again_afterwards():
    import_, end = "import numpy", "end.close()"
    assert threads(import_, SAY, end, OMP_NUM_THREADS="2") == 2
    assert threads(import_, SAY, end, SAY, OMP_NUM_THREADS="2") == 1
