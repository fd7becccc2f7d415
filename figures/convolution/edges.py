"""One kernel on one digit: the image, the nine weights, and what they find in each place."""

import numpy as np

from dojo.book.colours import INK
from dojo.book.figure import Figure
from figures.convolution.pixels import frame, signed
from figures.learning.digits import ink
from steps.digits import INK as MOST
from steps.digits import SIDE, load

KERNEL = np.array([[1.0, 0.0, -1.0]] * 3)


def data(kata):
    """Return the first image, the kernel, and what conv finds."""
    images, _ = load()
    pixels = images[0].reshape(SIDE, SIDE) * 1.0
    Z = kata.convolution.conv(pixels[None, :, :, None], KERNEL[:, :, None, None], np.zeros(1))
    return {"pixels": pixels, "kernel": KERNEL, "found": np.asarray(Z)[0, :, :, 0]}


def draw(canvas, data):
    """Draw the image, the kernel and what it finds, side by side, each with its numbers."""
    canvas.set_size_inches(6.1, 2.5)
    image, kernel, found = canvas.subplots(1, 3, width_ratios=(8, 3, 6))
    frame(image, SIDE, SIDE, "a digit")
    ink(image, np.ravel(data["pixels"]) / MOST)
    frame(kernel, 3, 3, "a kernel")
    signed(kernel, data["kernel"])
    numbers(kernel, data["kernel"], 11)
    frame(found, *np.shape(data["found"]), "what it finds")
    signed(found, data["found"])
    numbers(found, data["found"], 7)


def numbers(ax, values, size):
    """Write each number into its square."""
    for (y, x), value in np.ndenumerate(np.asarray(values)):
        said = f"{value:.0f}".replace("-", "−")
        ax.text(x + 0.5, y + 0.5, said, ha="center", va="center", fontsize=size, color=INK)


def words(data):
    """Say what to see, and all that was found."""
    caption = (
        "Nine weights, moved to each of 36 places. Where ink begins the sum is negative, where it "
        "ends it is positive, and where all is even it is near 0: this kernel finds upright edges."
    )
    rows = ("; ".join(", ".join(f"{v:.0f}" for v in row) for row in data["found"])).replace(
        "-", "−"
    )
    return caption, f"A 0 of 8×8 pixels, the kernel 1, 0, −1 in three rows, and it finds: {rows}."


FIGURE = Figure("a-kernel", "A kernel finds upright edges", data, draw, words)
