"""Identities behind the chapter on normalisation and residual connections, derived by SymPy."""

import sympy
from sympy import Expr, Matrix, cancel, diff, expand, sqrt, symbols

ε, w, b = symbols("ε w b", positive=True)


def normalised(x: Matrix) -> Matrix:
    """Return the entries of x less their mean, over √(variance + ε).

    >>> normalised(Matrix([0, 0, 2, 2])).subs(ε, 0).T
    Matrix([[-1, -1, 1, 1]])
    """
    n = len(x)
    centred = x - Matrix([sum(x) / n] * n)
    variance = sum(c**2 for c in centred) / n
    return centred / sqrt(variance + ε)


def derived_gradient(x: Matrix, G: Matrix) -> Matrix:
    """Return what SymPy finds that normalising sends back of G: the slopes of Σ G·x̂."""
    J = normalised(x).dot(G)
    return Matrix([diff(J, entry) for entry in x])


def stated_gradient(x: Matrix, G: Matrix) -> Matrix:
    """Return (G − mean G − x̂·mean(G·x̂))/√(variance + ε), as the chapter has it."""
    n, x_hat = len(x), normalised(x)
    centred = x - Matrix([sum(x) / n] * n)
    root = sqrt(sum(c**2 for c in centred) / n + ε)
    return (G - Matrix([sum(G) / n] * n) - x_hat * x_hat.dot(G) / n) / root


def normalisation_proved(n: int) -> bool:
    """Tell whether both gradients are the same, for n samples and any numbers.

    >>> normalisation_proved(2), normalisation_proved(3)
    (True, True)
    """
    x, G = (Matrix(symbols(f"{letter}:{n}", real=True)) for letter in "xg")
    difference = derived_gradient(x, G) - stated_gradient(x, G)
    return all(cancel(entry) == 0 for entry in difference)


def gradient_of_a_batch_of_two() -> Matrix:
    """Return what goes back in a batch of two samples where ε is 0.

    >>> gradient_of_a_batch_of_two().T
    Matrix([[0, 0]])
    """
    x, G = (Matrix(symbols(f"{letter}:2", real=True)) for letter in "xg")
    return derived_gradient(x, G).subs(ε, 0).applyfunc(cancel)


def shared_parts() -> tuple[Expr, Expr]:
    """Return Σ dx, and Σ dx·x̂ where ε is 0, for three samples: what is taken away of G.

    >>> shared_parts()
    (0, 0)
    """
    x, G = (Matrix(symbols(f"{letter}:3", real=True)) for letter in "xg")
    dx = stated_gradient(x, G)
    return cancel(sum(dx)), cancel(dx.dot(normalised(x)).subs(ε, 0))


def along_the_weights() -> tuple[Expr, Expr]:
    """Return ∂J/∂b and W·∂J/∂W of a layer before batch normalisation, where ε is 0.

    Three samples of two inputs and one unit, J = Σ G·x̂. Both are 0: the bias does nothing, and the
    gradient is at right angles to the weights.

    >>> along_the_weights()
    (0, 0)
    """
    X = Matrix(3, 2, [0, 1, 2, 0, 1, 3])
    W, G = Matrix(symbols("W:2", real=True)), Matrix(symbols("g:3", real=True))
    z = X * W + Matrix([b] * 3)
    J = normalised(z).subs(ε, 0).dot(G)
    return cancel(diff(J, b)), cancel(sum(v * diff(J, v) for v in W))


def valley(x: Matrix) -> list[Expr]:
    """Return the curvatures of the mean of (wx + b)² over w and b, the flattest first.

    >>> [str(h.evalf(5)) for h in valley(Matrix([9, 10, 11]))]
    ['0.013116', '203.32']
    >>> valley(Matrix([-1, 0, 1]))
    [4/3, 2]
    """
    J = sum((w * entry + b) ** 2 for entry in x) / len(x)
    return sorted(sympy.hessian(J, (w, b)).eigenvals(), key=lambda h: h.evalf())


def slope_of_blocks(slopes: list[Expr]) -> list[Expr]:
    """Return the slope of a chain of residual blocks, by how many blocks a path goes through.

    Each block is a + f(a) with f = slope·a: SymPy differentiates the chain and multiplies out.

    >>> f, g = symbols("f g")
    >>> slope_of_blocks([f, g])
    [1, f + g, f*g]
    >>> slope_of_blocks([sympy.Rational(1, 4)] * 3)
    [1, 3/4, 3/16, 1/64]
    """
    x, t = symbols("x t")
    a = x
    for slope in slopes:
        a = a + t * slope * a
    return list(reversed(sympy.Poly(expand(diff(a, x)), t).all_coeffs()))
