"""Picture of what one kernel finds in one handwritten digit."""

import numpy as np

from dojo.terminal.plot import beside, surface
from steps.digits import SIDE, load


def picture(kata):
    """Draw a digit, and beside it how much its level edges speak to a kernel."""
    images, _ = load()
    image = images[0].reshape(SIDE, SIDE) * 1.0
    kernel = np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -1.0, -1.0]])
    Z = kata.convolution.conv(image[None, :, :, None], kernel[:, :, None, None], np.zeros(1))
    found = np.asarray(Z)[0, :, :, 0]
    largest = np.abs(found).max() or 1.0
    plots = [
        surface(np.repeat(image, 2, axis=1), 0.0, 16.0),
        surface(np.repeat(found, 2, axis=1), -largest, largest),
    ]
    return [*beside(*plots), "", "A digit, and where a kernel for level edges finds some."]
