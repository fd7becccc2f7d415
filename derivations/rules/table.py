"""The table of all derived rules: plain strings, so that it can be stored as it is."""

from typing import Any, TypedDict


class Rules(TypedDict):
    """Every local rule by the name of its activation or cost, in the forms of `local_rules`.

    activations    a pair [for z > 0, for z ≤ 0] of each formula, and whole texts
    softmax        its Jacobian, and the product of that with a row of slopes
    costs          what one prediction adds, its slope, and what the sum is averaged over
    fused          ∂J/∂z of the output layers "activation cost" whose factors cancel
    """

    activations: dict[str, dict[str, Any]]
    softmax: dict[str, str]
    costs: dict[str, dict[str, str]]
    fused: dict[str, str]
