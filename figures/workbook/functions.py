"""Pages on single functions: activations, one neuron, cost, the chain rule."""

from sympy import Abs, Max, Rational

from derivations.networks.entrywise import (
    NAMES,
    Bend,
    Slope,
    cost_slope,
    cost_term,
    gradients,
    slope,
    symbol,
    value,
)
from dojo.spreadsheet.workbook.charts import Dots
from dojo.spreadsheet.workbook.page import ACTIVATION_LIST, Book, Page

STEPS, CHART_ROWS, NEARBY = 41, 16, 25


def activations(book: Book) -> None:
    """Add the activations with their slopes over a range of z, and a chart of each."""
    page = Page(
        book,
        "Activations",
        "Each activation a = f(z), and its slope f′(z), which says how much a moves when z does.",
        "set “to” to 30. Which slopes stay away from 0? Where a slope is 0, nothing is learnt.",
    )
    page.heads(4, 0, ["from", "to"])
    page.given(5, 0, "z_from", -5, -1000, 1000)
    page.given(5, 1, "z_to", 5, -1000, 1000)
    top = 8 + 2 * CHART_ROWS
    page.heads(top, 0, ["z", *(f"{name} {what}" for name in NAMES for what in ("a", "slope"))])
    first, last = symbol("z_from"), symbol("z_to")
    z = symbol("z")
    pairs = [(value(name, z), slope(name, z)) for name in NAMES]
    for row in range(STEPS):
        at = top + 1 + row
        page.put(at, 0, "z", first + (last - first) * row / (STEPS - 1), "result", named=False)
        for place, (a, a_slope) in enumerate(pairs):
            page.put(at, 1 + 2 * place, None, a)
            page.put(at, 2 + 2 * place, None, a_slope)
    bottom = top + STEPS
    for place, name in enumerate(NAMES):
        column = 1 + 2 * place
        across = (top + 1, 0, bottom, 0)
        both = [
            (what, across, (top + 1, column + offset, bottom, column + offset))
            for offset, what in enumerate(("a = f(z)", "slope f′(z)"))
        ]
        corner = (7 + CHART_ROWS * (place // 4), 4 * (place % 4))
        # Slopes have an axis of their own: where a grows to 30, a slope of 1 would look like 0.
        dots = Dots("slope f′(z)", "slope", -0.25, 1.25, 0.25)
        page.chart(corner, name, "z", "a", both, size=(318, 20 * CHART_ROWS - 8), dots=dots)
    page.text(4, 3, "In the drop-downs:", "label")
    page.heads(4, 4, NAMES)
    where = f"'{page.name}'!$E$5:${chr(ord('E') + len(NAMES) - 1)}$5"
    book.workbook.define_name(ACTIVATION_LIST, f"={where}")
    page.sheet.freeze_panes(6, 0)
    page.sheet.set_h_pagebreaks([top])
    page.prints(bottom, 2 * len(NAMES))


def neuron(book: Book) -> None:
    """Add one neuron with two inputs."""
    page = Page(
        book,
        "One neuron",
        "A neuron weighs its inputs, adds them up with a bias, and activates: a = f(x·w + b).",
        "find the bias b with which a is 0.5. Then make x_2 larger: which slope follows it?",
    )
    x, w = [symbol("x_1"), symbol("x_2")], [symbol("w_1"), symbol("w_2")]
    page.heads(4, 0, ["input", "x", "w", "x·w"])
    for i, (here, weight) in enumerate(((1.0, 0.8), (2.0, -0.5))):
        page.text(5 + i, 0, str(i + 1), "label")
        page.given(5 + i, 1, f"x_{i + 1}", here)
        page.given(5 + i, 2, f"w_{i + 1}", weight, style="weight")
        page.put(5 + i, 3, f"xw_{i + 1}", x[i] * w[i])
    page.text(7, 0, "bias b", "label")
    page.given(7, 2, "b", 0.3, style="weight")
    page.scale((5, 2, 7, 2))
    page.text(8, 0, "activation f", "label")
    page.choice(8, 2, "f", "sigmoid")
    z, f = symbol("z"), symbol("f_no")
    for row, (label, name, what) in enumerate(
        (
            ("z = Σ x·w + b", "z", symbol("xw_1") + symbol("xw_2") + symbol("b")),
            ("a = f(z)", "a", Bend(f, z)),
            ("slope f′(z)", "slope", Slope(f, z)),
            ("∂a/∂w_1", "da_dw_1", Slope(f, z) * x[0]),
            ("∂a/∂w_2", "da_dw_2", Slope(f, z) * x[1]),
            ("∂a/∂b", "da_db", Slope(f, z)),
        )
    ):
        page.text(10 + row, 0, label, "label")
        page.put(10 + row, 2, name, what, "result" if name == "a" else "computed")
    page.scale((13, 2, 15, 2))
    top = 24
    page.heads(top, 0, ["z, as far as the neuron’s", "f of it"])
    reach = Max(6, Abs(z))
    for row in range(NEARBY):
        here = symbol(f"at_{row}")
        share = Rational(2 * row, NEARBY - 1) - 1
        page.put(top + 1 + row, 0, here.name, share * reach, named=False)
        page.put(top + 1 + row, 1, None, Bend(f, here))
    curve = (top + 1, 0, top + NEARBY, 0), (top + 1, 1, top + NEARBY, 1)
    both = [("f", *curve), ("this neuron", (10, 2, 10, 2), (11, 2, 11, 2))]
    page.chart((4, 5), "Where the neuron stands on its activation", "z", "a", both, point=1)
    page.width(0, 0, 18)


COSTS = {
    "mse": "mean squared error",
    "binary_cross_entropy": "binary cross-entropy",
    "cross_entropy": "cross-entropy",
}


def cost(book: Book) -> None:
    """Add the three costs of four predictions, each with its slopes."""
    page = Page(
        book,
        "Cost",
        "How wrong are the predictions ŷ, in one number? Each cost J is an average over n = 4.",
        "let a confident ŷ be wrong: ŷ_1 = 0.999. Which cost minds most, and what is its slope?",
    )
    page.heads(4, 0, ["sample", "y", "ŷ"])
    for i, (target, answer) in enumerate(((0, 0.1), (1, 0.8), (1, 0.6), (0, 0.3)), start=1):
        page.text(4 + i, 0, str(i), "label")
        page.given(4 + i, 1, f"y_{i}", target, 0, 1)
        page.given(4 + i, 2, f"ŷ_{i}", answer, 0, 1)
    for place, (name, title) in enumerate(COSTS.items()):
        column = 4 + 3 * place
        page.heads(4, column, [f"{title}: part", "∂J/∂ŷ"])
        parts = []
        for i in range(1, 5):
            y, ŷ = symbol(f"y_{i}"), symbol(f"ŷ_{i}")
            parts.append(symbol(f"part_{name}_{i}"))
            page.put(4 + i, column, parts[-1].name, cost_term(name, y, ŷ))
            page.put(4 + i, column + 1, f"slope_{name}_{i}", cost_slope(name, y, ŷ) / 4)
        page.scale((5, column + 1, 8, column + 1))
        page.text(10, column, "J", "label")
        page.put(10, column + 1, f"J_{name}", sum(parts) / 4, "result")
    for row, note in enumerate(
        (
            "Cross-entropy looks at the right class alone: of one-hot y only y = 1 counts.",
            "A probability below 1e-12 is read as 1e-12, as its logarithm would be infinite.",
        )
    ):
        page.text(12 + row, 0, note, "says")
    parts = [
        (title, (5, 4 + 3 * place, 8, 4 + 3 * place)) for place, title in enumerate(COSTS.values())
    ]
    page.columns((15, 0), "What each sample adds", (5, 0, 8, 0), parts, size=(620, 300))
    page.width(4, 12, 14)


def chain(book: Book) -> None:
    """Add the chain rule along one input, one hidden unit and one output."""
    page = Page(
        book,
        "Chain rule",
        "x → z_1 → a_1 → z_2 → ŷ → J: each arrow has a slope, and slopes along a path multiply.",
        "choose relu for f_1 and make W_1 negative: one factor is 0, and so is all behind it.",
    )
    page.heads(4, 0, ["given", ""])
    for row, (name, start) in enumerate(
        (("x", 0.5), ("y", 1.0), ("W_1", 0.8), ("b_1", 0.1), ("W_2", -0.6), ("b_2", 0.2))
    ):
        page.text(5 + row, 0, name, "label")
        page.given(5 + row, 1, name, start, style="weight" if name[0] in "Wb" else "given")
    page.scale((7, 1, 10, 1))
    for row, (name, chosen) in enumerate((("f_1", "sigmoid"), ("f_2", "sigmoid"))):
        page.text(11 + row, 0, name, "label")
        page.choice(11 + row, 1, name, chosen)
    x, y, W_1, b_1, W_2, b_2, z_1, a_1, z_2, ŷ = map(
        symbol, ("x", "y", "W_1", "b_1", "W_2", "b_2", "z_1", "a_1", "z_2", "ŷ")
    )
    steps = [
        (z_1, x * W_1 + b_1),
        (a_1, Bend(symbol("f_1_no"), z_1)),
        (z_2, a_1 * W_2 + b_2),
        (ŷ, Bend(symbol("f_2_no"), z_2)),
        (symbol("J"), cost_term("mse", y, ŷ)),
    ]
    page.heads(4, 4, ["forward", "", "", "local slope", ""])
    path = [W_1, *(left for left, _ in steps)]
    for row, ((left, right), below) in enumerate(zip(steps, path, strict=False)):
        page.text(5 + row, 4, left.name, "label")
        page.put(5 + row, 5, left.name, right, "result" if left.name == "J" else "computed")
        page.text(5 + row, 7, f"∂{left}/∂{below}", "label")
        page.put(5 + row, 8, f"d{left}_d{below}", right.diff(below))
    page.scale((5, 8, 9, 8))
    page.heads(12, 4, ["backward", "", "", "", ""])
    slopes = gradients(steps, [W_1, b_1, W_2, b_2])
    page.scale((13, 5, 12 + len(slopes), 5), (13, 8, 13, 8))
    for row, (left, right) in enumerate(slopes):
        of = left.name
        shown = of if of.startswith("δ") else f"∂J/∂{of[1:]}"
        page.text(13 + row, 4, shown, "label")
        page.put(13 + row, 5, of, right, "result" if of[1:2] in "Wb" else "computed")
    product = 1
    for (left, _), below in zip(steps, path, strict=False):
        product *= symbol(f"d{left}_d{below}")
    page.text(13, 7, "all five multiplied", "label")
    page.put(13, 8, "product", product, "result")
    page.text(14, 7, "is ∂J/∂W_1.", "label")
    local = [("slope", (5, 8, 9, 8))]
    page.columns((16, 7), "The slope of each link", (5, 7, 9, 7), local)
    page.width(7, 7, 18)
