"""The author's room: a new course, and the question whether one deserves belief."""
