"""Costs of targets, which are numbers, and predictions, which are Values."""

from .values import exp, flat, lists, log, slopes, total, values

FLOOR = 1e-12


def floored(probability):
    """Read a probability below the floor as the floor, in value; its slope is left at 1."""
    return probability + max(FLOOR - probability.data, 0.0)


def pairs(y, ŷ):
    return list(zip(flat(y), flat(ŷ), strict=True))


def _mse(y, ŷ):
    return total((ŷ - y) ** 2 for y, ŷ in pairs(y, ŷ)) / len(flat(ŷ))


def _binary_cross_entropy(y, ŷ):
    terms = [y * log(floored(ŷ)) + (1 - y) * log(floored(1 - ŷ)) for y, ŷ in pairs(y, ŷ)]
    return -total(terms) / len(terms)


def _cross_entropy(y, ŷ):
    return -total(y * log(floored(ŷ)) for y, ŷ in pairs(y, ŷ)) / len(y)


def _with_logits(y, z):
    """Sigmoid and binary cross-entropy in one: ln(1 + e^z) − y·z, with no power above e^0."""
    terms = [
        (z if z.data > 0 else 0.0) + log(1 + exp(-z if z.data > 0 else z)) - y * z
        for y, z in pairs(y, z)
    ]
    return total(terms) / len(terms)


def _with_scores(y, z):
    """Softmax and cross-entropy in one: of each row, Σ y·(ln Σ e^z − z)."""
    terms = []
    for targets, row in zip(y, z, strict=True):
        top = max(score.data for score in row)
        whole = log(total(exp(score - top) for score in row)) + top
        terms += [target * (whole - score) for target, score in zip(targets, row, strict=True)]
    return total(terms) / len(y)


FUNCTIONS = {
    "mse": _mse,
    "binary_cross_entropy": _binary_cross_entropy,
    "cross_entropy": _cross_entropy,
}
FUSED = {
    ("sigmoid", "binary_cross_entropy"): _with_logits,
    ("softmax", "cross_entropy"): _with_scores,
}


def cost_of(name):
    return lambda y, ŷ: FUNCTIONS[name](lists(y), values(lists(ŷ))).data


def slope_of(name):
    def slope(y, ŷ):
        ŷ = values(lists(ŷ))
        FUNCTIONS[name](lists(y), ŷ).backward()
        return slopes(ŷ)

    return slope


mse, mse_prime = cost_of("mse"), slope_of("mse")
binary_cross_entropy = cost_of("binary_cross_entropy")
binary_cross_entropy_prime = slope_of("binary_cross_entropy")
cross_entropy, cross_entropy_prime = cost_of("cross_entropy"), slope_of("cross_entropy")
