"""The page on dying ReLU: one unit whose learning rate may make it die."""

from derivations.networks.entrywise import (
    NAMES,
    Bend,
    cost_term,
    descent,
    gradients,
    share_silent,
    symbol,
)
from dojo.spreadsheet.workbook.page import Book, Page

STEPS, SAMPLES = 30, 5
# The table begins under the title, so that its head can stay in sight; what is given and the charts
# stand beside it, and right of them, from this column on, the rest of the table.
DETAILS = 16
RELU = NAMES.index("relu") + 1


def dying_relu(book: Book) -> None:
    """Add one ReLU unit's training, with its inactive share beside its cost."""
    page = Page(
        book,
        "Dying ReLU",
        "a = relu(x·w + b), trained towards y. Inactive on every sample, it has no slope: dead.",
        "raise α from 0.3 to 0.5 and 0.6. Where does the unit die? Then start with b = −10.",
    )
    page.heads(5, 6, ["sample", "x", "y"])
    samples = ((-1.0, 0.1), (-0.5, 0.2), (0.5, 0.7), (1.0, 1.0), (2.0, 1.6))
    for i, (x, y) in enumerate(samples, start=1):
        page.text(5 + i, 6, str(i), "label")
        page.given(5 + i, 7, f"u_{i}", x, -10, 10)
        page.given(5 + i, 8, f"t_{i}", y, -10, 10)
    for row, (name, start, label) in enumerate(
        (("w", 1.5, "w at first"), ("b", 1.0, "b at first"), ("α", 0.3, "α, learning rate"))
    ):
        page.text(12 + row, 6, label, "label")
        bounds, style = ((0, 2), "given") if name == "α" else ((-100, 100), "weight")
        page.given(12 + row, 7, f"{name}_0", start, *bounds, style=style)
    page.scale((12, 7, 13, 7))
    w, b, J = symbol("w"), symbol("b"), symbol("J")
    every = range(1, SAMPLES + 1)
    sums = [(symbol(f"z_{i}"), symbol(f"u_{i}") * w + b) for i in every]
    bends = [(symbol(f"a_{i}"), Bend(RELU, symbol(f"z_{i}"))) for i in every]
    total = sum(cost_term("mse", symbol(f"t_{i}"), symbol(f"a_{i}")) for i in every) / SAMPLES
    lines = [*sums, *bends, (J, total)]
    back = gradients(lines, [w, b])
    silent = (symbol("silent"), share_silent([a for a, _ in bends]))
    seen, details = [w, b, J, silent[0]], [of for of, _ in [*sums, *bends, *reversed(back)]]
    order = {of: place for place, of in enumerate(seen, start=1)}
    order |= {of: place for place, of in enumerate(details, start=DETAILS)}
    top = 4
    page.heads(top, 0, ["step", *map(str, seen)])
    page.heads(top, DETAILS, map(str, details))
    for count in range(STEPS + 1):
        row = top + 1 + count
        page.sheet.write_number(row, 0, count, book.styles["whole"])
        first = [(w, symbol("w_0")), (b, symbol("b_0"))]
        moved = zip((w, b), descent([w, b], symbol("α_0"), J, 10**30), strict=True)
        page.row(row, 1, moved if count else first)
        for of, expression in [*lines, silent, *back]:
            style = "share" if of == silent[0] else "computed"
            page.put(row, order[of], of.name, expression, style, named=False)
    bottom = top + 1 + STEPS
    across = (top + 1, 0, bottom, 0)
    for at, title, name in (
        ((5, 10), "Cost", J),
        ((18, 10), "Share of samples it is inactive on", silent[0]),
    ):
        up = (top + 1, order[name], bottom, order[name])
        page.chart(at, title, "step", name.name, [(name.name, across, up)], size=(400, 250))
    for of in (w, b, *(left for left, _ in back)):
        page.scale((top + 1, order[of], bottom, order[of]))
    page.sheet.freeze_panes(top + 1, 1)
    page.sheet.repeat_rows(top)
    page.width(6, 6, 18)
    page.width(DETAILS, DETAILS + len(details) - 1, 11, detail=True)
    page.prints(bottom, order[silent[0]])
