"""Optimisers: four paths down a curved valley, momentum in a narrow one, and steps to play with."""

from figures.optimisers import corrections, descending, momentum, paths

FIGURES = (paths.FIGURE, momentum.FIGURE, corrections.FIGURE)
TOYS = (descending.TOY,)
