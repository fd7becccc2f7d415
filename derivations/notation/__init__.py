"""Formulas as people write them: Unicode, ASCII, LaTeX and NumPy, parsed, never run."""
