"""Random tables: a green behaviour is asked again with other numbers; no answer is lucky."""

DRAWS = 2  # random tables behind each printed one, unless said otherwise
