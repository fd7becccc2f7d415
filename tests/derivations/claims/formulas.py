"""Random formulas of neural networks as people write them: strategies for hypothesis.

A formula is drawn in one notation (UNICODE, ASCII, LATEX, NUMPY) and is grammatical in it, which is
not to say that it is right, of one network, or of fitting shapes.
"""

from hypothesis import strategies as st

UNICODE, ASCII, LATEX, NUMPY = "unicode", "ascii", "latex", "numpy"
NOTATIONS = st.sampled_from([UNICODE, ASCII, LATEX, NUMPY])
DEPTH = 3

LETTERS = (
    "W",
    "w",
    "b",
    "x",
    "a",
    "z",
    "h",
    "o",
    "p",
    "A",
    "Z",
    "X",
    "δ",
    "ŷ",
    "y",
    "t",
    "e",
    "n",
    "m",
)
WORDS = (
    "y_pred",
    "y_true",
    "yhat",
    "output",
    "target",
    "probs",
    "dscores",
    "Why",
    "Wxh",
    "bh",
    "by",
)
COSTS = {
    UNICODE: ("J", "L", "C", "E", "ℒ"),
    ASCII: ("J", "L", "C", "E", "Loss", "MSE", "loss"),
    LATEX: ("J", "L", "C", "E", r"\mathcal{L}", r"\mathcal L", r"\text{Loss}"),
    NUMPY: ("J", "loss"),
}
FUNCTIONS = (
    *("sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish", "softmax", "exp", "log", "softplus"),
    *("gelu", "selu", "mish", "hard_sigmoid", "sqrt", "sech", "f", "g", "phi", "sigma"),
)
SPELLED = {
    (UNICODE, "sigma"): "σ",
    (UNICODE, "phi"): "φ",
    (UNICODE, "log"): "ln",
    (LATEX, "sigma"): r"\sigma",
    (LATEX, "phi"): r"\phi",
    (LATEX, "tanh"): r"\tanh",
    (LATEX, "exp"): r"\exp",
    (LATEX, "log"): r"\ln",
    (LATEX, "sqrt"): r"\sqrt",
    (LATEX, "softmax"): r"\text{softmax}",
    (LATEX, "relu"): r"\mathrm{ReLU}",
    (LATEX, "sigmoid"): r"\operatorname{sigmoid}",
    (NUMPY, "tanh"): "np.tanh",
    (NUMPY, "exp"): "np.exp",
    (NUMPY, "log"): "np.log",
    (NUMPY, "sqrt"): "np.sqrt",
}
COMMANDS = {
    "δ": r"\delta",
    "ŷ": r"\hat{y}",
    "η": r"\eta",
    "α": r"\alpha",
    "λ": r"\lambda",
    "Σ": r"\sum",
    "∂": r"\partial",
}
PLAIN = {"δ": "delta", "ŷ": "yhat", "η": "eta", "α": "alpha", "λ": "lambda"}
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def spelled(letter, notation):
    """Return a letter as a notation writes it."""
    if notation == LATEX:
        return COMMANDS.get(letter, letter)
    return letter if notation == UNICODE else PLAIN.get(letter, letter)


@st.composite
def names(draw, notation):
    """Draw a name, of a layer or of none: a1, a₁, a_{1}, a^{[1]}, A[1], y_pred."""
    if notation != LATEX and draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(WORDS))
    letter = spelled(draw(st.sampled_from(LETTERS)), notation)
    layer = draw(st.sampled_from(["", "1", "2", "3", "l", "L", "l-1", "l+1"]))
    if not layer:
        return letter
    if notation == LATEX:
        style = draw(
            st.sampled_from(["_{%s}", "^{(%s)}", "^{[%s]}", "^{%s}", "_{%s}^{(i)}", "^{[%s](i)}"])
        )
        return letter + style % layer
    if notation == UNICODE and layer.isdigit():
        return letter + draw(
            st.sampled_from([layer, layer.translate(LOWERED), layer.translate(RAISED)])
        )
    if layer.isdigit():
        return draw(st.sampled_from([letter + layer, f"{letter}_{layer}", f"{letter}[{layer}]"]))
    return f"{letter}^{layer}" if len(layer) == 1 else f"{letter}^({layer})"


