"""Styles that many parts of the page's drawings share: each is said once, and has a short name."""

import re
from collections import Counter

_DRAWING = re.compile(r"<svg [^>]*\bxmlns=.*?</svg>", re.DOTALL)
_TAG = re.compile(r"<\w+ [^>]*?>")
_STYLE = re.compile(r' style="([^"]*)"')
_CLASS = re.compile(r' class="')


def shared(page: str) -> str:
    """Return a page whose drawings share their styles, which stand in its own style then.

    >>> part = '<path d="M0 0" style="fill:none"/>'
    >>> print(shared(f'<style></style><svg xmlns="">{part}{part}</svg>'))
    <style>.s0{fill:none}
    </style><svg xmlns=""><path class="s0" d="M0 0"/><path class="s0" d="M0 0"/></svg>
    """
    styles = Counter(
        style for drawing in _DRAWING.findall(page) for style in _STYLE.findall(drawing)
    )
    often = [style for style, times in styles.most_common() if times > 1]
    names = {style: f"s{number}" for number, style in enumerate(often)}

    def named(tag: re.Match[str]) -> str:
        found = _STYLE.search(tag[0])
        if not found or found[1] not in names:
            return tag[0]
        rest, name = tag[0].replace(found[0], "", 1), names[found[1]]
        if _CLASS.search(rest):
            return _CLASS.sub(f' class="{name} ', rest, count=1)
        word, _, attributes = rest.partition(" ")
        return f'{word} class="{name}" {attributes}'

    rules = "".join(f".{name}{{{style}}}\n" for style, name in names.items())
    page = _DRAWING.sub(lambda drawing: _TAG.sub(named, drawing[0]), page)
    return page.replace("</style>", f"{rules}</style>", 1)
