"""The network as another good programmer writes it: NumPy, loops where they read well, no records.

Layers are plain tuples, weights are drawn unit by unit, least squares goes by the pseudo-inverse,
halves are rounded up, and the sigmoid is a tanh.
"""
