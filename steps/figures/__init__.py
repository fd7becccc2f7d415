"""What the book's pictures show: in each module `CHAPTER` and `data(kata)`, which asks the network.

As in the other steps: parse, call, hand on. What comes back are numbers in lists, nothing drawn.
"""
