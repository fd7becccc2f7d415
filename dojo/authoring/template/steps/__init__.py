"""What the sentences of the chapters mean. Three moves: read, call, compare."""
