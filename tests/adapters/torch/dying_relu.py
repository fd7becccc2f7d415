"""Silent units, counted on tensors."""

import torch

from .forward_propagation import layers_of, signals_of
from .tensors import array, tensor


def silent_share(network, X):
    hidden = signals_of(layers_of(network), tensor(X))[:-1]
    return [array((a == 0).double().mean(dim=0)) for _, a in hidden]


def dead_share(network, X):
    return (
        torch.cat([tensor(share) == 1 for share in silent_share(network, X)]).double().mean().item()
    )


def born_dead_share(rng, draw, width, depth, X, nets):
    dead, a = torch.zeros(nets, dtype=torch.bool), tensor(X)
    for _ in range(depth - 1):
        W, b = map(tensor, draw(rng, a.shape[-1], width, size=(nets,)))
        a = torch.relu(a @ W + b)
        dead |= (a == 0).flatten(start_dim=1).all(dim=1)
    return dead.double().mean().item()


def born_dead_bounds(width, depth):
    half = 0.5**width
    alive = 1 - half
    alive_less = 1 - 2 * half - (width - 1) * half**2
    c = (1 - 2 * half) * (1 - half) / (1 + (width - 1) * half)
    upper = 1 - alive ** (depth - 2)
    return upper + c * (alive_less ** (depth - 2) - alive ** (depth - 2)), upper


def single_input_death(width, depth):
    return 1 - (1 - 0.5**width) ** (depth - 1)
