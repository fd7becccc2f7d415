"""SymPy expressions as spreadsheet formulas that LibreOffice and Excel read alike.

In a spreadsheet a unary minus binds more tightly than a power: −A1^2 is (−A1)². A minus before
anything with a power in it therefore gets brackets.
"""

from collections.abc import Mapping

from sympy import Eq, Expr, Rational, Symbol, lambdify
from sympy.printing.codeprinter import CodePrinter
from sympy.printing.precedence import PRECEDENCE, precedence

# Each is known to both programs, and never gives an error for the arguments it gets here.
_FUNCTIONS = {"exp": "EXP", "log": "LN", "Abs": "ABS", "Max": "MAX", "Min": "MIN", "tanh": "TANH"}
_RELATIONS = {"==": "=", "!=": "<>"}


class SpreadsheetPrinter(CodePrinter):
    """Prints an expression; `names` says how each symbol is written."""

    printmethod = "_spreadsheet"
    language = "spreadsheet"
    _operators = {"and": "AND", "or": "OR", "not": "NOT"}  # noqa: RUF012  read by the base class

    def __init__(self, names: Mapping[Symbol, str]) -> None:
        """Take {symbol: text}."""
        super().__init__({"allow_unknown_functions": False})
        self._names = names

    def _format_code(self, lines):
        return lines

    def _print_Symbol(self, symbol):
        return self._names[symbol]

    def _print_Mul(self, expression):
        return _guarded(super()._print_Mul(expression))

    def _print_Pow(self, expression):
        base, exponent = expression.as_base_exp()
        if exponent == Rational(1, 2):
            return f"SQRT({self._print(base)})"
        tight = PRECEDENCE["Pow"]
        if exponent.is_number and exponent.is_negative:
            return f"1/{self.parenthesize(base**-exponent, PRECEDENCE['Pow'])}"
        return f"{self.parenthesize(base, tight)}^{self.parenthesize(exponent, tight)}"

    def _print_Rational(self, number):
        return f"{number.p}/{number.q}"

    def _print_Float(self, number):
        return repr(float(number)).replace("e", "E")

    def _print_Function(self, expression):
        name = _FUNCTIONS[type(expression).__name__]
        return f"{name}({','.join(map(self._print, expression.args))})"

    # SymPy's printers find their methods by the names of its classes.
    _print_exp = _print_log = _print_tanh = _print_Function
    _print_Abs = _print_Max = _print_Min = _print_Function  # noqa: N815

    def _print_Relational(self, expression):
        left, right = (
            self.parenthesize(side, precedence(expression))
            for side in (expression.lhs, expression.rhs)
        )
        return f"{left}{_RELATIONS.get(expression.rel_op, expression.rel_op)}{right}"

    def _print_Piecewise(self, expression):
        *branches, (last, otherwise) = expression.args
        if otherwise != True:  # noqa: E712  SymPy's own truth, which is not Python's
            raise ValueError(f"{expression} has no value where none of its conditions is true")
        cell = branches[0][1].lhs
        if [condition for _, condition in branches] == [
            Eq(cell, k + 1) for k in range(len(branches))
        ]:
            chosen = map(self._print, (cell, *(value for value, _ in branches), last))
            return f"CHOOSE({','.join(chosen)})"
        text = self._print(last)
        for value, condition in reversed(branches):
            text = f"IF({self._print(condition)},{self._print(value)},{text})"
        return text


def _guarded(text):
    """Put what follows a leading minus in brackets if there is a power in it."""
    return f"-({text[1:]})" if text.startswith("-") and "^" in text else text


def printed(expression: Expr, names: Mapping[Symbol, str] | None = None) -> str:
    """Print an expression as a formula without its equals sign.

    `names` maps symbols to cells; a symbol that is not in it stands by its own name.

    >>> from sympy import Eq, Piecewise, exp, symbols
    >>> x, y = symbols("x y")
    >>> printed(-(x**2) + y / 2)
    '-(x^2)+(1/2)*y'
    >>> printed(x ** -2 * (y - 1) ** 2)
    '(y-1)^2/x^2'
    >>> printed(Piecewise((x, x > 0), (exp(x) - 1, True)), {x: "A1"})
    'IF(A1>0,A1,EXP(A1)-1)'
    >>> printed(Piecewise((x, Eq(y, 1)), (2 * x, Eq(y, 2)), (0, True)))
    'CHOOSE(y,x,2*x,0)'
    """
    known = {symbol: symbol.name for symbol in expression.atoms(Symbol)} | dict(names or {})
    return SpreadsheetPrinter(known).doprint(expression).replace(" ", "")


class Formula:
    """An expression made ready for many rows: its formula, and its value, for given cells."""

    def __init__(self, expression: Expr) -> None:
        """Print and compile the expression once."""
        self.symbols = sorted(expression.free_symbols, key=lambda symbol: symbol.name)
        self._text = printed(expression, {s: f"{{{i}}}" for i, s in enumerate(self.symbols)})
        self._function = lambdify(self.symbols, expression, "math")

    def text(self, names: Mapping[Symbol, str]) -> str:
        """Return the formula where `names` says how each symbol is written.

        >>> from sympy import Symbol
        >>> formula = Formula(Symbol("a") + 1)
        >>> formula.text({Symbol("a"): "B2"}), formula.value({Symbol("a"): 2.0})
        ('=B2+1', 3.0)
        """
        return "=" + self._text.format(*(names[symbol] for symbol in self.symbols))

    def value(self, values: Mapping[Symbol, float]) -> float:
        """Return the expression's value where `values` says what each symbol is."""
        return float(self._function(*(values[symbol] for symbol in self.symbols)))