@st.composite
def numbers(draw, notation):
    """Draw a number, a fraction, or a constant of training."""
    fractions = {
        UNICODE: ["½", "1/n", "2/n", "(1/m)", "¼", "η", "λ"],
        ASCII: ["1/2", "(1/n)", "2/N", "0.5", "eta", "1e-3"],
        LATEX: [r"\frac{1}{2}", r"\frac12", r"\frac{1}{m}", r"\tfrac{2}{n}", r"\eta", r"\lambda"],
        NUMPY: ["0.5", "(1 / m)", "lr", "1e-8", "len(y)"],
    }
    whole = st.integers(0, 12).map(str)
    return draw(whole | st.sampled_from(fractions[notation]))


@st.composite
def derivatives(draw, notation):
    """Draw a derivative: ∂J/∂W2, a fraction of LaTeX, ∇, dW2, δ, σ'(z), second ones."""
    below = draw(names(notation))
    above = draw(st.sampled_from(COSTS[notation]) | names(notation))
    inner = draw(st.sampled_from(FUNCTIONS))
    function = SPELLED.get((notation, inner), inner)
    forms = {
        UNICODE: [
            f"∂{above}/∂{below}",
            f"∇_{below} {above}",
            f"d{below}",
            f"{function}′({below})",
            f"∂²{above}/∂{below}²",
            f"d/d{below} {function}({below})",
        ],
        ASCII: [
            f"d{above}/d{below}",
            f"d{below}",
            f"grad_{below}",
            f"{function}'({below})",
            f"d({above})/d({below})",
            f"d^2{above}/d{below}^2",
            f"{inner}_derivative({below})",
        ],
        LATEX: [
            rf"\frac{{\partial {above}}}{{\partial {below}}}",
            rf"\frac{{d {above}}}{{d {below}}}",
            rf"\nabla_{{{below}}} {above}",
            rf"{function}'({below})",
            rf"\partial {above}/\partial {below}",
            rf"\frac{{\partial^2 {above}}}{{\partial {below}^2}}",
            rf"\frac{{d}}{{d {below}}} {above}",
        ],
        NUMPY: [f"d{below}", f"grad_{below}", f"grads['d{below}']"],
    }
    return draw(st.sampled_from(forms[notation]))


def products(left, right, notation):
    """Return the ways in which a notation writes a product."""
    return {
        UNICODE: [
            f"{left} {right}",
            f"{left} · {right}",
            f"{left} ⊙ {right}",
            f"{left} × {right}",
            f"{left}ᵀ {right}",
            f"{left} {right}ᵀ",
            f"{left}{right}",
        ],
        ASCII: [
            f"{left} * {right}",
            f"{left} {right}",
            f"{left}^T {right}",
            f"{left} . {right}",
            f"{left} x {right}",
        ],
        LATEX: [
            rf"{left} {right}",
            rf"{left} \cdot {right}",
            rf"{left} \odot {right}",
            rf"{left}^\top {right}",
            rf"{left} {right}^T",
            rf"{left} \times {right}",
            rf"\left( {left} \right) {right}",
        ],
        NUMPY: [
            f"{left} * {right}",
            f"{left} @ {right}",
            f"{left}.T @ {right}",
            f"np.dot({left}, {right})",
            f"np.multiply({left}, {right})",
            f"{left}.dot({right}.T)",
        ],
    }[notation]


def sums(term, notation):
    """Return the ways in which a notation adds or averages over a batch."""
    return {
        UNICODE: [f"Σ {term}", f"Σᵢ {term}", f"1ᵀ {term}", f"1/n Σ ({term})", f"mean({term})"],
        ASCII: [f"sum({term})", f"sum_i {term}", f"(1/n) * sum({term})", f"mean({term})"],
        LATEX: [
            rf"\sum_{{i=1}}^{{n}} {term}",
            rf"\frac{{1}}{{m}} \sum_i {term}",
            rf"\mathbf{{1}}^\top {term}",
        ],
        NUMPY: [
            f"np.sum({term}, axis=0)",
            f"{term}.sum(axis=0)",
            f"np.mean({term})",
            f"np.sum({term}, axis=1, keepdims=True) / m",
        ],
    }[notation]


