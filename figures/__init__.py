"""Figures, proofs and toys of the course: what the book shows in a chapter beside its text.

Each module is named after its chapter: `activations` holds those of
`features/NN_activations.feature`, whatever its number. A module that no chapter is named after
helps the others, such as `number_graph` and `xor`. `dojo/book/figure.py` says what a figure, a
toy and a proof is.

As steps do, `data(kata)` parses, calls and passes on: what comes back are numbers, nothing drawn.
"""
