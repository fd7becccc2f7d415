"""Examples as pytest items: read, validated, run, and checked again with random tables."""

DRAWS = 2  # random tables behind each printed one, unless said otherwise
# The environment variable with the seed of every run that is not given another.
SEED_VARIABLE = "DOJO_DRAWN_SEED"
