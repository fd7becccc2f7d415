"""The network as many textbooks write it: a sample is a column, a unit a row of W, z = Wx + b.

What comes in is turned at the door, and turned back on its way out.
"""
