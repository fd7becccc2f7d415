"""Words around formulas are removed, and each formula stays as typed."""

import subprocess
import sys

import pytest

from derivations import Derivation, derive
from derivations.documents.line import CLAIM, LET, NOTE, UNREADABLE
from derivations.documents.lines import MOST_LINES, lines_of
from derivations.documents.source import MOST_CHARACTERS, decoded


def texts(document, name=""):
    return [line.text for line in lines_of(document, name) if line.kind != NOTE]


def kinds(document):
    return [(line.text, line.kind) for line in lines_of(document)]


CLAIMS = [
    # Words before a formula.
    ("so ∂J/∂W2 = δ2 a1", ["∂J/∂W2 = δ2 a1"]),
    ("∴ ∂J/∂W2 = δ2 a1", ["∂J/∂W2 = δ2 a1"]),
    ("=> dJ/dW2 = delta2 a1", ["dJ/dW2 = delta2 a1"]),
    ("⇒ dJ/dW2 = delta2 a1.", ["dJ/dW2 = delta2 a1"]),
    ("Hence, we get ∂J/∂b2 = δ2.", ["∂J/∂b2 = δ2"]),
    ("For the output layer, ∂J/∂W2 = δ2 a1", ["∂J/∂W2 = δ2 a1"]),
    ("Output layer error: δ2 = (ŷ - y)/n", ["δ2 = (ŷ - y)/n"]),
    ("Applying the chain rule: dJ/dW = dJ/dz * dz/dW", ["dJ/dW = dJ/dz * dz/dW"]),
    ("the loss L = -ln p by definition", ["L = -ln p"]),
    ("which gives us da/dz = a(1 - a), as expected.", ["da/dz = a(1 - a)"]),
    ("w.r.t. z1: dJ/dz1 = x", ["dJ/dz1 = x"]),
    ("The derivative of the sigmoid is σ'(z) = σ(z)(1 - σ(z)).", ["σ'(z) = σ(z)(1 - σ(z))"]),
    ("∂J/∂W for the output layer = δ2 a1", ["∂J/∂W = δ2 a1"]),
    ("I get a = σ(z)", ["a = σ(z)"]),
    ("What is to fall: J = 1/n Σ(y - ŷ)^2", ["J = 1/n Σ(y - ŷ)^2"]),
    ("BP1: δ^L = ∇_a C ⊙ σ′(z^L)", ["δ^L = ∇_a C ⊙ σ′(z^L)"]),
    # Names that are words in prose.
    ("z2 = a1 Why + by", ["z2 = a1 Why + by"]),
    ("∂J/∂by = 2(ŷ - y)", ["∂J/∂by = 2(ŷ - y)"]),
    ("dscores = probs - onehot", ["dscores = probs - onehot"]),
    ("w = w - learning_rate * dw", ["w = w - learning_rate * dw"]),
    ("delta = (output - target) * output * (1 - output)",
     ["delta = (output - target) * output * (1 - output)"]),
    ("dE/dw5 = -(target - out) * out * (1 - out) * h1",
     ["dE/dw5 = -(target - out) * out * (1 - out) * h1"]),
    ("dJ/dyhat dyhat/dz2 = δ2", ["dJ/dyhat dyhat/dz2 = δ2"]),
    ("dJ/dW2 = δ2 times a1", ["dJ/dW2 = δ2 times a1"]),
    # What follows a formula.
    ("∂J/∂W2 = δ2 a1   (chain rule)", ["∂J/∂W2 = δ2 a1"]),
    ("∂J/∂W2 = δ2 a1 (since a1 = σ(z1))", ["∂J/∂W2 = δ2 a1"]),
    ("∂J/∂W2 = δ2 a1 by the chain rule", ["∂J/∂W2 = δ2 a1"]),
    ("dL/dz = ŷ - y  [cross entropy + sigmoid]", ["dL/dz = ŷ - y"]),
    ("✅ ∂L/∂b = ŷ − y ✔", ["∂L/∂b = ŷ − y"]),
    ("a. dz/dw = x\nb) dz/db = 1\n(ii) dL/dw = x", ["dz/dw = x", "dz/db = 1", "dL/dw = x"]),
    ("∂J/∂W2 = δ2 a1 (nice!)", ["∂J/∂W2 = δ2 a1"]),
    ("∂J/∂W2 = δ2 a1,", ["∂J/∂W2 = δ2 a1"]),
    ("∂J/∂W2 = δ2 a1  # rows are samples", ["∂J/∂W2 = δ2 a1"]),
    ("∂J/∂W2 = δ2 a1   ← from above", ["∂J/∂W2 = δ2 a1"]),
    ("∂J/∂W2 = δ2 a1 <- product rule", ["∂J/∂W2 = δ2 a1"]),
    ("∂J/∂W2 = δ2 a1 // see above", ["∂J/∂W2 = δ2 a1"]),
    ("∂J/∂W2 = δ2 a1 — as in class", ["∂J/∂W2 = δ2 a1"]),
    ("σ'(0) = σ(0)(1 - σ(0)) ≤ 1/4", ["σ'(0) = σ(0)(1 - σ(0))"]),
    ("∂J/∂z = p_i - y_i, i = 1, …, K", ["∂J/∂z = p_i - y_i"]),
    # Brackets that are no remarks.
    ("dJ/dW = x (ŷ - y)", ["dJ/dW = x (ŷ - y)"]),
    ("dJ/dW = x (output - target)", ["dJ/dW = x (output - target)"]),
    ("dJ/dŷ = (2/n) (ŷ − y)", ["dJ/dŷ = (2/n) (ŷ − y)"]),
    ("da/dz = a (1 - a)", ["da/dz = a (1 - a)"]),
    # Conditions belong to the formula.
    ("relu'(z) = 1 if z > 0 else 0", ["relu'(z) = 1 if z > 0 else 0"]),
    ("ReLU'(z) = 1 if z > 0, else 0", ["ReLU'(z) = 1 if z > 0, else 0"]),
    ("relu'(z) = 1 if z > 0, 0 otherwise", ["relu'(z) = 1 if z > 0, 0 otherwise"]),
    ("relu'(z) = 1 for z > 0", ["relu'(z) = 1 for z > 0"]),
    ("For z > 0: relu'(z) = 1", ["relu'(z) = 1 for z > 0"]),
    ("∂p_i/∂z_j = p_i(1 - p_i) if i = j", ["∂p_i/∂z_j = p_i(1 - p_i) if i = j"]),
    ("relu(z) = max(0,z)", ["relu(z) = max(0,z)"]),
    ("if all z2 ≤ 0, then ∂J/∂W2 = 0", ["∂J/∂W2 = 0 if all z2 ≤ 0"]),
    ("p'(z) = p(1 - p) only for i = j", ["p'(z) = p(1 - p) only for i = j"]),
    ("f'(z) = 1 for z > 0 and 0.01 for z ≤ 0", ["f'(z) = 1 for z > 0 and 0.01 for z ≤ 0"]),
    ("f(z) = z if z > 0 and f'(z) = 1", ["f(z) = z if z > 0", "f'(z) = 1"]),
    ("When z > 0 we have relu(z) = z", ["relu(z) = z when z > 0"]),
    ("If a1 = σ(z1), then a = b", ["a1 = σ(z1)", "a = b"]),
    # Several on a line.
    ("∂J/∂W2 = δ2 a1, ∂J/∂b2 = δ2", ["∂J/∂W2 = δ2 a1", "∂J/∂b2 = δ2"]),
    ("∂J/∂W2 = δ2 a1; ∂J/∂b2 = δ2", ["∂J/∂W2 = δ2 a1", "∂J/∂b2 = δ2"]),
    ("∂J/∂W2 = δ2 a1 and ∂J/∂b2 = δ2", ["∂J/∂W2 = δ2 a1", "∂J/∂b2 = δ2"]),
    (r"\delta = a \quad w = b \qquad c = d", [r"\delta = a", "w = b", "c = d"]),
    ("z = W x + b     a = σ(z)", ["z = W x + b", "a = σ(z)"]),
    ("dL/da = 2(a - y) ⇒ dL/dz = 2(a - y) a(1 - a)",
     ["dL/da = 2(a - y)", "dL/dz = 2(a - y) a(1 - a)"]),
    ("np.dot(a, b) = c", ["np.dot(a, b) = c"]),
    # Chains stay one line where they are one.
    ("δ1 = ∂L/∂z1 = W2 δ2", ["δ1 = ∂L/∂z1 = W2 δ2"]),
    ("δ1 = ∂L/∂z1\n   = ∂L/∂a1 · σ'(z1)", ["δ1 = ∂L/∂z1", "δ1 = ∂L/∂a1 · σ'(z1)"]),
    ("δ1 = ∂L/∂z1 = x\n= y\n= z", ["δ1 = ∂L/∂z1 = x", "δ1 = y", "δ1 = z"]),
    ("∂L/∂z1\n  = ∂L/∂a1 · σ'(z1)\n  = δ1", ["∂L/∂z1 = ∂L/∂a1 · σ'(z1)", "∂L/∂z1 = δ1"]),
    ("a = b\nbecause the two agree\n= c", ["a = b", "a = c"]),
    # Broken lines.
    ("∂J/∂W = x +\n y", ["∂J/∂W = x + y"]),
    ("∂J/∂W = x\n + y", ["∂J/∂W = x + y"]),
    ("∂J/∂W = x\n   - λ W", ["∂J/∂W = x - λ W"]),
    ("∂J/∂W =\n x y", ["∂J/∂W = x y"]),
    ("dW = np.dot(a,\n       b)", ["dW = np.dot(a, b)"]),
    ("dW = np.sum(a,\n       axis=0)", ["dW = np.sum(a, axis=0)"]),
    # A bracket that is forgotten spoils its own line alone.
    ("∂J/∂ŷ = (y - ŷ\n∂J/∂W2 = a1", ["∂J/∂ŷ = (y - ŷ", "∂J/∂W2 = a1"]),
    # Bullets.
    ("- ∂J/∂ŷ = y\n- ∂J/∂z = x", ["∂J/∂ŷ = y", "∂J/∂z = x"]),
    ("* ∂J/∂ŷ = y\n• ∂J/∂z = x\n+ a = b", ["∂J/∂ŷ = y", "∂J/∂z = x", "a = b"]),
    ("-∂J/∂ŷ = y\n-∂J/∂z = x", ["∂J/∂ŷ = y", "∂J/∂z = x"]),
    ("– ∂J/∂ŷ = y", ["∂J/∂ŷ = y"]),
    ("-(y - ŷ) = e", ["-(y - ŷ) = e"]),
    ("- [x] ∂J/∂ŷ = y", ["∂J/∂ŷ = y"]),
    ("1. first:\n   - ∂J/∂ŷ = y", ["∂J/∂ŷ = y"]),
    # Prose.
    ("The gradient flows backwards.", []),
    ("n is the number of samples", []),
    ("x → z1 → a1 → ŷ → J", []),
    ("", []),
    ("see https://example.org/?a=b for more", []),
    # Markdown.
    ("**∂J/∂ŷ = y**", ["∂J/∂ŷ = y"]),
    ("> ∂J/∂ŷ = y", ["∂J/∂ŷ = y"]),
    ("`dW2 = a1.T @ d2`", ["dW2 = a1.T @ d2"]),
    ("The error is $\\delta = a - y$ and $w = x$.", ["\\delta = a - y", "w = x"]),
    ("so $\\delta$ = $a - y$", ["\\delta = a - y"]),
    ("By the chain rule ($a = b$) we get \\(c = d\\).", ["a = b", "c = d"]),
    ("W<sub>2</sub> = x<sup>T</sup> y", ["W_{2} = x^{T} y"]),
    ("| step | formula |\n|---|---|\n| 1 | $a = b$ |\n| 2 | $c = d$ |", ["a = b", "c = d"]),
    ("so $$a = b$$ and $$c = d$$", ["a = b", "c = d"]),
    ("$$\na = b\n$$\n\n\\[ c = d \\]", ["a = b", "c = d"]),
    ("[\n\\frac{a}{b} = c\n]\n\n( \\delta = e )", ["\\frac{a}{b} = c", "\\delta = e"]),
    ("$$\n\\delta_2 = a_2 - y\n\\delta_1 = W_2 \\delta_2\n$$",
     ["\\delta_2 = a_2 - y", "\\delta_1 = W_2 \\delta_2"]),
    ("$$ a = b \\tag{2} $$", ["a = b"]),
    ("$$ \\left. a \\right|_0 = \\left\\{ b \\right. $$.",
     ["\\left. a \\right|_0 = \\left\\{ b \\right."]),
    ("$$ a = b && \\text{(3)} $$", ["a = b"]),
    ("∂J/∂b2 = Σ over the samples of δ2     added to each", ["∂J/∂b2 = Σ over the samples of δ2"]),
    ("∂J/∂b2 = sum over all samples of δ2", ["∂J/∂b2 = sum over all samples of δ2"]),
    ("ŷ = sigmoid(z2) (4, 7, 8)", ["ŷ = sigmoid(z2)"]),
    ("$$\\boxed{a = \\frac{b}{c}}$$", ["a = \\frac{b}{c}"]),
    ("$$a = \\left( b c \\right) \\\\ \\odot d$$", ["a = \\left( b c \\right) \\odot d"]),
    ("$$\\begin{aligned} a &= b \\\\ &= c \\end{aligned}$$", ["a = b", "a = c"]),
    ("\\begin{align} a &= b \\\\[4pt] c &= d \\end{align}", ["a = b", "c = d"]),
    ("$$ a = \\begin{cases} 1 & z > 0 \\\\ 0 & \\text{else} \\end{cases} $$",
     ["a = \\begin{cases} 1 & z > 0 \\\\ 0 & \\text{else} \\end{cases}"]),
    ("$$ a = b \\quad \\text{(chain rule)} $$", ["a = b"]),
    ("```\nδ2 = ŷ - y   (output)\nδ1 = W2 δ2\n```", ["δ2 = ŷ - y", "δ1 = W2 δ2"]),
    ("```math\na &= b \\\\ &= c\n```", ["a = b", "a = c"]),
    ("---\ntitle: a = b\n---\nc = d", ["c = d"]),
    ("<!-- a = b -->\nc = d", ["c = d"]),
    ("a **= b", []),
]  # fmt: skip


