"""Dual numbers as pairs that are taken by their places."""


def dual_add(a, b):
    return tuple(p + q for p, q in zip(a, b, strict=True))


def dual_multiply(a, b):
    return a[0] * b[0], b[0] * a[1] + a[0] * b[1]


def dual_apply(f, f_prime, a):
    return f(a[0]), a[1] * f_prime(a[0])
