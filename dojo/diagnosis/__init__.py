"""Reasons why an answer is wrong, and places to look."""
