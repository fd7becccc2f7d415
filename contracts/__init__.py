"""Contracts of the kata's functions, as their docstrings state them: one module for each of its."""
