"""The writing of a formula as LaTeX, with its fractions, roots and brackets."""

import unicodedata

from derivations.notation.syntax import Name, Syntax

_SUM, _PRODUCT, _TIGHT = range(3)
_GREEK = {
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\epsilon",
    "λ": r"\lambda", "μ": r"\mu",
}  # fmt: skip
_FUNCTIONS = {"sigmoid": r"\sigma", "tanh": r"\tanh", "exp": r"\exp", "ln": r"\ln"}


def latex(node: Syntax) -> str:
    r"""Write a formula; ValueError for a kind of node that no derivation prints.

    >>> from derivations.notation.grammar import read_formula
    >>> latex(read_formula("γ/s·(g_i - Σ_j g_j/n)"))
    '\\frac{\\gamma}{s} \\left(g_{i} - \\sum_{j} \\frac{g_{j}}{n}\\right)'
    >>> latex(read_formula("∂J/∂x1"))
    '\\frac{\\partial J}{\\partial x_{1}}'
    """
    return _written(node, _SUM)


def _written(node, inside):
    text, binds = _text(node)
    return rf"\left({text}\right)" if binds < inside else text


def _text(node):
    kind, *parts = node
    match kind:
        case "number" if parts[0].denominator > 1:
            return rf"\frac{{{parts[0].numerator}}}{{{parts[0].denominator}}}", _PRODUCT
        case "number":
            return str(parts[0]), _TIGHT
        case "name":
            return _name(parts[0]), _TIGHT
        case "add":
            text = _written(parts[0], _SUM)
            for part in parts[1:]:
                term = _written(part, _SUM)
                text += f" - {term[1:]}" if term.startswith("-") else f" + {term}"
            return text, _SUM
        case "negate":
            return f"-{_written(parts[0], _PRODUCT)}", _SUM
        case "times":
            _, left, right = parts
            sign = r" \cdot " if right[0] == "number" else " "
            first = _written(left, _PRODUCT if left[0] == "add" else _SUM)
            return first + sign + _written(right, _PRODUCT), (
                _SUM if first.startswith("-") else _PRODUCT
            )
        case "divide":
            above, below = parts
            if above[0] == "negate":
                return rf"-\frac{{{latex(above[1])}}}{{{latex(below)}}}", _SUM
            return rf"\frac{{{latex(above)}}}{{{latex(below)}}}", _PRODUCT
        case "power":
            return f"{_written(parts[0], _TIGHT)}^{{{latex(parts[1])}}}", _PRODUCT
        case "derivative":
            _, of, by = parts
            return rf"\frac{{\partial {latex(of)}}}{{\partial {latex(by)}}}", _TIGHT
        case "sum":
            index = f"_{{{parts[0]}}}" if parts[0] else ""
            return rf"\sum{index} {_written(parts[1], _PRODUCT)}", _PRODUCT
        case "call" if parts[0] == "sqrt":
            return rf"\sqrt{{{latex(parts[2][0])}}}", _TIGHT
        case "call":
            return rf"{_FUNCTIONS[parts[0]]}\left({latex(parts[2][0])}\right)", _TIGHT
    raise ValueError(f"no LaTeX for {kind!r}")


def _name(name: Name) -> str:
    """Write a name: its letter, the mark above it, and its index."""
    base, mark = unicodedata.normalize("NFD", name.base)[0], name.hat or name.base == "ŷ"
    letter = _GREEK.get(base, base)
    letter = rf"\hat{{{letter}}}" if mark else letter
    index = ",".join(map(str, name.below))
    return f"{letter}_{{{index}}}" if index else letter
