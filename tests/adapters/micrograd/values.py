"""Lists of Values; what micrograd lacks, made as its author makes it: a Value and its slope."""

import functools
import math

import numpy as np
from micrograd.engine import Value


def values(numbers):
    """Turn an array into nested lists of Values; a number becomes one Value."""
    if isinstance(numbers, list):
        return [values(number) for number in numbers]
    return Value(numbers)


def lists(numbers):
    """Turn an array, or whatever can be one, into nested lists of floats."""
    return np.asarray(numbers, dtype=float).tolist()


def array(nested):
    return np.array(each(lambda value: value.data, nested), dtype=float)


def slopes(nested):
    return np.array(each(lambda value: value.grad, nested), dtype=float)


def each(function, nested):
    """Apply a function to every entry."""
    if isinstance(nested, list):
        return [each(function, entry) for entry in nested]
    return function(nested)


def flat(nested):
    if isinstance(nested, list):
        return [entry for row in nested for entry in flat(row)]
    return [nested]


def on_values(function):
    """Let a function of Values take and return ndarrays; what is given by name stays."""

    @functools.wraps(function)
    def call(*arrays, **options):
        return array(function(*(values(lists(numbers)) for numbers in arrays), **options))

    return call


def total(terms):
    """Add in pairs: backward() calls itself once for each link of the longest chain."""
    terms = list(terms)
    while len(terms) > 1:
        pairs = zip(terms[::2], terms[1::2], strict=False)
        terms = [one + other for one, other in pairs] + terms[len(terms) & ~1 :]
    return terms[0]


def _new(value, data, slope, name):
    """Return a Value made of another, whose slope is known."""
    made = Value(data, (value,), name)

    def back():
        value.grad += slope * made.grad

    made._backward = back
    return made


def exp(value):
    power = math.exp(value.data)
    return _new(value, power, power, "exp")


def log(value):
    return _new(value, math.log(value.data), 1 / value.data, "log")


def expm1(value):
    return _new(value, math.expm1(value.data), math.exp(value.data), "expm1")
