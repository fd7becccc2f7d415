"""Convolution of five entries by a kernel of three: one sum for each place, and its gradients."""

from derivations.parts.part import Part, Step

CONVOLUTION = Part(
    "Convolution: a kernel of 3 weights on 5 entries",
    (
        "x1 … x5 are the entries, k1 … k3 the weights, b the bias, z1 … z3 the sums in 3 places.",
        "J is a cost with the slopes δ1, δ2, δ3 by z1, z2, z3.",
    ),
    (
        Step("z1 = k1·x1 + k2·x2 + k3·x3 + b", "the kernel at the first place"),
        Step("z2 = k1·x2 + k2·x3 + k3·x4 + b", "the same weights, one entry further on"),
        Step("z3 = k1·x3 + k2·x4 + k3·x5 + b", "and at the last place"),
        Step("J = δ1·z1 + δ2·z2 + δ3·z3", "the slope by z1 is δ1, and so on", (1, 2, 3)),
        Step("∂J/∂k1 = δ1·x1 + δ2·x2 + δ3·x3", "k1 is used in 3 places; the slopes add up", (4,)),
        Step("∂J/∂k2 = δ1·x2 + δ2·x3 + δ3·x4", "as k1, one entry further on", (4,)),
        Step("∂J/∂k3 = δ1·x3 + δ2·x4 + δ3·x5", "and k3", (4,)),
        Step("∂J/∂b = δ1 + δ2 + δ3", "b is added in every place", (4,)),
        Step("∂J/∂x1 = δ1·k1", "the first place alone sees x1", (4,)),
        Step("∂J/∂x2 = δ1·k2 + δ2·k1", "two places see x2, by other weights", (4,)),
        Step("∂J/∂x3 = δ1·k3 + δ2·k2 + δ3·k1", "all three places see x3", (4,)),
        Step("∂J/∂x4 = δ2·k3 + δ3·k2", "as x2, from the other end", (4,)),
        Step("∂J/∂x5 = δ3·k3", "the last place alone sees x5", (4,)),
    ),
    (
        "Back to the kernel (5 to 7), δ slides along the input: the entries, correlated with δ.",
        "Back to the input (9 to 13), the kernel is turned round: 0, 0, δ1, δ2, δ3, 0, 0,",
        "correlated with k3, k2, k1.",
        "Numbers: x is 1, 2, 4, 7, 11, k is -1, 0, 1, and δ is 1, 0, 2.",
        "Then ∂J/∂k is 9, 16, 26, and ∂J/∂x is -1, 0, -1, 0, 2.",
    ),
    '''\
def forward(x, k, b):
    """Return z (n - len(k) + 1,) of x (n,); the kernel k is not turned round."""
    return np.correlate(x, k, mode="valid") + b


def back(δ, x, k):
    """Return (∂J/∂x, ∂J/∂k, ∂J/∂b), where δ is ∂J/∂z."""
    return np.convolve(δ, k), np.correlate(x, δ, mode="valid"), δ.sum()
''',
)
