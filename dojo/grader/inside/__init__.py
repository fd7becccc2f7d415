"""What runs in the player's process, beside a submission's code: NumPy and the standard library.

Nothing in here may import the rest of dojo, which a submission could then read.
"""
