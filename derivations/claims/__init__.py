"""Claims about derivatives, read, refuted or proved, and explained where they are wrong."""
