"""The command line: commands that a person types, one module each."""
