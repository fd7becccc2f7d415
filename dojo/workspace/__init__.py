"""The workspace, a learner's folder: made, updated, reset, and examined."""
