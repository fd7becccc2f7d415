"""The curves of the activations, side by side."""

import numpy as np

from dojo.terminal.plot import beside, curve

ROWS = [("sigmoid", "tanh", "relu"), ("leaky_relu", "elu", "swish")]


def picture(kata):
    """Draw six activations from −4 to 4, all at one scale."""
    z, lines = np.linspace(-4, 4, 81), []
    for names in ROWS:
        plots = [[f"{n:^22}", *curve(z, kata.activations[n](z), 22, 6, -1.5, 3)] for n in names]
        lines += beside(*plots)
    return [*lines, "", "Six functions, −4 to 4: what goes flat has little slope to learn from."]
