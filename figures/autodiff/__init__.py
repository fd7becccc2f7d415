"""Automatic differentiation: a graph with its gradients, doublings, and a way back to play with."""

from figures.autodiff import doublings, going_back, graph

FIGURES = (graph.FIGURE, doublings.FIGURE)
TOYS = (going_back.TOY,)
