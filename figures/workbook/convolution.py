"""The page on convolution: a kernel slides along a row of numbers, and gradients come back."""

from sympy import Add

from derivations.networks.entrywise import symbol
from dojo.spreadsheet.workbook.page import Book, Definition, Page, Symbol

X, K = (0.0, 0.0, 1.0, 3.0, 1.0, 0.0, 0.0, 0.0), (1.0, 2.0, -1.0)
δ = (1.0, 0.0, 0.0, 2.0, 0.0, 0.0)
PLACES = len(X) - len(K) + 1


def numbered(letter: str, count: int) -> list[str]:
    """Return the names of so many cells: x_1, x_2, …"""
    return [f"{letter}_{i}" for i in range(1, count + 1)]


def symbols(letter: str, count: int) -> list[Symbol]:
    """Return the symbols of so many cells."""
    return [symbol(name) for name in numbered(letter, count)]


def forward() -> list[Definition]:
    """Return each z as the sum of what the kernel weighs in its place."""
    x, k = symbols("x", len(X)), symbols("k", len(K))
    sums = [Add(*(x[j + i] * k[i] for i in range(len(K)))) for j in range(PLACES)]
    return list(zip(symbols("z", PLACES), sums, strict=True))


def backward() -> list[Definition]:
    """Return what δ, which is ∂J/∂z, leads to by x and by k: the slopes of Σ δ·z, by SymPy."""
    J = Add(*(d * z for d, (_, z) in zip(symbols("δ", PLACES), forward(), strict=True)))
    return [
        (symbol(f"d{of.name}"), J.diff(of)) for of in (*symbols("x", len(X)), *symbols("k", len(K)))
    ]


def convolution(book: Book) -> None:
    """Add a row of numbers, a kernel, what it finds, and the way back."""
    page = Page(
        book,
        "Convolution",
        "A kernel of three weights goes along x. In each place it finds z_j = Σ x_(j+i)·k_i.",
        "move the peak of x by one: z moves along. Then k = −1, 0, 1: where does z turn?",
    )
    lines = dict([*forward(), *backward()])
    page.matrix(4, 0, "x", [numbered("x", len(X))], [X])
    page.matrix(7, 0, "k", [numbered("k", len(K))], [K])
    page.matrix(10, 0, "z", [numbered("z", PLACES)], lines=lines, style="result")
    page.matrix(13, 0, "δ", [numbered("δ", PLACES)], [δ])
    page.text(15, 1, "δ is ∂J/∂z, as if it came back from a layer above", "says")
    page.matrix(17, 0, "∂J/∂x", [numbered("dx", len(X))], lines=lines)
    page.text(19, 1, "δ, spread by the kernel: where the kernel saw x, it sends δ back", "says")
    page.matrix(21, 0, "∂J/∂k", [numbered("dk", len(K))], lines=lines)
    page.text(23, 1, "x, correlated with δ: the kernel was used in each place", "says")
    found = [("x", (5, 1, 5, len(X))), ("z", (11, 1, 11, PLACES))]
    page.columns((25, 0), "What goes in, and what is found", (4, 1, 4, len(X)), found)
    sent = [("δ", (14, 1, 14, PLACES)), ("∂J/∂x", (18, 1, 18, len(X)))]
    page.columns((25, 5), "δ, and what it sends back", (4, 1, 4, len(X)), sent)
    page.width(0, 0, 18)
