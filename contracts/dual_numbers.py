"""Contracts of dual numbers."""

import numpy as np

from contracts.autodiff import Dual
from dojo.contracts.contract import Contract
from dojo.contracts.kinds import Function

PAIR = {"a": Dual(), "b": Dual()}
CONTRACTS = {
    "dual_add": Contract([PAIR], magnitudes=True),
    "dual_multiply": Contract([PAIR], magnitudes=True),
    "dual_apply": Contract(
        [{"f": Function((np.sin,)), "f_prime": Function((np.cos,)), "a": Dual()}]
    ),
}
