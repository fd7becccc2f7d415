"""What answers come to with one slip in them: a module for each module of the kata."""
