"""Ten layers as discs: how much of the gradient each one gets, back through sigmoids and ReLUs."""

from dojo.book.colours import C1, C2, GRID, INK, MUTED
from figures.powers import scientific

SIZE, LEFT, RIGHT, LARGEST = (440, 216), 34.0, 416.0, 15.0
ROWS = (52.0, 140.0)


def draw(sketch, kinds):
    """Draw a row of discs for each kind: (its name, the share of each layer)."""
    for (name, shares), y, colour in zip(kinds, ROWS, (C2, C1), strict=True):
        gap = (RIGHT - LEFT) / (len(shares) - 1)
        sketch.text((LEFT - 22, y - 36), name, colour, 13, "start", bold=True)
        for layer, share in enumerate(shares):
            at = (LEFT + gap * layer, y)
            # The area of a disc is the share.
            sketch.circle(at, LARGEST, GRID, dash="2 3")
            radius = LARGEST * min(1.4, share) ** 0.5
            # One too small to be seen stays a speck.
            sketch.circle(at, max(radius, 0.4), colour, colour, 0)
        for layer in (0, len(shares) // 2):
            share = shares[layer]
            said = scientific(share) if share < 0.01 else f"{share:.2g}"
            sketch.text((LEFT + gap * layer, y + 26), said, colour, 11)
        sketch.text((RIGHT, y + 26), "1", colour, 11)
    sketch.arrow((RIGHT, 206), (LEFT + 116, 206), MUTED)
    sketch.text((LEFT - 22, 206), "layer 1 learns …", INK, 12, "start")
    sketch.text((RIGHT - 130, 192), "back from the cost", MUTED, 12)