@pytest.mark.parametrize(("document", "expected"), CLAIMS)
def test_each_formula_comes_out_as_it_was_typed(document, expected):
    assert texts(document) == expected


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("let p = σ(z)", [("p = σ(z)", LET)]),
        ("Let $p = σ(z)$ and $e = y - p$.", [("p = σ(z)", LET), ("e = y - p", LET)]),
        ("∂J/∂W = δ x, where δ = ŷ - y", [("∂J/∂W = δ x", CLAIM), ("δ = ŷ - y", LET)]),
        ("We define\n\n$$p = σ(z)$$\n\nso\n\n$$q = 1$$", [("p = σ(z)", LET), ("q = 1", CLAIM)]),
        ("δ2 := ∂J/∂z2", [("δ2 := ∂J/∂z2", LET)]),
        ("with a1 = σ(z1)", [("a1 = σ(z1)", LET)]),
        ("with respect to W: a = b", [("a = b", CLAIM)]),
        ("since a1 = σ(z1)", [("a1 = σ(z1)", CLAIM)]),
        ("where n = number of samples", [("n = number of samples", NOTE)]),
        ("n = number of samples, m = n", [("n = number of samples", NOTE), ("m = n", CLAIM)]),
        ("Use a batch size = 32.", [("Use a batch size = 32", NOTE)]),
        ("L = loss", [("L = loss", NOTE)]),
        (r"where $n = \text{number of samples}$", [(r"n = \text{number of samples}", NOTE)]),
        ("W2 -= lr * dW2", [("W2 -= lr * dW2", NOTE)]),
        ("W2 ← W2 - η ∂J/∂W2", [("W2 ← W2 - η ∂J/∂W2", LET)]),
    ],
)
def test_what_is_defined_is_told_from_what_is_claimed(document, expected):
    assert kinds(document) == expected


