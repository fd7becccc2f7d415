"""Known mistakes: what was done, and the answer that it leads to. A module for each chapter."""
