"""A drawing as the page takes it: with its title, its text, and the colours of the page."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

from dojo.book.colours import VARIABLES
from dojo.book.figure import Json
from dojo.book.sketch import Sketch

SVG = "http://www.w3.org/2000/svg"
_STYLE = re.compile(r'style="[^"]*"')


def sketched(
    name: str,
    title: str,
    alternative: str,
    size: tuple[float, float],
    draw: Callable[[Sketch, Any], None],
    data: Json,
) -> str:
    """Return what `draw(sketch, data)` draws on a sketch of that size, told as a plot is."""
    sketch = Sketch(*size)
    draw(sketch, data)
    for element in sketch.root.iter():
        element.tag = f"{{{SVG}}}{element.tag}"
    return told(sketch.root, name, title, alternative)


def told(root: ET.Element, name: str, title: str, alternative: str) -> str:
    """Write a drawing out, with its title and text, in the variables of the style sheet."""
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-text")
    root.set("stroke-linejoin", "round")
    root.set("style", "font-family: var(--plain, sans-serif)")
    for place, (tag, text) in enumerate((("title", title), ("desc", alternative))):
        child = ET.Element(f"{{{SVG}}}{tag}", id=f"{name}-{'text' if place else 'title'}")
        child.text = text
        root.insert(place, child)
    ET.register_namespace("", SVG)
    text = ET.tostring(root, encoding="unicode")
    for colour, variable in VARIABLES.items():
        text = text.replace(colour, f"var(--{variable})")
    text = re.sub(r">\s+<", "><", text)
    return _STYLE.sub(lambda style: re.sub(r"([:;]) ", r"\1", style[0]), text)
