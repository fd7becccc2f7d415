"""Pages on one 2-3-1 network and XOR: forward, backward, checked, and trained.

What is given stands on the page of forward propagation; the other pages follow it.
"""

from collections.abc import Iterator

from derivations.networks.entrywise import (
    descent,
    forward,
    gradients,
    noise,
    quotient,
    relative_error,
    slope_name,
    symbol,
)
from dojo.spreadsheet.workbook.page import Book, Page, Symbol

WIDTHS, SAMPLES, STEPS = [2, 3, 1], 4, 120
X: list[list[float]] = [[0, 0], [0, 1], [1, 0], [1, 1]]
Y: list[list[float]] = [[0], [1], [1], [0]]
GIVEN: list[tuple[str, list[list[str]], list[list[float]]]] = [
    (
        "W1",
        [["W1_11", "W1_12", "W1_13"], ["W1_21", "W1_22", "W1_23"]],
        [[1, -1, 0.5], [-1, 1, 0.5]],
    ),
    ("b1", [["b1_1", "b1_2", "b1_3"]], [[0, 0, 0]]),
    ("W2", [["W2_11"], ["W2_21"], ["W2_31"]], [[1], [1], [-1]]),
    ("b2", [["b2_1"]], [[0]]),
]
PARAMETERS = [symbol(name) for _, rows, _ in GIVEN for row in rows for name in row]
FORWARD = forward(WIDTHS, SAMPLES)
BACKWARD = gradients(FORWARD, PARAMETERS)
TOO_LARGE = 10**30
# Charts stand beside the first columns of the steps, and the rest begins at this column.
REST = 14


HOW = {
    "W1": "Xᵀ·δ1: each input times the δ1 that it led to, added up over the samples",
    "b1": "the sums of δ1 over the samples",
    "W2": "a1ᵀ·δ2",
    "b2": "the sum of δ2 over the samples",
}


def grid(kind: str, columns: int) -> list[list[str]]:
    """Name the entries of a matrix of samples: z1 with 3 columns is z1_11 … z1_43."""
    rows = range(1, SAMPLES + 1)
    if kind.endswith(("ŷ", "y")):
        return [[f"{kind}_{i}"] for i in rows]
    return [[f"{kind}_{i}{k}" for k in range(1, columns + 1)] for i in rows]


def forward_propagation(book: Book) -> None:
    """Add the network, its samples, and its way from X to ŷ and J."""
    page = Page(
        book,
        "Forward propagation",
        "Layers after layers: z1 = X·W1 + b1, a1 = f_1(z1), z2 = a1·W2 + b2, ŷ = f_2(z2).",
        "change a weight or an activation here; the pages that follow compute with this network.",
        shared=True,
    )
    page.matrix(4, 0, "X", grid("x", 2), X)
    page.matrix(4, 4, "y", grid("y", 1), Y)
    row = 4
    for title, names, values in GIVEN:
        row = page.matrix(row, 7, title, names, values)
    page.text(10, 0, "f_1 (hidden layer)", "label")
    page.choice(10, 1, "f_1", "tanh")
    page.text(11, 0, "f_2 (output layer)", "label")
    page.choice(11, 1, "f_2", "sigmoid")
    lines = dict(FORWARD)
    page.matrix(20, 0, "z1", grid("z1", 3), lines=lines)
    page.matrix(20, 5, "a1", grid("a1", 3), lines=lines)
    page.matrix(26, 0, "z2", grid("z2", 1), lines=lines)
    page.matrix(26, 5, "ŷ", grid("ŷ", 1), lines=lines, style="result")
    page.text(32, 0, "J", "label")
    page.put(32, 1, "J", lines[symbol("J")], "result")
    page.text(32, 2, "the mean of (y − ŷ)² over the samples")
    answers = [("y, the target", (5, 5, 8, 5)), ("ŷ, the answer", (27, 6, 30, 6))]
    page.columns((20, 10), "What it should answer, and what it does", (27, 5, 30, 5), answers)
    page.width(0, 0, 20)


