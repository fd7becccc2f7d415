"""Implementations that are right: whatever is drawn, none of their behaviours may be red."""
