"""Parts of one size: a half and a third, cut into sixths."""

from dojo.book.colours import C1, C2
from dojo.book.figure import Figure

HALF, THIRD = (1, 2), (1, 3)


def data(kata):
    """Return the sum of a half and a third."""
    above, below = kata.adding.add(*HALF, *THIRD)
    return {"above": int(above), "below": int(below)}


def draw(canvas, data):
    """Draw three bars: a half, a third, and both, cut into parts of one size."""
    canvas.set_size_inches(6.1, 2)
    ax, below = canvas.subplots(), data["below"]
    for y, ((above, parts), colour) in enumerate(zip((HALF, THIRD), (C1, C2), strict=True)):
        count = above * below // parts
        ax.barh(
            [-y] * count,
            1 / below,
            left=[i / below for i in range(count)],
            color=colour,
            edgecolor="white",
        )
    ax.barh(
        [-2] * data["above"],
        1 / below,
        left=[i / below for i in range(data["above"])],
        color=C1,
        edgecolor="white",
    )
    ax.set(xlim=(0, 1), yticks=[0, -1, -2], yticklabels=["1/2", "1/3", "sum"])


def words(data):
    """Say what to see."""
    total = f"{data['above']}/{data['below']}"
    return f"Cut into parts of one size, a half and a third are {total}.", f"The sum is {total}."


FIGURES = [Figure("parts", "Parts of one size", data, draw, words)]
