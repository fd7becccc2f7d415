"""Definitions of each activation and each cost, written once, as SymPy expressions.

Nothing here is a derivative: every slope in the house is derived from these lines by
`local_rules`. An activation is a pair of branches, for z > 0 and for z ≤ 0, because that is how
the ones with a kink are defined; a smooth one has the same formula on both sides. The branch for
z ≤ 0 is also the convention at 0, so that ReLU's slope there is 0.

Sources: sigmoid, tanh and softmax as in any textbook (Goodfellow, Bengio, Courville, *Deep
Learning*, ch. 6); ReLU: Nair and Hinton 2010; leaky ReLU: Maas et al. 2013; ELU: Clevert et al.
2016; Swish: Ramachandran et al. 2017.
"""

from sympy import Integer, Rational, Symbol, exp, log

z = Symbol("z", real=True)
y = Symbol("y", real=True)
ŷ = Symbol("ŷ", real=True)

LEAK = Rational(1, 100)  # leaky ReLU's slope where z ≤ 0
ALPHA = Integer(1)  # ELU's α

_sigmoid = 1 / (1 + exp(-z))
_tanh = (exp(z) - exp(-z)) / (exp(z) + exp(-z))

# name: (the formula for z > 0, the formula for z ≤ 0)
ACTIVATIONS = {
    "identity": (z, z),
    "sigmoid": (_sigmoid, _sigmoid),
    "tanh": (_tanh, _tanh),
    "relu": (z, Integer(0)),
    "leaky_relu": (z, LEAK * z),
    "elu": (z, ALPHA * (exp(z) - 1)),
    "swish": (z * _sigmoid, z * _sigmoid),
}

# Softmax for any number of classes: z_i and z_j are two of the sums, `rest` is what all the other
# classes (z_j's among them, when only z_i matters) add to the denominator.
z_i = Symbol("z_i", real=True)
z_j = Symbol("z_j", real=True)
rest = Symbol("rest", positive=True)
SOFTMAX_ALONE = exp(z_i) / (exp(z_i) + rest)
SOFTMAX_PAIR = exp(z_i) / (exp(z_i) + exp(z_j) + rest)

# p and q stand for ŷ and 1 − ŷ where a logarithm needs them: a probability below ε = 1e-12 is
# read as ε, in the cost and in its derivative, so that both stay finite.
p = Symbol("p", positive=True)
q = Symbol("q", positive=True)
PROBABILITIES = {p: ŷ, q: 1 - ŷ}

# name: (what one prediction adds, what the total is averaged over)
COSTS = {
    "mse": ((y - ŷ) ** 2, "predictions"),
    "binary_cross_entropy": (-(y * log(p) + (1 - y) * log(q)), "predictions"),
    "cross_entropy": (-y * log(p), "samples"),
}

# Output layers whose activation and cost are differentiated together. Multiplied out, the factor
# that saturates cancels, and the gradient survives where the product of the two would be 0 · ∞.
FUSED = (("sigmoid", "binary_cross_entropy"), ("softmax", "cross_entropy"))
