"""The network on mygrad: tensors that drop into NumPy's functions, and gradients by backward()."""
