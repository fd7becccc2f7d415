"""The writing of a formula for a person, with as few brackets as can be read in one way."""

from collections.abc import Mapping

from derivations.notation.syntax import Name, Syntax

_FUNCTIONS = {"sigmoid": "σ", "ln": "ln"}
_SIGNS = {"": "·", "*": "·", "np*": " * ", "×": "·", "·": "·", "⊙": " ⊙ ", "@": "·"}
# How tightly the surroundings bind.
SUM, TERM, PRODUCT, POWER = 0.0, 0.5, 1.0, 2.0
ATOM = 3.0


def written(node: Syntax, spelled: Mapping[str, str] | None = None) -> str:
    """Write a formula; `spelled` maps the house's names to the reader's.

    >>> written(("divide", ("number", 2), ("times", "·", ("name", "n"), ("name", "x"))))
    '2/(n·x)'
    """
    return _written(node, SUM, spelled or {})


def _written(node, inside, spelled):
    text, binds = _text(node, spelled)
    return f"({text})" if binds < inside else text


def _text(node, spelled):
    kind, *parts = node
    match kind:
        case "number":
            value = parts[0]
            decimal = 10**12 % value.denominator == 0
            text = f"{float(value):.12g}" if decimal else str(value)
            return text, ATOM if decimal and value >= 0 else TERM
        case "name":
            name = parts[0]
            return (
                str(name)
                if isinstance(name, Name)
                else spelled.get(name, "e" if name == "error" else name.removeprefix("own "))
            ), ATOM
        case "index":
            return str(parts[0]), ATOM
        case "add":
            text = _written(parts[0], SUM, spelled)
            for part in parts[1:]:
                term = _written(part, TERM, spelled)
                text += f" - {term[1:]}" if term.startswith("-") else f" + {term}"
            return text, SUM
        case "negate":
            return f"-{_written(parts[0], PRODUCT, spelled)}", TERM
        case "times":
            sign, left, right = parts
            text = _written(left, TERM, spelled) + _SIGNS.get(sign, sign)
            text += _written(right, POWER if right[0] in ("times", "divide") else PRODUCT, spelled)
            return text, TERM if text.startswith("-") else PRODUCT
        case "divide":
            text = f"{_written(parts[0], TERM, spelled)}/{_written(parts[1], POWER, spelled)}"
            return text, TERM if text.startswith("-") else PRODUCT
        case "power":
            return f"{_written(parts[0], ATOM, spelled)}^{_written(parts[1], ATOM, spelled)}", POWER
        case "transpose":
            return f"{_written(parts[0], ATOM, spelled)}ᵀ", POWER
        case "derivative":
            return _derivative(parts, spelled), POWER
        case "call":
            function, primes, arguments = parts
            inner = ", ".join(_written(one, SUM, spelled) for one in arguments)
            return f"{_FUNCTIONS.get(function, function)}{'′' * primes}({inner})", ATOM
        case "sum":
            letter = parts[0]
            index = "" if not letter else f"_{letter.removeprefix('unit:')}"
            return f"Σ{index} {_written(parts[1], PRODUCT, spelled)}", PRODUCT
        case "total" | "mean" | "largest":
            axis = "" if parts[0] is None else f", axis={parts[0]}"
            named = {"total": "sum", "largest": "max"}.get(kind, kind)
            return f"{named}({_written(parts[1], SUM, spelled)}{axis})", ATOM
        case "where":
            return f"({_cases(node, spelled)})", ATOM
        case "indicator":
            return f"1[{_condition(parts[0], spelled)}]", ATOM
        case "norm":
            return f"‖{_written(parts[0], SUM, spelled)}‖", ATOM
        case "absolute":
            return f"|{_written(parts[0], SUM, spelled)}|", ATOM
        case "outer":
            return f"outer({', '.join(_written(one, SUM, spelled) for one in parts)})", ATOM
        case "entry":
            indices = "".join(_written(one, SUM, spelled) for one in parts[1])
            return f"{_written(parts[0], ATOM, spelled)}_{indices}", ATOM
        case "kronecker":
            return f"δ_{''.join(_written(one, SUM, spelled) for one in parts)}", ATOM
        case "named":
            return parts[0], ATOM
        case "gradient":
            return f"d{_written(parts[0], ATOM, spelled)}", ATOM
        case "ones":
            return "1", ATOM
        case "trace":
            return f"tr({_written(parts[0], SUM, spelled)})", ATOM
        case "extent":
            return f"{_written(parts[0], ATOM, spelled)}.shape[{parts[1]}]", ATOM
    return str(kind), ATOM


def _cases(node, spelled):
    """Write "a if z > 0 else b"; where no case holds for the rest, that is left out."""
    _, condition, yes, no = node
    text = f"{_written(yes, TERM, spelled)} if {_condition(condition, spelled)}"
    if no == ("nothing",):
        return text
    rest = _cases(no, spelled) if no[0] == "where" else _written(no, TERM, spelled)
    return f"{text} else {rest}"


def _derivative(parts, spelled):
    order, of, by = parts
    raised = {1: "", 2: "²"}.get(order, f"^{order}")
    above, below = (_written(part, ATOM, spelled) for part in (of, by))
    return f"∂{raised}{above}/∂{below}{raised}"


def _condition(node, spelled):
    if node[0] == "both":
        return f"{_condition(node[1], spelled)} and {_condition(node[2], spelled)}"
    sign, left, right = node[1:]
    return f"{_written(left, SUM, spelled)} {sign} {_written(right, SUM, spelled)}"
