"""Colours that stand for the style sheet's variables until a drawing is done."""

INK, PAPER, GRID, MUTED = "#0d0e01", "#0d0e02", "#0d0e03", "#0d0e04"
C1, C2, C3, C4, C5, C6 = (f"#0d0e1{i}" for i in range(1, 7))
VARIABLES = {INK: "ink", PAPER: "paper", GRID: "grid", MUTED: "muted"} | {
    colour: f"c{i}" for i, colour in enumerate((C1, C2, C3, C4, C5, C6), start=1)
}
