"""The grader: untrusted submissions, checked while their code runs in a confined process.

`inside` is what runs beside a submission's code; everything else never loads a line of it.
"""
