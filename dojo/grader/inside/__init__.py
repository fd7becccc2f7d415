"""The code that runs in the sandboxed processes, beside a submission: NumPy, standard library only.

Nothing in here may import the rest of dojo, which a submission could then read.
"""
