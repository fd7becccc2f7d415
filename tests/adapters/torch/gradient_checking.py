"""Gradient checking: every entry of a parameter is moved at once, in one batched forward pass."""

from collections import namedtuple

import numpy as np
import torch

from .cost import FUNCTIONS
from .forward_propagation import layers_of, signals_of
from .tensors import array, tensor

Finding = namedtuple("Finding", "layer parameter index analytic numeric verdict")


def numerical_gradient(J, θ, ε=1e-5):
    """J is a function of arrays, so it is asked one entry at a time."""
    θ = np.asarray(θ, dtype=float)
    steps = ε * array(torch.eye(θ.size, dtype=torch.float64)).reshape(-1, *θ.shape)
    slopes = [(J(θ + step) - J(θ - step)) / (2 * ε) for step in steps]
    return array(tensor(slopes).reshape(θ.shape))


def relative_error(analytic, numeric):
    analytic, numeric = tensor(analytic), tensor(numeric)
    larger = torch.maximum(analytic.abs(), numeric.abs())
    return array(torch.where(larger == 0, 0.0, (analytic - numeric).abs() / larger))


def _moved(layers, i, which, X, Y, cost, steps):
    """Return J, and which units with a kink are active, for each step added to one parameter."""

    def run(step):
        parts = list(layers[i])
        parts[which] = parts[which] + step
        moved = [*layers[:i], tuple(parts), *layers[i + 1 :]]
        signals = signals_of(moved, X)
        active = [
            (z > 0).flatten()
            for (_, _, activation), (z, _) in zip(moved, signals, strict=True)
            if activation in ("relu", "leaky_relu")
        ]
        ends = torch.cat(active) if active else torch.zeros(0, dtype=torch.bool)
        return FUNCTIONS[cost](signals[-1][1], Y), ends

    return torch.func.vmap(run)(steps)


def measured_gradients(network, X, Y, cost, ε=1e-5):
    layers, X, Y = layers_of(network), tensor(X), tensor(Y)

    def slopes(i, which):
        θ = layers[i][which]
        steps = ε * torch.eye(θ.numel(), dtype=θ.dtype).reshape(-1, *θ.shape)
        (above, _), (below, _) = (_moved(layers, i, which, X, Y, cost, s) for s in (steps, -steps))
        return array(((above - below) / (2 * ε)).reshape(θ.shape))

    return [(slopes(i, 0), slopes(i, 1)) for i in range(len(layers))]


def crosses_kink(network, X, layer, parameter, index, ε=1e-5):
    layers, X, which = layers_of(network), tensor(X), "Wb".index(parameter)
    step = torch.zeros_like(layers[layer - 1][which])
    step[tuple(index)] = ε
    Y = signals_of(layers, X)[-1][1]  # any will do
    _, (right, left) = _moved(layers, layer - 1, which, X, Y, "mse", torch.stack([step, -step]))
    return bool((right != left).any())


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    layers, X, Y = layers_of(network), tensor(X), tensor(Y)
    J = FUNCTIONS[cost](signals_of(layers, X)[-1][1], Y)
    noise = 10 * torch.finfo(torch.float64).eps * (J / ε + 1)
    found = []
    for i, pair in enumerate(gradients):
        for which, name in enumerate("Wb"):
            θ, analytic = layers[i][which], tensor(pair[which])
            if analytic.shape != θ.shape:
                raise ValueError(f"∂J/∂{name} of layer {i + 1} has shape {tuple(analytic.shape)}")
            steps = ε * torch.eye(θ.numel(), dtype=θ.dtype).reshape(-1, *θ.shape)
            above, right = _moved(layers, i, which, X, Y, cost, steps)
            below, left = _moved(layers, i, which, X, Y, cost, -steps)
            numeric = ((above - below) / (2 * ε)).reshape(θ.shape)
            allowed = tolerance * torch.maximum(analytic.abs(), numeric.abs()) + noise
            kinked = (right != left).any(dim=1).reshape(θ.shape)
            agrees = ((analytic - numeric).abs() <= allowed) & analytic.isfinite()
            for index in map(tuple, (~agrees).nonzero().tolist()):
                verdict = "kink" if kinked[index] else "wrong"
                values = analytic[index].item(), numeric[index].item()
                found.append(Finding(i + 1, name, index, *values, verdict))

    def rank(finding):
        error = relative_error(finding.analytic, finding.numeric).item()
        return finding.verdict == "kink", -(error if error == error else float("inf"))

    return sorted(found, key=rank)
