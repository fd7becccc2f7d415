"""What answers come to with one mistake in them: a module for each module of the kata."""
