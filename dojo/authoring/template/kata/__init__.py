"""The functions of the course, a module for each chapter's concept.

x: some numbers, an array of shape (n,)
"""
