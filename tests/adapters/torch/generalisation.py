"""Powers, parts and a choice on tensors."""

import numpy as np
import torch

from .tensors import array, tensor


def powers(x, degree):
    return array(tensor(x)[:, None] ** torch.arange(1, degree + 1))


def three_way(X, Y, validation, test, rng):
    order = rng.permutation(len(X))
    kept = len(X) - round(validation * len(X)) - round(test * len(X))
    ends = kept, kept + round(validation * len(X))
    return [(X[part], Y[part]) for part in np.split(order, ends)]


def choose(costs):
    return torch.tensor(costs).argmin().item()
