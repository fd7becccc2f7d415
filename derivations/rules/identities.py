"""Identities behind the chapters on optimisers, regularisation and autodiff, derived by SymPy."""

import sympy
from sympy import Eq, Expr, Matrix, diff, expand, factor, solve, sqrt, summation, symbols

α, β, h, λ, r, w, keep = symbols("α β h λ r w keep", positive=True)
t, k = symbols("t k", integer=True, positive=True)


def momentum_roots() -> list[Expr]:
    """Return the β at which momentum has a double root on a parabola of curvature h.

    v ← βv + hw and w ← w − αv give w(t+1) = (1 + β − αh)·w(t) − β·w(t−1), whose roots r decide how
    fast w falls. A double root is the fastest fall, √β at each step.

    >>> [root.subs({α: sympy.Rational(1, 4), h: 1}) for root in momentum_roots()]
    [1/4, 9/4]
    >>> [root.subs({α: sympy.Rational(1, 4), h: 9}) for root in momentum_roots()]
    [1/4, 25/4]
    """
    polynomial = r**2 - (1 + β - α * h) * r + β
    # Of two roots, and written without √(αh) in a denominator.
    found = solve(sympy.discriminant(polynomial, r), β)
    return sorted((expand(factor(root)) for root in found), key=lambda b: b.subs({α: 0.25, h: 1}))


def average_of_a_constant(g: Expr) -> Expr:
    """Return what m ← βm + (1 − β)g comes to after t steps from 0, over 1 − βᵗ: Adam's m̂.

    >>> average_of_a_constant(sympy.Symbol("g"))
    g
    """
    m = summation((1 - β) * β ** (k - 1) * g, (k, 1, t))
    # β is not 1, which SymPy keeps apart.
    m = m.replace(sympy.Piecewise, lambda *parts: parts[-1][0])
    return sympy.simplify(m / (1 - β**t))


def penalised_minimum() -> Expr:
    """Return the weight at which (w − 2)² + (λ/2)·w² is least.

    >>> penalised_minimum()
    4/(λ + 2)
    """
    J = (w - 2) ** 2 + λ / 2 * w**2
    (least,) = solve(Eq(diff(J, w), 0), w)
    return factor(least)


def dropout_variance(a: Expr) -> Expr:
    """Return the variance of a unit that is 0, or a/keep with the probability keep.

    >>> dropout_variance(sympy.Symbol("a"))
    -a**2*(keep - 1)/keep
    """
    mean = keep * a / keep
    return factor(keep * (a / keep) ** 2 - mean**2)


def matrix_product_pulls() -> tuple[Matrix, Matrix]:
    """Return what SymPy finds that A·B sends back of G, for 2×2 matrices: to A, and to B.

    >>> A, B, G = (Matrix(2, 2, symbols(f"{name}:4")) for name in "abg")
    >>> matrix_product_pulls() == (G * B.T, A.T * G)
    True
    """
    A, B, G = (Matrix(2, 2, symbols(f"{name}:4")) for name in "abg")
    J = sum((A * B).multiply_elementwise(G))
    to_A, to_B = (Matrix(2, 2, lambda i, j, M=M: diff(J, M[i, j])) for M in (A, B))
    return to_A, to_B


def valley_rate(low: Expr, high: Expr) -> tuple[Expr, Expr]:
    """Return α and β of the fastest momentum for the least and the greatest curvature.

    >>> valley_rate(sympy.Integer(1), sympy.Integer(9))
    (1/4, 1/4)
    """
    return (2 / (sqrt(low) + sqrt(high))) ** 2, (
        (sqrt(high) - sqrt(low)) / (sqrt(high) + sqrt(low))
    ) ** 2
