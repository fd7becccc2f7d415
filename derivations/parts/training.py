"""L2, momentum and Adam: what they do to a weight, step by step."""

from derivations.parts.part import Part, Step

L2 = Part(
    "L2: a penalty on the weights",
    (
        "L is the mean squared error of ŷ = w·x + b over n samples, λ the strength of the penalty.",
        "Any other cost in the place of L leads to 4, 5 and 7 as well.",
    ),
    (
        Step("L = 1/n·Σ (y_i - w·x_i - b)²", "the cost without a penalty"),
        Step("J = L + λ/2·w²", "the weight is penalised, the bias is not", (1,)),
        Step("∂L/∂w = -2/n·Σ (y_i - w·x_i - b)·x_i", "as without a penalty", (1,)),
        Step("∂J/∂w = ∂L/∂w + λ·w", "the 2 of the square cancels the 1/2", (2,)),
        Step("∂J/∂b = ∂L/∂b", "the bias is left alone", (2,)),
        Step("s = w - α·∂J/∂w", "a step of gradient descent", (4,)),
        Step("s = (1 - α·λ)·w - α·∂L/∂w", "first w shrinks, then the usual step follows", (4, 6)),
        Step("k = 4/(2 + λ)", "where J is least, if L is (w - 2)²"),
        Step("2·(k - 2) + λ·k = 0", "there the slope 2·(w - 2) + λ·w is 0", (8,)),
    ),
    (
        "Numbers: w is 3, ∂L/∂w is 0, λ is 1/10, α is 1/2. The step leads to 57/20 = 3·(1 - 1/20).",
        "λ is 0, 2, 6: J is least at w = 2, 1, 1/2.",
    ),
    '''\
def with_l2(W, dW, λ):
    """Return ∂J/∂W of J = L + λ/2·ΣW², where dW is ∂L/∂W; a bias is not changed."""
    return dW + λ * W
''',
)

MOMENTUM = Part(
    "Momentum: three steps, written out",
    (
        "g1, g2, g3 are the gradients of three steps, v the velocity, w the weight; v begins at 0.",
        "β says how much of the velocity is kept, α is the learning rate.",
    ),
    (
        Step("v1 = g1", "β·0 + g1"),
        Step("v2 = β·v1 + g2", "the velocity is kept in part, and the new gradient is added"),
        Step("v3 = β·v2 + g3", "and once more"),
        Step(
            "v3 = β²·g1 + β·g2 + g3", "a gradient counts β times as much with each step", (1, 2, 3)
        ),
        Step("w1 = w0 - α·v1", "a step goes along the velocity", (1,)),
        Step("w2 = w1 - α·v2", "the second one", (2, 5)),
        Step("w3 = w2 - α·v3", "the third one", (3, 6)),
        Step("w3 = w0 - α·((1 + β + β²)·g1 + (1 + β)·g2 + g3)", "4 put in", (4, 5, 6, 7)),
        Step("∂w3/∂g1 = -α·(1 + β + β²)", "the first gradient moves w in every step", (8,)),
        Step("β²·g + β·g + g = (1 - β³)/(1 - β)·g", "v3 where all gradients are g", (4,)),
    ),
    (
        "After many steps with one and the same gradient β³ is a high power of β, which is near 0.",
        "The velocity is then g/(1 - β): with 9/10 a step is 10 times as long as without momentum.",
        "Numbers: g is 1, β is 1/2. Then v is 1, 3/2, 7/4, 15/8, … and comes near 2.",
    ),
    '''\
def momentum(w, g, v, α, β):
    """Return the weight and the velocity after one step; v begins at 0."""
    v = β * v + g
    return w - α * v, v
''',
)

ADAM = Part(
    "Adam: two averages, both corrected for their start at 0",
    (
        "m is the running average of the gradients, v that of their squares; both begin at 0.",
        "w is the weight, α the learning rate; ε, which keeps the root from 0, is left out.",
    ),
    (
        Step("m1 = (1 - β1)·g1", "β1·0 + (1 - β1)·g1"),
        Step("v1 = (1 - β2)·g1²", "β2·0 + (1 - β2)·g1²"),
        Step("m1/(1 - β1) = g1", "m1 is too small by 1 - β1; the quotient is m̂1", (1,)),
        Step("v1/(1 - β2) = g1²", "v1 is too small by 1 - β2; the quotient is v̂1", (2,)),
        Step(
            "w1 = w0 - α·(m1/(1 - β1))/√(v1/(1 - β2))",
            "a step of Adam: m̂ over the root of v̂",
            (1, 2),
        ),
        Step("w1 = w0 - α·g1/√(g1²)", "its length is α, whatever the size of g1", (3, 4, 5)),
        Step("m2 = β1·m1 + (1 - β1)·g2", "the second average", (1,)),
        Step("m2 = (1 - β1)·(β1·g1 + g2)", "multiplied out", (1, 7)),
        Step("v2 = β2·v1 + (1 - β2)·g2²", "the second average of squares", (2,)),
        Step("(1 - β1)·(β1·g + g) = (1 - β1²)·g", "m2 where both gradients are g", (8,)),
        Step("(1 - β1)·(β1·g + g)/(1 - β1²) = g", "so t steps are corrected by 1 - β1ᵗ", (10,)),
    ),
    (
        "Without the correction the first step would have the length (1 - β1)/√(1 - β2)·α.",
        "With the usual 9/10 and 999/1000 this is 3.16·α.",
        "If all gradients are multiplied by 1000, the steps stay the same.",
    ),
    '''\
def adam(w, g, m, v, t, α, β1=0.9, β2=0.999, ε=1e-8):
    """Return the weight, m and v after step number t = 1, 2, …; m and v begin at 0."""
    m = β1 * m + (1 - β1) * g
    v = β2 * v + (1 - β2) * g**2
    m_hat, v_hat = m / (1 - β1**t), v / (1 - β2**t)
    return w - α * m_hat / (np.sqrt(v_hat) + ε), m, v
''',
)
