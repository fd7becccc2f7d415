"""Verdicts, tables and summaries on a terminal."""
