"""Examples as pytest items: read, validated, run, and checked again with random tables."""

DRAWS = 2  # random tables behind each printed one, unless said otherwise
