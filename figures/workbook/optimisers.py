"""The page on optimisers: descent, momentum and Adam, side by side down one narrow valley."""

from sympy import Integer, sqrt

from derivations.networks.entrywise import symbol
from dojo.spreadsheet.workbook.page import Book, Definition, Page, Symbol

STEPS, TOP = 40, 4
# What is given and the chart stand beside the costs, and right of them the paths.
BESIDE, PATHS = 5, 12
GIVEN = (
    ("h_2", 9.0, 0.0, 20.0, "curvature along w_2; along w_1 it is 1"),
    ("s_1", 9.0, -100.0, 100.0, "w_1 at first"),
    ("s_2", 1.0, -100.0, 100.0, "w_2 at first"),
    ("α_d", 0.2, 0.0, 1.0, "descent: learning rate"),
    ("α_m", 0.25, 0.0, 1.0, "momentum: learning rate"),
    ("β", 0.25, 0.0, 0.99, "momentum: share that is kept"),
    ("α_a", 0.5, 0.0, 10.0, "Adam: learning rate"),
    ("β_1", 0.9, 0.0, 0.99, "Adam: share of m that is kept"),
    ("β_2", 0.99, 0.0, 0.999, "Adam: share of v that is kept"),
)
H, W, ε = (Integer(1), symbol("h_2")), ("1", "2"), Integer(10) ** -8
START_NAMES = "s_1", "s_2"
START = tuple(map(symbol, START_NAMES))


def cost(w: list[Symbol]) -> Definition:
    """Return J of a path, named after the path of its first weight."""
    J = sum(h * at**2 for h, at in zip(H, w, strict=True)) / 2
    return symbol(f"J{w[0].name[0]}"), J


def slopes(w: list[Symbol]) -> list[Symbol]:
    """Return ∂J/∂w for both weights, by SymPy."""
    _, J = cost(w)
    return [J.diff(at) for at in w]


def descent(count: int) -> list[Definition]:
    """Return the weights after the next step of plain descent; at count 0, the first ones."""
    w = [symbol(f"d_{i}") for i in W]
    new = [at - symbol("α_d") * g for at, g in zip(w, slopes(w), strict=True)]
    return list(zip(w, new if count else START, strict=True))


def momentum(count: int) -> list[Definition]:
    """Return velocities and weights after the next step with momentum."""
    w, v = ([symbol(f"{name}_{i}") for i in W] for name in ("m", "mv"))
    speed = [symbol("β") * at + g for at, g in zip(v, slopes(w), strict=True)]
    new = [at - symbol("α_m") * s for at, s in zip(w, speed, strict=True)]
    first = [*zip(v, (Integer(0),) * 2, strict=True), *zip(w, START, strict=True)]
    return [*zip(v, speed, strict=True), *zip(w, new, strict=True)] if count else first


def adam(count: int) -> list[Definition]:
    """Return both averages and the weights after the next step of Adam, the one of this count."""
    w, m, v = ([symbol(f"{name}_{i}") for i in W] for name in ("a", "am", "av"))
    b1, b2 = symbol("β_1"), symbol("β_2")
    first = [*zip([*m, *v], (Integer(0),) * 4, strict=True), *zip(w, START, strict=True)]
    if not count:
        return first
    g = slopes(w)
    mean = [b1 * at + (1 - b1) * slope for at, slope in zip(m, g, strict=True)]
    square = [b2 * at + (1 - b2) * slope**2 for at, slope in zip(v, g, strict=True)]
    new = [
        at - symbol("α_a") * μ / (1 - b1**count) / (sqrt(s / (1 - b2**count)) + ε)
        for at, μ, s in zip(w, mean, square, strict=True)
    ]
    found = [*mean, *square, *new]
    return list(zip([*m, *v, *w], found, strict=True))


def optimisers(book: Book) -> None:
    """Add three paths down J = (w_1² + h_2·w_2²)/2, with the cost of each."""
    page = Page(
        book,
        "Optimisers",
        "J = (w_1² + h_2·w_2²)/2 is a valley, steep along w_2. Three optimisers go down it.",
        "α_d = 0.23: descent diverges along w_2. With β = 0 momentum does what descent does.",
    )
    page.heads(TOP + 1, BESIDE, ["given", ""])
    for row, (name, value, least, most, what) in enumerate(GIVEN, start=TOP + 2):
        page.text(row, BESIDE, name, "label")
        style = "weight" if name in START_NAMES else "given"
        page.given(row, BESIDE + 1, name, value, least, most, style=style)
        page.text(row, BESIDE + 2, what)
    page.scale((TOP + 3, BESIDE + 1, TOP + 4, BESIDE + 1))
    paths = {"descent": (descent, "d"), "momentum": (momentum, "m"), "Adam": (adam, "a")}
    costs = {
        name: cost([symbol(f"{letter}_{i}") for i in W]) for name, (_, letter) in paths.items()
    }
    page.heads(TOP, 0, ["step", *(f"J, {name}" for name in paths)])
    columns = {}
    column = PATHS
    for name, (step, _) in paths.items():
        columns[name] = column
        page.heads(TOP, column, [of.name for of, _ in step(0)])
        column += len(step(0))
    for count in range(STEPS + 1):
        row = TOP + 1 + count
        page.sheet.write_number(row, 0, count, book.styles["whole"])
        for place, (name, (step, _)) in enumerate(paths.items(), start=1):
            page.row(row, columns[name], step(count))
            of, J = costs[name]
            page.put(row, place, of.name, J, "result", named=False)
    bottom = TOP + 1 + STEPS
    across = (TOP + 1, 0, bottom, 0)
    series = [(name, across, (TOP + 1, i, bottom, i)) for i, name in enumerate(paths, start=1)]
    place = TOP + 3 + len(GIVEN), BESIDE
    page.chart(place, "The cost J, step by step", "step", "J", series, size=(560, 300))
    for of in range(PATHS, column):
        page.scale((TOP + 1, of, bottom, of))
    page.sheet.freeze_panes(TOP + 1, 1)
    page.sheet.repeat_rows(TOP)
