"""Convolution as a sum, its gradients and its dense layer, derived by SymPy."""

from collections.abc import Sequence

from sympy import Add, Expr, Matrix, Symbol, diff, symbols

Symbols = Sequence[Symbol]


def found(x: Sequence[Expr], k: Sequence[Expr]) -> list[Expr]:
    """Return what the kernel k finds in each place of x: the sum of x[j + i]·k[i] over i.

    >>> found(symbols("x:3"), symbols("k:2"))
    [k0*x0 + k1*x1, k0*x1 + k1*x2]
    """
    places = range(len(x) - len(k) + 1)
    return [Add(*(x[j + i] * k_i for i, k_i in enumerate(k))) for j in places]


def dense(k: Sequence[Expr], n: int) -> Matrix:
    """Return the weights of the dense layer that is the kernel: the slope of each z by each x.

    >>> dense(symbols("k:2"), 3)
    Matrix([
    [k0,  0],
    [k1, k0],
    [ 0, k1]])
    """
    x = symbols(f"x:{n}")
    z = found(x, k)
    return Matrix(n, len(z), lambda row, column: diff(z[column], x[row]))


def gradients(δ: Symbols, x: Symbols, k: Symbols) -> tuple[list[Expr], list[Expr]]:
    """Return ∂J/∂x and ∂J/∂k, where δ is ∂J/∂z: the slopes of the sum of δ·z.

    Back to the kernel x is correlated with δ, and back to the input δ goes through the dense layer:

    >>> δ, x, k = symbols("δ:3"), symbols("x:5"), symbols("k:3")
    >>> to_x, to_k = gradients(δ, x, k)
    >>> to_k == found(x, δ)
    True
    >>> Matrix(to_x) == dense(k, 5) * Matrix(δ)
    True

    That is δ between zeros, seen by the kernel turned round:

    >>> to_x == found([0, 0, *δ, 0, 0], k[::-1])
    True
    """
    J = Add(*(d * z for d, z in zip(δ, found(x, k), strict=True)))
    return [diff(J, at) for at in x], [diff(J, at) for at in k]


def moved(x: Symbols, k: Symbols) -> bool:
    """Tell whether what is found in x moves with x, but for the end where an entry comes in.

    >>> moved(symbols("x:6"), symbols("k:3"))
    True
    """
    new = Symbol("new")
    return found([new, *x[:-1]], k)[1:] == found(x, k)[:-1]


def pooled_average(x: Symbols) -> list[Expr]:
    """Return the slope of a block's mean by each of its entries.

    >>> pooled_average(symbols("x:4"))
    [1/4, 1/4, 1/4, 1/4]
    """
    mean = Add(*x) / len(x)
    return [diff(mean, at) for at in x]


def of_images(
    height: int, width: int, channels: int, kernel: tuple[int, int]
) -> tuple[list[Expr], list[Expr]]:
    """Return twice the gradient of a kernel on an image: by SymPy, and as the sum over all places.

    >>> by_sympy, as_sum = of_images(3, 4, 2, (2, 3))
    >>> by_sympy == as_sum
    True
    """
    kh, kw = kernel
    rows, columns = height - kh + 1, width - kw + 1
    x = {
        (i, j, c): Symbol(f"x_{i}_{j}_{c}")
        for i in range(height)
        for j in range(width)
        for c in range(channels)
    }
    k = {
        (a, b, c): Symbol(f"k_{a}_{b}_{c}")
        for a in range(kh)
        for b in range(kw)
        for c in range(channels)
    }
    δ = {(i, j): Symbol(f"δ_{i}_{j}") for i in range(rows) for j in range(columns)}
    J = Add(
        *(
            d * x[i + a, j + b, c] * weight
            for (i, j), d in δ.items()
            for (a, b, c), weight in k.items()
        )
    )
    as_sum = [Add(*(d * x[i + a, j + b, c] for (i, j), d in δ.items())) for a, b, c in k]
    return [diff(J, weight) for weight in k.values()], as_sum
