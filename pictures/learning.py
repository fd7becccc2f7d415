"""Images of what the first units of a network that reads digits look for."""

import numpy as np

from dojo.terminal.plot import beside, surface
from pictures.the_end import SIDE, trained


def picture(kata):
    """Draw the weights of four hidden units as images: dark is where ink speaks for the unit."""
    network, *_ = trained(kata)
    units = np.reshape(network[0][0], (SIDE * SIDE, -1)).T[:4]
    plots = []
    for weights in units:
        image = np.repeat(np.reshape(weights, (SIDE, SIDE)), 2, axis=1)
        largest = np.abs(image).max() or 1.0
        plots.append(surface(image, -largest, largest))
    return [*beside(*plots), "", "Nobody told these four units what to look for: they found it."]
