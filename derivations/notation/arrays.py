"""Functions over arrays, as NumPy has them: np.sum(…, axis=0), np.dot(A, B), A.sum(axis=1)."""

from derivations.language.tokens import UnreadableError
from derivations.notation.conditions import ConditionReader
from derivations.notation.lexer import Token
from derivations.notation.reader import CLOSING
from derivations.notation.syntax import Syntax, number
from derivations.notation.words import ARRAYS, FUNCTIONS, primed


class ArrayReader(ConditionReader):
    """Reads functions over arrays, methods, and the arguments of any function."""

    def array_function(self, token: Token) -> Syntax:
        """Read np.sum(…, axis=0), np.dot(A, B), sum(…)."""
        text = token.text
        if text in ("T",):
            raise UnreadableError("np.T is not a function")
        name = ARRAYS.get(text) or FUNCTIONS.get(text) or primed(text)
        if name is None:
            raise UnreadableError(f"the function {text!r} is unknown here")
        squared = name == "mean" and self.sees("[")
        if not self.sees("(") and not squared:
            if name == "sum":
                return ("sum", None, self.product())
            raise UnreadableError(f"{text} of what? Write {text}(…), with brackets")
        arguments, options = self.arguments(CLOSING[self.take().text])
        if text in FUNCTIONS and text not in ARRAYS:
            return ("call", FUNCTIONS[text], 0, tuple(arguments))
        return self.of_arrays(name, arguments, options)

    def method(self, token: Token, node: Syntax) -> Syntax:
        """Read .sum(axis=0), .mean(), .dot(B), .size."""
        if token.text == "size":
            return ("size", node, None)
        if token.text == "shape":
            self.take("[")
            axis = self.take()
            self.take("]")
            return ("size", node, int(axis.text) if axis.text in ("0", "1") else 0)
        self.take("(")
        arguments, options = self.arguments(")")
        name = {
            "T": "transpose",
            "max": "largest",
            "mm": "dot",
            "matmul": "dot",
            "pow": "power",
        }.get(token.text, token.text)
        return self.of_arrays(name, [node, *arguments], options)

    def of_arrays(self, name: str, arguments: list[Syntax], options: dict[str, int]) -> Syntax:
        """Make the node of a function over arrays."""
        counts = {"dot": 2, "multiply": 2, "power": 2, "outer": 2, "where": 3, "divide": 2,
                  "subtract": 2, "add": 2}  # fmt: skip
        if len(arguments) < counts.get(name, 1):
            raise UnreadableError(f"{name} takes {counts.get(name, 1)} arguments")
        first, *others = arguments
        axis = options.get("axis")
        if axis is None and others and name in ("sum", "mean") and others[0][0] == "number":
            axis = int(others[0][1])
        kept = ("kept",) if options.get("keep") else ()
        match name:
            case "sum":
                return ("total", axis, first, *kept)
            case "mean" | "largest":
                return (name, axis, first, *kept)
            case "len":
                return ("size", first, 0)
            case "ones_like":
                return number(1)
            case "ones" if first[0] == "name":  # np.ones(n) in front of a product
                return ("transpose", number(1))
            case "dot":
                return ("times", "@", first, others[0])
            case "multiply":
                return ("times", "⊙", first, others[0])
            case "outer":
                return ("outer", first, others[0])
            case "power":
                return ("power", first, others[0])
            case "divide":
                return self.divided(first, others[0])
            case "subtract":
                return ("add", first, ("negate", others[0]))
            case "add":
                return ("add", first, others[0])
            case "transpose":
                return ("transpose", first)
            case "where":
                return ("where", self._condition_of(first), others[0], others[1])
            case "norm" | "diag" | "trace":
                return (name, first)
            case "exp" | "log" | "ln" | "tanh" | "square":
                return ("call", FUNCTIONS[name], 0, (first,))
        raise UnreadableError(f"the function {name!r} is not supported here")

    def _condition_of(self, node):
        if node[0] == "indicator":
            return node[1]
        return ("compare", ">", node, number(0))

    def arguments(self, closing: str) -> tuple[list[Syntax], dict[str, int]]:
        """Read arguments parted by commas, and options such as axis=0; take the closing bracket."""
        found: list[Syntax] = []
        options: dict[str, int] = {}
        while not self.sees(closing):
            token, after = self.peek(), self.peek(1)
            if (
                token
                and after
                and token.text in ("axis", "keepdims", "dim", "keepdim")
                and after.text == "="
            ):
                self.take()
                self.take()
                last = self.sees("-") and bool(self.take())
                value = self.take().text
                if token.text in ("axis", "dim"):
                    options["axis"] = 1 if value == "1" else 0
                    if last and value not in ("1", "2"):
                        raise UnreadableError("an axis is 0, 1, -1 or -2")
                else:
                    options["keep"] = int(value in ("True", "1"))
            else:
                found.append(self.sum_or_indicator())
            if self.sees(",") or self.sees(";"):
                self.take()
            elif not self.sees(closing):
                self.take(closing)
        self.take(closing)
        return found, options

    def divided(self, above: Syntax, below: Syntax) -> Syntax:
        """Make a quotient; a number that is 0 divides nothing; dtanh/dz is the slope tanh′(z)."""
        if above[0] == "bare" and above[2] == 1 and below[0] == "gradient":
            return ("call", above[1], 1, (below[1],))
        if below == number(0):
            raise UnreadableError("this divides by zero")
        return ("divide", above, below)
