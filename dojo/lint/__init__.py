"""Lint for chapters: every way in which a feature could say less than it seems to."""

from dojo.lint.codes import CODES, Finding
from dojo.lint.run import lint

__all__ = ["CODES", "Finding", "lint"]
