"""Dual numbers (v, dv): a value and its slope, carried forward together through a computation."""


def dual_add(a, b):
    """Return the dual number (v, dv) of a + b, from the dual numbers a and b.

    v and dv are numbers, or arrays of one shape.

    >>> dual_add((2, 1), (3, 10))
    (5, 11)
    """
    (v, dv), (w, dw) = a, b
    return v + w, dv + dw


def dual_multiply(a, b):
    """Return the dual number (v, dv) of a·b: the product, and its slope by the product rule.

    >>> dual_multiply((2, 1), (3, 0))
    (6, 3)
    """
    (v, dv), (w, dw) = a, b
    return v * w, dv * w + v * dw


def dual_apply(f, f_prime, a):
    """Return the dual number (v, dv) of f(a), where f_prime is the slope of f.

    >>> dual_apply(abs, lambda v: 1 if v > 0 else -1, (-2, 5))
    (2, -5)
    """
    v, dv = a
    return f(v), f_prime(v) * dv
