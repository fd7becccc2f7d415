"""Sentences of the chapters, and what they mean. Three moves: read, call, compare."""
