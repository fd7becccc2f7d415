"""Batch normalisation and layer normalisation: forwards, and three paths back to x."""

from derivations.parts.part import Part, Step

_BACK = """\
    along = x_hat * (G * x_hat).mean(axis={axis}, keepdims=True)
    dx = (G - G.mean(axis={axis}, keepdims=True) - along) / s
    return dx, (dy * x_hat).sum(axis=0), dy.sum(axis=0)
"""
_PROGRAM = '''\
def normalised(x, ε):
    """Return x̂ and s of {each}."""
    centred = x - x.mean(axis={axis}, keepdims=True)
    s = np.sqrt((centred**2).mean(axis={axis}, keepdims=True) + ε)
    return centred / s, s


def forward(x, γ, β, ε):
    """Return y, of the shape of x (n, d); γ and β are (d,)."""
    return γ * normalised(x, ε)[0] + β


def back(dy, x, γ, ε):
    """Return (∂J/∂x, ∂J/∂γ, ∂J/∂β), where dy is ∂J/∂y."""
    x_hat, s = normalised(x, ε)
    G = γ * dy
'''


def _program(axis, each):
    return (_PROGRAM + _BACK).format(axis=axis, each=each)


BATCH_NORM = Part(
    "Batch normalisation: one column of a batch",
    (
        "x_i is the number of sample i, n is the number of samples, and Σ goes over the samples.",
        "J is a cost with the slopes g_i by y_i: what comes back from the layers above.",
    ),
    (
        Step("μ = 1/n·Σ x_i", "the mean of the column"),
        Step("v = 1/n·Σ (x_i - μ)²", "its variance", (1,)),
        Step("s = √(v + ε)", "its deviation; ε keeps it from 0", (2,)),
        Step("x̂_i = (x_i - μ)/s", "mean 0, deviation 1", (1, 3)),
        Step("y_i = γ·x̂_i + β", "a deviation and a mean that are learned", (4,)),
        Step("J = Σ g_i·y_i", "the slope by y_i is g_i, whatever the layers above are", (5,)),
        Step("∂J/∂β = Σ g_i", "β is added to every sample", (5, 6)),
        Step("∂J/∂γ = Σ g_i·x̂_i", "γ multiplies every x̂_i", (5, 6)),
        Step("∂J/∂x̂_i = γ·g_i", "chain rule through y_i", (5, 6)),
        Step("∂J/∂s = -γ/s·Σ g_i·x̂_i", "s divides every sample", (4, 9)),
        Step("∂J/∂v = 1/(2·s)·∂J/∂s", "the slope of a root", (3, 10)),
        Step("∂J/∂μ = -γ/s·Σ g_i", "μ is in every x̂_i; by v it adds 0, as Σ (x_i - μ) = 0", (4, 9)),
        Step(
            "∂J/∂x_i = γ/s·g_i + 1/n·∂J/∂μ + 2/n·(x_i - μ)·∂J/∂v",
            "three paths: by x̂_i, by the mean, by the variance",
            (1, 2, 9, 11, 12),
        ),
        Step(
            "∂J/∂x_i = γ/s·(g_i - 1/n·Σ_j g_j - x̂_i/n·Σ_j g_j·x̂_j)",
            "10 to 12 put into 13",
            (10, 11, 12, 13),
        ),
    ),
    (
        "A frequent mistake takes μ and s for constants: γ/s·g_i alone, without two of the paths.",
        "The ∂J/∂x_i add up to 0: what all samples share is taken away.",
        "Numbers: x is 0, 0, 2, 2, γ is 1, ε is 0, and g is 4, 0, 0, 0. Then ∂J/∂x is 2, -2, 0, 0.",
    ),
    _program(0, "each column"),
)

LAYER_NORM = Part(
    "Layer normalisation: one sample, whose n numbers are x_j",
    (
        "Σ goes over the numbers of the sample; γ_j and β_j belong to number j in every sample.",
        "J is a cost with the slopes g_j by y_j: what comes back from the layers above.",
    ),
    (
        Step("μ = 1/n·Σ x_j", "the mean of the row"),
        Step("v = 1/n·Σ (x_j - μ)²", "its variance", (1,)),
        Step("s = √(v + ε)", "its deviation; ε keeps it from 0", (2,)),
        Step("x̂_j = (x_j - μ)/s", "mean 0, deviation 1", (1, 3)),
        Step("y_j = γ_j·x̂_j + β_j", "a factor and a summand for each number, both learned", (4,)),
        Step("J = Σ g_j·y_j", "the slope by y_j is g_j, whatever the layers above are", (5,)),
        Step("∂J/∂β_j = g_j", "of this sample; a batch adds up its samples' shares", (5, 6)),
        Step("∂J/∂γ_j = g_j·x̂_j", "of this sample, as well", (5, 6)),
        Step("G_j = γ_j·g_j", "a name for what goes back to x̂_j", (5, 6)),
        Step("∂J/∂x̂_j = G_j", "chain rule through y_j", (9,)),
        Step(
            "∂J/∂v = -1/(2·s²)·Σ G_j·x̂_j", "s divides every number; the slope of a root", (3, 4, 10)
        ),
        Step(
            "∂J/∂μ = -1/s·Σ G_j", "μ is in every x̂_j; by v it adds 0, as Σ (x_j - μ) = 0", (4, 10)
        ),
        Step(
            "∂J/∂x_j = G_j/s + 1/n·∂J/∂μ + 2/n·(x_j - μ)·∂J/∂v",
            "three paths: by x̂_j, by the mean, by the variance",
            (1, 2, 10, 11, 12),
        ),
        Step(
            "∂J/∂x_j = 1/s·(G_j - 1/n·Σ_k G_k - x̂_j/n·Σ_k G_k·x̂_k)",
            "11 and 12 put into 13",
            (11, 12, 13),
        ),
    ),
    (
        "It is the formula of batch normalisation, along the row. No sample needs another one.",
        "γ_j stays inside the means here, because it differs from number to number.",
        "Numbers: x is 0, 0, 2, 2, each γ_j is 1, ε is 0, and g is 4, 0, 0, 0.",
        "Then ∂J/∂x is 2, -2, 0, 0.",
    ),
    _program(1, "each row"),
)
