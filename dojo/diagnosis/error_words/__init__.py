"""Words for the errors of Python and NumPy: what was done, with the call and the shapes."""
