"""The chain from the weights to the cost as a graph, with a slope on each of its edges."""

from itertools import pairwise

from derivations.language.tree import show
from derivations.networks.scalar_network import ScalarNetwork
from dojo.book.colours import C1, C2, INK, MUTED
from dojo.book.sketch import between, shortened

SIZE, RADIUS = (440.0, 250.0), 17.0
PLACES = {
    "Wxh": (28, 40),
    "x": (28, 118),
    "bh": (28, 196),
    "z1": (118, 118),
    "a1": (202, 118),
    "Why": (202, 40),
    "by": (202, 196),
    "z2": (286, 118),
    "ŷ": (360, 118),
    "J": (418, 118),
}
LINKS = (
    *(("Wxh", "z1"), ("x", "z1"), ("bh", "z1"), ("z1", "a1"), ("a1", "z2")),
    *(("Why", "z2"), ("by", "z2"), ("z2", "ŷ"), ("ŷ", "J")),
)
ROUTE = ("Wxh", "z1", "a1", "z2", "ŷ", "J")
# Where two slopes would meet, one goes above its edge and one below.
LIFTED = {("z1", "a1"): -30, ("a1", "z2"): 14, ("z2", "ŷ"): -30, ("ŷ", "J"): 34}


def data(kata):
    """Return each edge's slope, and the product of those on the way from J to Wxh.

    They are the derivations'; the kata is not asked.
    """
    network = ScalarNetwork()

    def truth(name):
        return show(network.truth(network.quantity(name)), network.spelled)

    slopes = [[a, b, pretty(truth(f"∂{b}/∂{a}"))] for a, b in LINKS]
    return {"slopes": slopes, "product": pretty(truth("∂J/∂Wxh"))}


def pretty(text):
    """Write a formula with the signs and indices that the chapter uses.

    >>> pretty("-2·(y - ŷ)/n·σ′(z2)")
    '−2·(y − ŷ)/n·σ′(z₂)'
    """
    return (
        text.replace("-", "−")
        .replace("z1", "z₁")
        .replace("z2", "z₂")
        .replace("a1", "a₁")
        .replace("a2", "a₂")
    )


def draw(sketch, data):
    """Draw the quantities, the edges between them, and on each edge its slope."""
    along = set(pairwise(ROUTE))
    for a, b, slope in data["slopes"]:
        start, end = shortened(PLACES[a], PLACES[b], RADIUS, RADIUS)
        on_route = (a, b) in along
        above, below = pretty(b), pretty(a)
        said = f"∂{above}/∂{below} = {slope}: {above} moves so many times as fast as {below}."
        with sketch.part(said, "part edge"):
            sketch.reach(start, end)
            sketch.arrow(start, end, C2 if on_route else MUTED, 2.4 if on_route else 1.5)
        x, y = between(start, end, 0.5)
        at = (x, y + LIFTED.get((a, b), 0))
        sketch.text(at, slope, C2 if on_route else MUTED, 12, bold=on_route)
    for name, at in PLACES.items():
        given = name in ("x", "Wxh", "bh", "Why", "by")
        sketch.circle(at, RADIUS, INK if given else C1)
        sketch.text(at, pretty(name), INK if given else C1, 12)
    sketch.text((220, 238), f"∂J/∂Wxh = {data['product']}", C2, 12, bold=True)


def words(data):
    """Say what to see, and each slope."""
    caption = (
        "Each arrow moves what it points to, and the slope on it says how fast. How fast does "
        "J move "
        "with W_xh? Multiply the slopes on the heavy way from W_xh to J; the line below is SymPy’s "
        "product of them. Any other way begins elsewhere and shares its end."
    )
    each = ", ".join(f"∂{b}/∂{a} = {slope}" for a, b, slope in data["slopes"])
    return caption, f"The slopes of the edges: {each}. Their product: ∂J/∂Wxh = {data['product']}."
