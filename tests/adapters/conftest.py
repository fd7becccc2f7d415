"""Implementations for `pytest --kata`, not tests: their modules are loaded as a `kata` only."""

from tools.right_katas.adapters import KATAS

collect_ignore = [*KATAS, "variants"]