def backpropagation(book: Book) -> None:
    """Add the way back, from ∂J/∂ŷ to the slope by every weight."""
    page = Page(
        book,
        "Backpropagation",
        "From the cost back to the first weights: δ is ∂J/∂z, and each weight's slope is input·δ.",
        "under Forward propagation, choose relu for f_1. Where a1 is 0, so is δ1: nothing moves.",
        shared=True,
    )
    lines = dict(BACKWARD)
    page.matrix(4, 0, "∂J/∂ŷ", grid("dŷ", 1), lines=lines)
    page.matrix(4, 4, "δ2", grid("δ2", 1), lines=lines)
    page.matrix(4, 8, "∂J/∂a1", grid("da1", 3), lines=lines)
    page.matrix(11, 0, "δ1", grid("δ1", 3), lines=lines)
    for row, column, how in (
        (9, 0, "2/n·(ŷ − y)"),
        (9, 4, "∂J/∂ŷ · f_2′(z2)"),
        (9, 8, "δ2·W2ᵀ"),
        (16, 0, "∂J/∂a1 · f_1′(z1)"),
    ):
        page.text(row, column + 1, how, "says")
    row = 18
    for title, names, _ in GIVEN:
        slopes = [[f"d{name}" for name in entries] for entries in names]
        below = page.matrix(row, 0, f"∂J/∂{title}", slopes, lines=lines, style="result")
        page.text(below - 1, 1, HOW[title], "says")
        row = below + 1
    of_inputs = [(f"from input {k}", (18 + k, 1, 18 + k, 3)) for k in (1, 2)]
    page.columns((11, 8), "∂J/∂W1, by the unit it leads to", (18, 1, 18, 3), of_inputs)


def gradient_checking(book: Book) -> None:
    """Add the same slopes measured, beside those derived."""
    page = Page(
        book,
        "Gradient checking",
        "Step a weight by ε to both sides and measure J: the quotient must be the derived slope.",
        "ε = 0.1, 1e-5, 1e-12: too long a step sees the curvature, too short a one only rounding.",
    )
    page.text(4, 0, "ε", "label")
    page.given(4, 1, "ε", 1e-5, 1e-12, 1, "a step")
    heads = ["w", "value", "J(w − ε)", "J(w + ε)", "quotient", "derived", "relative error"]
    page.heads(7, 0, heads)
    page.text(4, 3, "Below 1e-7 be happy; above 1e-2 one of the two is wrong.", "says")
    ε, rounding, top = symbol("ε"), symbol("rounding"), 8
    page.text(5, 0, "rounding", "label")
    page.put(5, 1, rounding.name, noise(symbol("J"), ε), "tiny")
    page.text(5, 3, "J’s rounding may add this to a quotient; what is smaller counts as 0.", "says")
    for place, (name, below, above) in enumerate(_measured(page, top=top, column=9)):
        row, numeric = top + place, symbol(f"numeric_{name}")
        page.text(row, 0, name.name, "label")
        page.put(row, 1, None, name)
        page.put(row, 2, None, below, "fine")
        page.put(row, 3, None, above, "fine")
        page.put(row, 4, numeric.name, quotient(above, below, ε), named=False)
        page.put(row, 5, None, slope_name(name))
        page.put(row, 6, None, relative_error(slope_name(name), numeric, rounding), "tiny")
    bottom = top - 1 + len(PARAMETERS)
    page.scale((top, 1, bottom, 1))
    page.scale((top, 4, bottom, 5))
    both = [("measured", (top, 4, bottom, 4)), ("derived", (top, 5, bottom, 5))]
    title = "Each slope, measured and derived"
    page.columns((bottom + 2, 0), title, (top, 0, bottom, 0), both, size=(640, 280))
    page.width(2, 3, 15)
    page.sheet.freeze_panes(top, 1)
    page.prints(bottom, 8, on_one=True)


