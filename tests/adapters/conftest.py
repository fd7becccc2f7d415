"""Implementations for `pytest --kata`, not tests: their modules are loaded as a `kata` only."""

collect_ignore = ["torch", "jax", "lists", "variants"]
