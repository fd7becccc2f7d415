"""A checker of gradients for anyone's function: NumPy alone, and PyTorch or JAX where they are.

>>> import numpy as np
>>> from derivations.gradient_checker import check_gradient
>>> check_gradient(lambda x: (x**2).sum(), np.array([1.0, 2.0]), np.array([2.0, 4.0])).status
'right'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from derivations.gradient_checker.check import check_gradient as check_gradient
from derivations.gradient_checker.report import Diagnosis as Diagnosis
from derivations.gradient_checker.report import Finding as Finding
from derivations.gradient_checker.report import GradientReport as GradientReport
from derivations.gradient_checker.report import WrongGradientError as WrongGradientError

# These load PyTorch or JAX, so they are imported where they are first used.
_HOMES = {
    "check_function": "pytorch",
    "check_module": "pytorch",
    "check_custom_vjp": "with_jax",
}

if TYPE_CHECKING:
    from derivations.gradient_checker.pytorch import check_function as check_function
    from derivations.gradient_checker.pytorch import check_module as check_module
    from derivations.gradient_checker.with_jax import check_custom_vjp as check_custom_vjp
else:

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"derivations.gradient_checker has no {name!r}")
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