@pytest.mark.parametrize(
    ("document", "labels"),
    [
        ("6. a = b", [6]),
        ("Step 3: a = b", [3]),
        ("**Step 3:** a = b", [3]),
        ("(4) a = b", [4]),
        ("2) a = b", [2]),
        ("a = b      (4)", [4]),
        ("$$ a = b \\tag{7} $$", [7]),
        ("### Step 4 — hidden layer\n\n$$a = b$$\n\n$$c = d$$\n## End\n$$e = f$$", [4, 4, None]),
        ("3. Then\n\n   a = b\n\nc = d", [3, None]),
        ("(1) a = b; (2) c = d\n= e", [1, 2, 2]),
        ("6. a = b\n  = c\n  = d", [6, 6, 6]),
        ("1. Output layer\n   a = b\n2. Hidden layer\n   c = d", [1, 2]),
        ("  1  a = b     why\n 12  c = d", [1, 12]),
        ("$$ a &= b && \\text{(3)} $$", [3]),
        ("1.5 a = b", [None]),
        ("2 a = b", [None]),
    ],
)
def test_the_authors_own_number_is_kept(document, labels):
    assert [line.label for line in lines_of(document)] == labels


@pytest.mark.parametrize(
    ("document", "remark"),
    [
        ("a = b (chain rule)", "(chain rule)"),
        ("a = b  # by definition", "by definition"),
        ("a = b   ← from step 2", "from step 2"),
        ("a = b by definition", "by definition"),
        (r"$$a = b \qquad \text{(chain rule)}$$", "(chain rule)"),
        (r"$$a = b \tag{BP1}$$", "BP1"),
        ("a = b   (BP1)", "(BP1)"),
        ("a = b ≈ 0.25", "≈ 0.25"),
        ("a = b, so", ""),
    ],
)
def test_a_remark_is_cut_off_and_kept(document, remark):
    (line,) = lines_of(document)
    assert (line.text, line.remark) == ("a = b", remark)


