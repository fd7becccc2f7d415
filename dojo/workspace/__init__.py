"""A learner's folder: made, updated, reset, and examined."""
