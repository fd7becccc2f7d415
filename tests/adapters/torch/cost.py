"""Costs on tensors; their slopes are autograd's."""

from torch.nn import functional

from .tensors import on_tensors, slope

FLOOR = 1e-12


def floored(probability):
    """Read a probability below the floor as the floor, in value; its slope is left at 1."""
    return probability + (probability.clamp(min=FLOOR) - probability).detach()


def _binary_cross_entropy(ŷ, y):
    return -(y * floored(ŷ).log() + (1 - y) * floored(1 - ŷ).log()).mean()


def _cross_entropy(ŷ, y):
    return functional.nll_loss(floored(ŷ).log(), y.argmax(dim=1))


# On tensors, prediction first, as in PyTorch.
FUNCTIONS = {
    "mse": functional.mse_loss,
    "binary_cross_entropy": _binary_cross_entropy,
    "cross_entropy": _cross_entropy,
}

# A cost of the last z, where PyTorch has one for an activation and a cost together.
FUSED = {
    ("sigmoid", "binary_cross_entropy"): functional.binary_cross_entropy_with_logits,
    ("softmax", "cross_entropy"): functional.cross_entropy,
}


def cost_of(name):
    return on_tensors(lambda y, ŷ: FUNCTIONS[name](ŷ, y))


def slope_of(name):
    return on_tensors(lambda y, ŷ: slope(FUNCTIONS[name], ŷ, y))


mse, mse_prime = cost_of("mse"), slope_of("mse")
binary_cross_entropy = cost_of("binary_cross_entropy")
binary_cross_entropy_prime = slope_of("binary_cross_entropy")
cross_entropy, cross_entropy_prime = cost_of("cross_entropy"), slope_of("cross_entropy")
