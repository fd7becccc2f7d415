"""Tests of what is drawn behind the tables."""
