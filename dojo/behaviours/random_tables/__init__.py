"""Random tables: a green behaviour is asked again with other numbers; no answer is lucky."""
