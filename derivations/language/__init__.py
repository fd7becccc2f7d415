"""The language of formulas: read from text, differentiated, and typeset."""
