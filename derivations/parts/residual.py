"""Residual connections: a block that adds to its input, and three blocks in a chain."""

from derivations.parts.part import Part, Step

RESIDUAL = Part(
    "Residual connections: a block adds to what it is given",
    (
        "a is what the block is given, t its branch, o what it returns; one unit.",
        "J is a cost with the slope G by o. p, q, r are the slopes of three branches in a chain.",
    ),
    (
        Step("t = tanh(w·a + b)", "the branch, a layer as any other"),
        Step("o = a + t", "the block adds it to its input", (1,)),
        Step("∂o/∂a = 1 + w·(1 - t²)", "two paths: round the branch, and through it", (1, 2)),
        Step("J = G·o", "the slope by o is G, whatever the layers above are", (2,)),
        Step("∂J/∂t = G", "a sum hands the gradient on as it is", (2, 4)),
        Step("∂J/∂w = G·(1 - t²)·a", "chain rule through t", (1, 5)),
        Step("∂J/∂b = G·(1 - t²)", "chain rule through t", (1, 5)),
        Step("∂J/∂a = G + G·w·(1 - t²)", "the gradient itself, and what the branch adds", (3, 4)),
        Step("k = (1 + p)·x", "a first block, whose branch has the slope p"),
        Step("l = (1 + q)·k", "a second one", (9,)),
        Step("c = (1 + r)·l", "a third one", (10,)),
        Step("∂c/∂x = (1 + p)·(1 + q)·(1 + r)", "chain rule", (9, 10, 11)),
        Step(
            "∂c/∂x = 1 + p + q + r + p·q + p·r + q·r + p·q·r",
            "8 paths: each goes round a branch or through it",
            (12,),
        ),
    ),
    (
        "A plain chain has the last of these paths alone, p·q·r. It vanishes where each is small.",
        "Numbers: p, q and r are 1/4. The blocks have the slope 1 + 3/4 + 3/16 + 1/64 = 125/64,",
        "and the plain chain has 1/64.",
    ),
    '''\
def forward(a, W, b):
    """Return o and t, of the shape of a (n, d); W is (d, d), b (d,)."""
    t = np.tanh(a @ W + b)
    return a + t, t


def back(G, a, W, b):
    """Return (∂J/∂a, ∂J/∂W, ∂J/∂b), where G is ∂J/∂o."""
    _, t = forward(a, W, b)
    δ = G * (1 - t**2)
    return G + δ @ W.T, a.T @ δ, δ.sum(axis=0)
''',
)
