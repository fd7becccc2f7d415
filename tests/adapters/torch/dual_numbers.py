"""Dual numbers by torch.autograd.forward_ad."""

import torch
from torch.autograd import forward_ad

from .tensors import array, tensor


def pushed(function, *pairs):
    with forward_ad.dual_level():
        duals = [forward_ad.make_dual(tensor(v), tensor(dv)) for v, dv in pairs]
        value, slope = forward_ad.unpack_dual(function(*duals))
        return array(value), array(slope)


def dual_add(a, b):
    return pushed(torch.add, a, b)


def dual_multiply(a, b):
    return pushed(torch.mul, a, b)


def dual_apply(f, f_prime, a):
    v, dv = a
    return f(v), dv * f_prime(v)
