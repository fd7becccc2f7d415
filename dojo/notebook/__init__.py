"""Functions of a notebook's cells, judged where they are written."""
