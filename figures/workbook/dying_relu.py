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
RELU = NAMES.index("relu") + 1


def dying_relu(book: Book) -> None:
    """Add one ReLU unit's training, with its inactive share beside its cost."""
    page = Page(
        book,
        "Dying ReLU",
        "a = relu(x·w + b), trained towards y. Inactive on every sample, it has no slope: dead.",
        "raise α from 0.3 to 0.5 and 0.6. Where does the unit die? Then start with b = −10.",
    )
    page.heads(4, 0, ["sample", "x", "y"])
    samples = ((-1.0, 0.1), (-0.5, 0.2), (0.5, 0.7), (1.0, 1.0), (2.0, 1.6))
    for i, (x, y) in enumerate(samples, start=1):
        page.text(4 + i, 0, str(i), "label")
        page.given(4 + i, 1, f"u_{i}", x, -10, 10)
        page.given(4 + i, 2, f"t_{i}", y, -10, 10)
    for row, (name, start, label) in enumerate(
        (("w", 1.5, "w at first"), ("b", 1.0, "b at first"), ("α", 0.3, "α, learning rate"))
    ):
        page.text(11 + row, 0, label, "label")
        page.given(11 + row, 1, f"{name}_0", start, *((0, 2) if name == "α" else (-100, 100)))
    w, b, J = symbol("w"), symbol("b"), symbol("J")
    every = range(1, SAMPLES + 1)
    sums = [(symbol(f"z_{i}"), symbol(f"u_{i}") * w + b) for i in every]
    bends = [(symbol(f"a_{i}"), Bend(RELU, symbol(f"z_{i}"))) for i in every]
    total = sum(cost_term("mse", symbol(f"t_{i}"), symbol(f"a_{i}")) for i in every) / SAMPLES
    lines = [*sums, *bends, (J, total)]
    back = gradients(lines, [w, b])
    silent = (symbol("silent"), share_silent([a for a, _ in bends]))
    columns = [w, b, J, silent[0], *(left for left, _ in [*sums, *bends, *reversed(back)])]
    order = {of: place for place, of in enumerate(columns, start=1)}
    top = 23
    page.heads(top, 0, ["step", *map(str, columns)])
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
        ((4, 4), "Cost", J),
        ((4, 9), "Share of samples it is inactive on", silent[0]),
    ):
        up = (top + 1, order[name], bottom, order[name])
        page.chart(at, title, "step", name.name, [(name.name, across, up)], size=(400, 360))
    for name in ("w", "b", "dw", "db"):
        page.scale((top + 1, order[symbol(name)], bottom, order[symbol(name)]))
    page.sheet.freeze_panes(top + 1, 1)
    page.sheet.set_column(0, 0, 18)
    page.sheet.set_column(order[silent[0]] + 1, len(columns), 11, None, {"level": 1})
    page.sheet.print_area(0, 0, bottom, 13)