def _measured(page: Page, top: int, column: int) -> Iterator[tuple[Symbol, Symbol, Symbol]]:
    """Add a row for each step to a side; yield (weight, J below, J above) as symbols."""
    columns = [*PARAMETERS, *(left for left, _ in FORWARD)]
    page.heads(top - 1, column, ["moved", *map(str, columns)])
    page.text(top - 2, column, "each row: one weight moved, and the network's way to J", "says")
    for place, name in enumerate(PARAMETERS):
        costs = []
        for offset, (sign, shown) in enumerate(((-1, "−"), (1, "+"))):
            row = top + 2 * place + offset
            page.text(row, column, f"{name} {shown} ε", "label")
            here = [(w, w + sign * symbol("ε") if w == name else w) for w in PARAMETERS]
            with page.apart():
                page.row(row, column + 1, here)
                page.lines(row, column + 1 + len(here), FORWARD)
                cost = page.cells[symbol("J")]
            costs.append(page.know(f"J_{row}", cost))
        yield name, *costs
    page.scale((top, column + 1, top - 1 + 2 * len(PARAMETERS), column + len(PARAMETERS)))


def gradient_descent(book: Book) -> None:
    """Add a training run: one row a step, with the cost's curve."""
    page = Page(
        book,
        "Gradient descent",
        "Step after step against the gradient: every weight becomes W − α·∂J/∂W, and J goes down.",
        "α = 0.01, 1, 4 and 10. Which crawls, which arrives, which jumps about?",
    )
    page.text(4, 0, "α", "label")
    page.given(4, 1, "α", 1, 0, 10, "a learning rate")
    page.text(4, 2, "the learning rate")
    ŷ = [left for left, _ in FORWARD if left.name.startswith("ŷ")]
    inner = [line for line in FORWARD if line[0] not in ŷ and line[0] != symbol("J")]
    slopes = [left for left, _ in BACKWARD]
    α, J, top = symbol("α"), symbol("J"), 6
    seen, rest = [J, *ŷ], [*PARAMETERS, *(left for left, _ in inner), *slopes]
    page.heads(top, 0, ["step", *map(str, seen)])
    page.heads(top, REST, map(str, rest))
    start = [(w, w) for w in PARAMETERS]
    step = list(zip(PARAMETERS, descent(PARAMETERS, α, J, TOO_LARGE), strict=True))
    order = {of: place for place, of in enumerate(seen, start=1)}
    order |= {of: place for place, of in enumerate(rest, start=REST)}
    for count in range(STEPS + 1):
        row = top + 1 + count
        page.sheet.write_number(row, 0, count, book.styles["whole"])
        page.row(row, order[PARAMETERS[0]], step if count else start)
        for of, expression in [*FORWARD, *BACKWARD]:
            style = "result" if of == J else "computed"
            page.put(row, order[of], of.name, expression, style, named=False)
    bottom = top + 1 + STEPS
    across = (top + 1, 0, bottom, 0)
    page.chart((top + 1, 7), "The cost J, step by step", "step", "J",
               [("J", across, (top + 1, 1, bottom, 1))], size=(480, 250))  # fmt: skip
    answers = [
        (f"ŷ for x = {X[i][0]}, {X[i][1]}", across, (top + 1, 2 + i, bottom, 2 + i))
        for i in range(SAMPLES)
    ]
    title = "The answers: y is 0, 1, 1, 0"
    page.chart((top + 14, 7), title, "step", "ŷ", answers, size=(480, 300))
    for of in (*PARAMETERS, *slopes):
        page.scale((top + 1, order[of], bottom, order[of]))
    first, last = order[inner[0][0]], order[rest[-1]]
    page.width(first, last, 11, detail=True)
    page.sheet.freeze_panes(top + 1, 2)
    page.sheet.repeat_rows(top)
    page.prints(bottom, first - 1)
    page.text(4, 7, "Where J exceeds 1e30 the run stops where it is.", "says")
