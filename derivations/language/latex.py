"""A formula that was read, written as LaTeX, with its fractions and brackets."""

from collections.abc import Mapping

from derivations.language.tree import Node, show

_LOOSE, _PRODUCT, _TIGHT = range(3)
_FUNCTIONS = {"sigmoid": r"\sigma", "exp": r"\exp", "ln": r"\ln", "tanh": r"\tanh"}


def latex(node: Node, spelled: Mapping[str, str] | None = None) -> str:
    """Write a node as LaTeX; `spelled` maps the house's names to the reader's.

    >>> latex(("divide", ("name", "y"), ("add", ("name", "n"), ("name", "z1"))))
    '\\\\frac{y}{n + z_{1}}'
    >>> latex(("derivative", "J", "W2"), {"W2": "Why"})
    '\\\\frac{\\\\partial J}{\\\\partial W_{hy}}'
    """
    return _write(node, _LOOSE, spelled or {})


def name(text: str) -> str:
    """Write a name: its letter, and what follows it as an index.

    >>> name("ŷ"), name("W1"), name("bh"), name("δ2")
    ('\\\\hat{y}', 'W_{1}', 'b_{h}', '\\\\delta_{2}')
    """
    letter, index = text[0], text[1:].lstrip("_")
    letter = {"ŷ": r"\hat{y}", "δ": r"\delta"}.get(letter, letter)
    return f"{letter}_{{{index}}}" if index else letter


def _write(node, inside, spelled):
    """Write a node, in brackets where its surroundings bind more tightly than it does."""
    kind, *parts = node
    binds = _TIGHT
    match kind:
        case "number" if parts[0].denominator > 1:
            text = rf"\frac{{{parts[0].numerator}}}{{{parts[0].denominator}}}"
            binds = _PRODUCT
        case "number":
            text = show(node)
            binds = _LOOSE if parts[0] < 0 else _TIGHT
        case "name":
            text = name(spelled.get(parts[0], parts[0]))
        case "add":
            text, binds = _write(parts[0], _LOOSE, spelled), _LOOSE
            for part in parts[1:]:
                term = _write(part, _LOOSE, spelled)
                text += f" - {term[1:].lstrip()}" if term.startswith("-") else f" + {term}"
        case "multiply":
            first, *others = (_write(part, _PRODUCT, spelled) for part in parts)
            text = r" \cdot ".join([_unbracketed(parts[0], first, inside, spelled), *others])
            binds = _LOOSE if text.startswith("-") else _PRODUCT
        case "divide":
            above, below = (_write(part, _LOOSE, spelled) for part in parts)
            sign, above = ("-", above[1:].lstrip()) if _is_minus(parts[0]) else ("", above)
            text = rf"{sign}\frac{{{above}}}{{{below}}}"
            binds = _LOOSE if sign else _PRODUCT
        case "negate":
            text, binds = f"-{_write(parts[0], _PRODUCT, spelled)}", _LOOSE
        case "power":
            text, binds = f"{_write(parts[0], _TIGHT, spelled)}^{{{parts[1]}}}", _PRODUCT
        case "call" if parts[0] == "exp" and not parts[1]:
            text = f"e^{{{_write(parts[2], _LOOSE, spelled)}}}"
        case "call":
            function, primed, inner = parts
            named = _FUNCTIONS.get(function) or rf"\mathrm{{{function}}}".replace("_", r"\_")
            text = rf"{named}{chr(39) * primed}({_write(inner, _LOOSE, spelled)})"
        case "derivative":
            above, below = (name(spelled.get(part, part)) for part in parts)
            text = rf"\frac{{\partial {above}}}{{\partial {below}}}"
        case "sum":
            text, binds = rf"\sum {_write(parts[0], _PRODUCT, spelled)}", _PRODUCT
        case _:
            raise ValueError(f"no LaTeX for {kind!r}")
    return rf"\left({text}\right)" if binds < inside else text


def _is_minus(node):
    """Tell whether a node is a negative number or a negated formula, with nothing around it."""
    return node[0] == "negate" or (node[0] == "number" and node[1] < 0)


def _unbracketed(node, written, inside, spelled):
    """Write the first factor of a product: its own minus sign may lead, unless it is inside one."""
    leads = _is_minus(node) or (node[0] == "divide" and _is_minus(node[1]))
    return _write(node, _LOOSE, spelled) if leads and inside == _LOOSE else written
