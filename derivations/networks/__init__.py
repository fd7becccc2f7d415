"""Gradients of whole networks, derived layer by layer."""
