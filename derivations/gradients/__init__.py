"""Gradients of arrays, checked against finite differences and derivations."""
