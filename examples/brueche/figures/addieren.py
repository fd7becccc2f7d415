"""Teile einer Größe: 1/2 und 1/3, in Sechstel geschnitten."""

from dojo.book.colours import C1, C2
from dojo.book.figure import Figure

BRUECHE = (1, 2), (1, 3)


def data(kata):
    """Gib die Summe von 1/2 und 1/3 zurück."""
    oben, unten = kata.addieren.addieren(*BRUECHE[0], *BRUECHE[1])
    return {"oben": int(oben), "unten": int(unten)}


def draw(canvas, data):
    """Zeichne drei Balken aus Teilen einer Größe: 1/2, 1/3 und die Summe."""
    canvas.set_size_inches(6.1, 2)
    ax, unten = canvas.subplots(), data["unten"]
    teile = [*(oben * unten // nenner for oben, nenner in BRUECHE), data["oben"]]
    for y, (zahl, farbe) in enumerate(zip(teile, (C1, C2, C1), strict=True)):
        left = [i / unten for i in range(zahl)]
        ax.barh([-y] * zahl, 1 / unten, left=left, color=farbe, edgecolor="white")
    ax.set(xlim=(0, 1), yticks=[0, -1, -2], yticklabels=["1/2", "1/3", "Summe"])


def words(data):
    """Sag, was zu sehen ist."""
    summe = f"{data['oben']}/{data['unten']}"
    return (
        f"In gleich große Teile geschnitten: 1/2 und 1/3 sind {summe}.",
        f"Die Summe ist {summe}.",
    )


FIGURES = [Figure("teile", "Teile einer Größe", data, draw, words)]
