"""The network on SciPy and scikit-learn, wherever they have it; the chain rule is written by hand."""
