"""A kernel to play with: nine weights, a digit, and what they find in each place."""

from pathlib import Path

import numpy as np

from dojo.book.figure import Toy
from steps.digits import CLASSES, SIDE, load

# Kernels with names, row by row.
KERNELS = {
    "upright edges": (1, 0, -1, 1, 0, -1, 1, 0, -1),
    "level edges": (1, 1, 1, 0, 0, 0, -1, -1, -1),
    "all nine, averaged": (1 / 9,) * 9,
    "the pixel itself": (0, 0, 0, 0, 1, 0, 0, 0, 0),
    "more than its neighbours": (0, -1, 0, -1, 4, -1, 0, -1, 0),
}


def data(kata):
    """Return an image of each digit, and what conv finds in the first with the first kernel."""
    images, labels = load()
    shown = [images[int(np.argmax(labels == digit))] for digit in range(CLASSES)]
    kernel = np.reshape(next(iter(KERNELS.values())), (3, 3, 1, 1)) * 1.0
    image = shown[0].reshape(1, SIDE, SIDE, 1) * 1.0
    found = kata.convolution.conv(image, kernel, np.zeros(1))
    return {"images": shown, "found": np.asarray(found)[0, :, :, 0]}


TOY = Toy(
    name="sliding",
    files=Path(__file__).with_suffix(""),
    formulas=str,
    values={"kernels": {name: list(kernel) for name, kernel in KERNELS.items()}},
    data=data,
    rule="A kernel can find edges",
)
