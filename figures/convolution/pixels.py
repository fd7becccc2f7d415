"""Images and kernels as squares: ink for pixels, two colours for what is positive and negative."""

import numpy as np

from dojo.book.colours import C1, C2, MUTED
from figures.learning.digits import blocks


def frame(ax, rows, columns, title=""):
    """Give an axes so many squares, y downwards, and a frame around them."""
    ax.axis("off")
    ax.set(xlim=(-0.2, columns + 0.2), ylim=(rows + 0.2, -0.2), aspect="equal")
    across, down = [0, columns, columns, 0, 0], [0, 0, rows, rows, 0]
    ax.plot(across, down, color=MUTED, linewidth=0.6, clip_on=False)
    ax.set_title(title, fontsize=11)


def signed(ax, values):
    """Draw a matrix: the further from 0, the stronger; orange is positive, blue is negative."""
    values = np.asarray(values)
    largest = np.abs(values).max() or 1.0
    for sign, colour in ((1, C2), (-1, C1)):
        shares = np.round(8 * np.clip(sign * values / largest, 0, 1)) / 8
        for share in np.unique(shares[shares > 0]):
            places = np.argwhere(shares == share)
            squares = [(x, y, 1) for y, x in places]
            # Paler than the colour itself: a number in a square can be read.
            blocks(ax, squares, facecolor=colour, alpha=0.75 * float(share))
