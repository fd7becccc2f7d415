"""Answers with one known mistake in them: a module for each module of the kata."""
