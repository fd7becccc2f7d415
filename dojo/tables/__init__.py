"""Tables of a step: cells, what they expect, and the comparison."""
