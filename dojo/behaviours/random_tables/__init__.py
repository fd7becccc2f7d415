"""Drawn tables: a green behaviour is asked again with other numbers, so that no answer is lucky."""

DRAWS = 2  # tables behind each printed one, unless said otherwise