LATEX = r"""\documentclass{article}
\usepackage{amsmath} % a = b
\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}
\DeclareMathOperator{\ReLU}{ReLU}
\begin{document}
\section{Step 2: the cost}
Throughout, let $p = \sigma(z)$, % c = d
where $n$ is the number of samples.
\begin{align*}
  \pd{J}{z} &= \pd{J}{p}
     \pd{p}{z} \nonumber \\
  &= p - y \label{eq:a}
\end{align*}
\begin{multline}
 a = b \\ + c
\end{multline}
\begin{eqnarray}
 r &=& \ReLU(z), \\ s &=& t
\end{eqnarray}
Unlike x = y, the display \[ u = v \] counts.
\begin{verbatim}
dW = x @ d
\end{verbatim}
\end{document}
e = f
"""


def test_a_latex_document_is_read_whole():
    lines = lines_of(LATEX, "notes.tex")
    pairs = ("Jz", "Jp", "pz")
    left, first, second = (rf"\frac{{\partial {of}}}{{\partial {by}}}" for of, by in pairs)
    assert [(line.text, line.number, line.label) for line in lines] == [
        (r"p = \sigma(z)", 7, 2),
        (f"{left} = {first} {second}", 10, 2),
        (f"{left} = p - y", 12, 2),
        ("a = b + c", 15, 2),
        (r"r = \operatorname{ReLU}(z)", 18, 2),
        ("s = t", 18, 2),
        ("u = v", 20, 2),
        ("dW = x @ d", 22, 2),
    ]  # fmt: skip


