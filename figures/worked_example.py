"""The network that chapter 7 works out line by line, with its sample."""

NETWORK = [
    ([[1.0, 2.0, -1.0], [-1.0, 1.0, -1.0]], [2.0, -1.0, 1.0], "relu"),
    ([[3.0], [-2.0], [5.0]], [1.0], "identity"),
]
x, y = [1.0, 2.0], [1.0]
