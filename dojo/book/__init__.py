"""The living book: one HTML page in which every number has just been computed."""
