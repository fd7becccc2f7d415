"""Examples as pytest items: read, validated, run, and checked again with random tables."""
