"""A course: its chapters, features, steps, reference, hints and prose."""