def choices(condition, then, other, notation):
    """Return the ways in which a notation tells two branches apart."""
    rows = rf"{then} & \text{{if }} {condition} > 0 \\ {other} & \text{{otherwise}}"
    return {
        UNICODE: [
            f"1[{condition} > 0]",
            f"max(0, {condition})",
            f"{then} if {condition} ≥ 0, else {other}",
        ],
        ASCII: [f"{then} if {condition} > 0 else {other}", f"max(0, {condition})"],
        LATEX: [
            rf"\mathbb{{1}}_{{{condition} > 0}}",
            rf"\max(0, {condition})",
            rf"\begin{{cases}} {rows} \end{{cases}}",
        ],
        NUMPY: [
            f"({condition} > 0)",
            f"np.maximum(0, {condition})",
            f"np.where({condition} > 0, {then}, {other})",
        ],
    }[notation]


@st.composite
def formulas(draw, notation, depth=DEPTH):
    """Draw a formula of a notation, nested no deeper than `depth`."""
    multiple = st.builds("{}{}".format, st.integers(2, 9), names(notation))  # 2a
    leaf = names(notation) | numbers(notation) | derivatives(notation) | multiple
    if depth == 0:
        return draw(leaf)
    part = formulas(notation, depth - 1)
    kind = draw(st.integers(0, 9))
    if kind <= 2:
        return draw(leaf)
    left = draw(part)
    if kind == 3:
        return draw(st.sampled_from(sums(f"({left})", notation)))
    if kind == 4:
        name = draw(st.sampled_from(FUNCTIONS))
        opened, closed = (
            draw(st.sampled_from([("(", ")"), ("[", "]")])) if notation == UNICODE else ("(", ")")
        )
        return f"{SPELLED.get((notation, name), name)}{opened}{left}{closed}"
    if kind == 5:
        power = {UNICODE: "²", ASCII: "^2", LATEX: "^{2}", NUMPY: "**2"}[notation]
        bars = {UNICODE: f"‖{left}‖²", ASCII: f"||{left}||^2", LATEX: rf"\lVert {left} \rVert^2"}
        return draw(st.sampled_from([f"({left}){power}", bars.get(notation, f"np.square({left})")]))
    right = draw(part)
    if kind == 6:
        return draw(st.sampled_from(choices(draw(names(notation)), left, right, notation)))
    if kind == 7:
        over = rf"\frac{{{left}}}{{{right}}}" if notation == LATEX else f"({left})/({right})"
        return draw(st.sampled_from([over, f"({left}) / {right}"]))
    if kind == 8:
        sign = draw(st.sampled_from(["+", "-", "−" if notation == UNICODE else "-"]))
        return f"({left} {sign} {right})" if draw(st.booleans()) else f"{left} {sign} {right}"
    return draw(st.sampled_from(products(f"({left})", right, notation)))


@st.composite
def claims(draw):
    """Draw (quantity, formula), both in one notation; the formula may be a chain."""
    notation = draw(NOTATIONS)
    quantity = draw(derivatives(notation) | names(notation) | formulas(notation, 1))
    parts = draw(st.lists(formulas(notation), min_size=1, max_size=3))
    return quantity, " = ".join(parts)


@st.composite
def lines(draw):
    """Draw a line as it stands in a derivation: words before, a claim, a remark after."""
    quantity, formula = draw(claims())
    before = draw(
        st.sampled_from(["", "so ", "∴ ", "=> ", "6. ", "Step 3: ", "- ", "let ", "where "])
    )
    after = draw(
        st.sampled_from(["", ".", ",", "   (chain rule)", "  # why", "   ← from 2", r" \qquad (4)"])
    )
    equals = draw(st.sampled_from(["=", ":=", "&=", "≡"]))
    return f"{before}{quantity} {equals} {formula}{after}"
