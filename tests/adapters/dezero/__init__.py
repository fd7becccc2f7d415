"""The network on DeZero, the framework that a book builds: its variables inside, ndarrays outside.

DeZero 0.0.13 names np.int, which NumPy has no longer, in the signature of an image transform that
nothing here uses. The name is lent for the import alone.
"""

from unittest import mock

import numpy as np

with mock.patch.object(np, "int", int, create=True):
    import dezero  # noqa: F401
