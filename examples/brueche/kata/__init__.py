"""Brüche, mit ganzen Zahlen.

a, c: was oben steht        b, d: was unten steht, nie 0
"""
