"""Gradient checking: all parameters in one long vector, of which one entry moves at a time."""

import math
from collections import namedtuple

import numpy as np

from .cost import FUNCTIONS
from .forward_propagation import forward

Finding = namedtuple("Finding", "layer parameter index analytic numeric verdict")


def numerical_gradient(J, θ, ε=1e-5):
    moving = np.array(θ, dtype=float)
    slopes = []
    for i in range(moving.size):
        value = moving.flat[i]
        moving.flat[i] = value + ε
        above = J(moving.copy())
        moving.flat[i] = value - ε
        below = J(moving.copy())
        moving.flat[i] = value
        slopes.append((above - below) / (2 * ε))
    return np.reshape(slopes, np.shape(θ)).astype(float)


def relative_error(analytic, numeric):
    apart = np.abs(np.subtract(analytic, numeric))
    larger = np.maximum(np.abs(analytic), np.abs(numeric))
    return np.divide(apart, larger, out=np.zeros(np.shape(apart)), where=larger != 0)


def places(network):
    """Yield (layer, name, index) of all parameters, in the order in which they are laid out."""
    for number, (W, b, _) in enumerate(network, start=1):
        for name, θ in (("W", W), ("b", b)):
            for index in np.ndindex(np.shape(θ)):
                yield number, name, index


def laid_out(pairs):
    return np.concatenate([np.ravel(part) for pair in pairs for part in pair])


def rebuilt(network, θ):
    layers, at = [], 0
    for W, b, activation in network:
        middle, end = at + W.size, at + W.size + b.size
        layers.append((θ[at:middle].reshape(W.shape), θ[middle:end], activation))
        at = end
    return layers


def look(θ, network, X, Y, cost):
    """Return J, and on which side of its kink each unit that has one is."""
    signals = forward(rebuilt(network, θ), X)
    sides = [
        z > 0
        for (z, _), layer in zip(signals, network, strict=True)
        if layer[2] in ("relu", "leaky_relu")
    ]
    return FUNCTIONS[cost](Y, signals[-1][1]), np.concatenate([[], *map(np.ravel, sides)])


def measured_gradients(network, X, Y, cost, ε=1e-5):
    θ = laid_out((W, b) for W, b, _ in network)
    slopes = numerical_gradient(lambda θ: look(θ, network, X, Y, cost)[0], θ, ε)
    return [(dW, db) for dW, db, _ in rebuilt(network, slopes)]


def crosses_kink(network, X, layer, parameter, index, ε=1e-5):
    θ = laid_out((W, b) for W, b, _ in network)
    step = np.zeros(θ.size)
    step[list(places(network)).index((layer, parameter, tuple(index)))] = ε
    Y = forward(network, X)[-1][1]  # any will do
    (_, right), (_, left) = (look(end, network, X, Y, "mse") for end in (θ + step, θ - step))
    return not np.array_equal(right, left)


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    for (W, b, _), (dW, db) in zip(network, gradients, strict=True):
        if np.shape(dW) != W.shape or np.shape(db) != b.shape:
            raise ValueError("a gradient is not shaped as its parameter")

    θ = laid_out((W, b) for W, b, _ in network)
    claims, given = laid_out(gradients), (network, X, Y, cost)
    noise = 10 * np.finfo(float).eps * (look(θ, *given)[0] / ε + 1)
    findings = []
    for i, place in enumerate(places(network)):
        step = np.zeros(θ.size)
        step[i] = ε
        (above, right), (below, left) = look(θ + step, *given), look(θ - step, *given)
        claim, slope = float(claims[i]), (above - below) / (2 * ε)
        allowed = tolerance * max(abs(claim), abs(slope)) + noise
        if math.isfinite(claim) and abs(claim - slope) <= allowed:
            continue
        verdict = "wrong" if np.array_equal(right, left) else "kink"
        findings.append(Finding(*place, claim, slope, verdict))
    findings.sort(key=badness, reverse=True)
    return findings


def badness(finding):
    if not math.isfinite(finding.analytic):
        return finding.verdict == "wrong", math.inf
    error = relative_error(finding.analytic, finding.numeric)
    return finding.verdict == "wrong", float(error)
