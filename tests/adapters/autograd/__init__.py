"""The network on HIPS autograd: NumPy that remembers, and differentiates whatever was computed."""
