"""Paths: through how many of twenty residual blocks the gradient comes."""

import numpy as np

from dojo.terminal.plot import curve

BLOCKS, SLOPE = 20, 0.25


def picture(kata):
    """Draw what the paths of each length add to the slope of twenty blocks."""
    sums = np.asarray(kata.residual.path_sums(np.full(BLOCKS, SLOPE)))
    most = int(np.argmax(sums))
    return [
        "",
        *curve(np.arange(len(sums)), sums / sums.sum(), 60, 10),
        f"{0:<{30}}{BLOCKS // 2:<{29}}{BLOCKS}",
        "",
        f"{2**BLOCKS:,} paths lead through {BLOCKS} blocks whose f has the slope {SLOPE:g}.",
        "This is the share of the gradient by their length. The greatest part comes",
        f"through {most} blocks; the path through all adds {sums[-1]:.0e} of {sums.sum():.1f}.",
    ]
