"""The network on SciPy and scikit-learn, where they have it; the chain rule is written by hand."""
