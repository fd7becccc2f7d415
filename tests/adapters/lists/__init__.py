"""The network in pure Python: nested lists of floats inside, ndarrays at the edges only."""
