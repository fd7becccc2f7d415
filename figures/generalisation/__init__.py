"""Generalisation: curves through noisy samples, a time to stop, penalties, units that drop out."""

from figures.generalisation import capacity, dropped, penalty, polynomials, stopping

FIGURES = (
    polynomials.FITS,
    polynomials.COSTS,
    penalty.FIGURE,
    dropped.FIGURE,
    stopping.FIGURE,
)
TOYS = (capacity.TOY,)
