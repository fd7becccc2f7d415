"""Judging submissions that are not trusted: their code runs in a process of its own, confined.

`inside` is what runs beside a submission's code; everything else never loads a line of it.
"""
