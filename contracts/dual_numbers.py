"""Contracts of dual numbers."""

import numpy as np

from contracts.autodiff import Dual
from dojo.contracts.contract import Contract
from dojo.contracts.kinds import ANY_AXES, Function

PAIRS = [{name: Dual(shape) for name in "ab"} for shape in ANY_AXES]
SINE = {"f": Function((np.sin,)), "f_prime": Function((np.cos,))}
EXPONENTIAL = {"f": Function((np.exp,)), "f_prime": Function((np.exp,))}
CONTRACTS = {
    "dual_add": Contract(PAIRS, magnitudes=True),
    "dual_multiply": Contract(PAIRS, magnitudes=True),
    "dual_apply": Contract(
        [f | {"a": Dual(shape)} for f in (SINE, EXPONENTIAL) for shape in ANY_AXES]
    ),
}