CODE = '''Here is the code:

```python
import numpy as np
def backward(X, Y, cache):
    """dW = nothing"""
    n = X.shape[0]
    W1 = np.random.randn(2, 3)
    dZ2 = A2 - Y  # (n, 1)
    dW2 = np.dot(A1.T,
                 dZ2) / n
    dW2 += reg * W2
    dA1[Z1 <= 0] = 0
    grads = {"dW2": dW2}
    if n == 3:
        return dW2
```
'''


def test_code_is_read_for_its_assignments():
    lines = [line for line in lines_of(CODE) if line.kind == CLAIM]
    expected = [("dZ2 = A2 - Y", 9), ("dW2 = np.dot(A1.T, dZ2) / n", 10)]
    assert [(line.text, line.number) for line in lines] == expected
    assert texts("import numpy as np\nd2 = a2 - y\n", "mine.py") == ["d2 = a2 - y"]


NOTEBOOK = """{"cells": [
 {"cell_type": "markdown", "source": ["# Title\\n", "\\n", "$$a = b$$\\n"]},
 {"cell_type": "code", "source": ["c = d"]},
 {"cell_type": "markdown", "source": "so $e = f$"}
], "nbformat": 4}"""


def test_the_markdown_cells_of_a_notebook_are_read():
    lines = lines_of(NOTEBOOK, "mine.ipynb")
    expected = [("a = b", "cell 1, line 3"), ("e = f", "cell 3, line 1")]
    assert [(line.text, line.place) for line in lines] == expected


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"cells": 3}', '{"cells": [', "[" * 100_000, "nothing", "1" * 9000]
)
def test_a_damaged_notebook_is_told_in_one_sentence(text):
    (line,) = lines_of(text, "mine.ipynb")
    assert line.kind == UNREADABLE
    assert line.remark.startswith("This notebook is damaged")
    assert line.remark.endswith(".")


def test_strange_cells_of_a_notebook_are_passed_over():
    cells = '{"cells": [1, null, {}, {"cell_type": "markdown", "source": [1, "a = b", null]}]}'
    assert texts(cells, "mine.ipynb") == ["a = b"]


@pytest.mark.parametrize(
    "data",
    [
        "∂J/∂ŷ = y\r\na = b".encode(),
        "\ufeff∂J/∂ŷ = y\ra = b".encode(),
        "∂J/∂ŷ = y\n\x0ca = b\x00".encode(),
        "∂J/∂ŷ = y\na = b".encode("utf-16"),
        "∂J/∂ŷ = \u200by\n\u202ea = b".encode(),
    ],
)
def test_bytes_of_any_kind_are_read(data):
    assert texts(decoded(data)) == ["∂J/∂ŷ = y", "a = b"]


def test_bytes_that_are_no_utf8_are_read_all_the_same():
    assert texts(decoded("a = ½ b²".encode("cp1252"))) == ["a = ½ b²"]
    decoded(bytes(range(256)))


def test_limits_are_told():
    (line,) = lines_of("a" * (MOST_CHARACTERS + 1))
    assert line.kind == UNREADABLE
    lines = lines_of("a = b\n" * (MOST_LINES + 5))
    assert len(lines) == MOST_LINES + 1
    assert (lines[-1].kind, lines[-2].kind) == (UNREADABLE, CLAIM)
    assert f"{MOST_LINES:,}" in lines[-1].remark


def test_reading_a_document_imports_neither_numpy_nor_sympy():
    code = (
        "import sys, derivations; derivations.lines_of('a = b');"
        "print(sorted({'numpy', 'sympy'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("form", [str, Derivation.latex])
def test_what_derive_prints_is_read_whole_with_its_numbers(form):
    derivation = derive([2, 3, 1], ["tanh", "sigmoid"], "mse")
    first_of = {}
    for line in lines_of(form(derivation)):
        first_of.setdefault(line.label, line)
    assert list(first_of) == [step.number for step in derivation.steps]
    assert all(line.text.count("=") == 1 for line in first_of.values())
    assert first_of[11].text.endswith(("Σ δ2", r"\sum \delta_{2}"))
