"""Behaviours run in other processes, and the verdicts that come back."""
