"""Convolution: what a kernel finds, what a network's own kernels look for, and a kernel to move."""

from figures.convolution import edges, learned, sliding

FIGURES = (edges.FIGURE, learned.KERNELS, learned.SHIFTS)
TOYS = (sliding.TOY,)
