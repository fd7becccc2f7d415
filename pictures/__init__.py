"""Pictures at the end of a chapter, in characters: what the learner's own functions compute.

The module of a chapter's name has `picture(kata)`, which returns lines of text for a terminal of 80
columns; `the_end` has what stands at the end of the course.
"""
