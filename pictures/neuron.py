"""One neuron over two inputs: a plane that rises one way, and what two functions make of it."""

import numpy as np

from dojo.terminal.plot import beside, surface

FUNCTIONS = {"f(z) = z": lambda z: z, "f(z) = |z|": np.abs, "f(z) = z²": np.square}


def picture(kata):
    """Draw a over the two inputs, x₁ to the right and x₂ upwards; the darker, the larger."""
    x1, x2 = np.meshgrid(np.linspace(-1, 1, 22), np.linspace(1, -1, 11))
    X, w, b = np.stack([x1.ravel(), x2.ravel()], axis=1), np.array([0.6, 0.4]), 0.0
    maps = []
    for name, f in FUNCTIONS.items():
        a = np.reshape(kata.neuron.neuron(X, w, b, f), x1.shape)
        maps.append([f"{name:^22}", *surface(a, np.min(a), np.max(a))])
    return [
        *beside(*maps),
        "",
        "Your neuron, z = 0.6·x₁ + 0.4·x₂: its weights say in which direction it rises.",
    ]
