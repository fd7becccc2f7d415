"""Local rules of the calculus: one activation, one cost, one layer, each proved and compiled."""
