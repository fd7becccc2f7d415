"""The network on PyTorch: float64 tensors inside, ndarrays at the edges, autograd for slopes."""
