"""Fractions, in whole numbers.

a, c: what stands above        b, d: what stands below, never 0
"""
