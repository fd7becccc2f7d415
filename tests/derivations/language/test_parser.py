"""The parser reads a student's formula; other text gets a sentence, at once, and is never run."""

import time

import pytest
from inline_snapshot import snapshot

from derivations import check_claim, check_derivation
from derivations.language.parser import read
from derivations.language.tokens import UnreadableError
from derivations.language.tree import show
from derivations.networks.scalar_network import ScalarNetwork

NOTES = ScalarNetwork()

SAME = {
    "-(2/n)(y - ŷ)": [
        "-2/n*(y-yhat)", "−(2/n)·(y − ŷ)", "-2/n (y - y_hat)", r"-\frac{2}{n}(y - \hat{y})",
        r"-\frac{2}{n}\left(y_i - \hat{y}_i\right)", r"-\frac {2} {n} (y-\hat y)",
        "- 2 / n × (y − ŷ)", "-(2/N)(y - y\u0302)", r"$-\dfrac{2}{n}\,(y-\widehat{y})$",
        "-2 n^{-1} (y_i - ŷ_i)", "-2n⁻¹(yᵢ − ŷᵢ)", "2/n*(yhat-y)", "[2/n](ŷ-y)",
    ],
    "∂J/∂ŷ * ŷ(1-ŷ) a1": [
        "dJ/dyhat * dyhat/dz2 * dz2/dWhy", r"\frac{\partial J}{\partial \hat{y}} \sigma'(z_2) a_1",
        r"\frac{\delta J}{\delta\hat y} * \sigma^{\prime}(z_2) \cdot a_{1}", "δ2 a1", "delta_2·a_1",
        "(∂J)/(∂ŷ) · σ′(z₂) · a₁", "δJ/δŷ . sigma'(z2) . a1^T", "∂J/∂z2 ⊙ a1", "a1Why∂J/∂z2/Why",
        "dJ/dby sigmoid(z1)",
    ],
    "e^{-z2}/(1+e^{-z2})^2 (-2/n)(y-ŷ)a1": [
        r"\frac{e^{-z_2}}{(1 + e^{-z_2})^2} \cdot \frac{-2}{n} (y - \hat{y}) \space.\space a_1",
        "exp(-z2)/(1+exp(-z2))**2*(-2/n)*(y-yhat)*a1", "e^-z2/(1+e^(-z2))² · (−2/n)(y−ŷ)a₁",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"), [(one, other) for one, others in SAME.items() for other in others]
)
def test_all_spellings_mean_the_same(one, other):
    quantity = "∂J/∂ŷ" if one.startswith("-(2") else "∂J/∂Why"
    assert check_claim(one, quantity).right
    assert check_claim(other, quantity).right, check_claim(other, quantity)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", snapshot("The formula is empty.")),
        ("   ", snapshot("The formula is empty.")),
        ("yhta", snapshot("The name 'yhta' is unknown; did you mean yhat?")),
        ("sgima(z)", snapshot("The name 'sgima' is unknown; did you mean sigma?")),
        (
            "W_hq a1",
            snapshot("The name 'W_hq' is not a quantity of this network; did you mean Wxh?"),
        ),
        ("2/n (y - ŷ", snapshot("The formula is incomplete: ')' is missing.")),
        ("(y - ŷ))", snapshot("')' is not expected at place 8.")),
        ("y -", snapshot("The formula is incomplete.")),
        ("* y", snapshot("Expected a number, a name or a bracket instead of '*'.")),
        ("1/2n", snapshot("/2n has two meanings; write /(2n) or /2·n.")),
        ("a1 2", snapshot("A sign is missing between '1' and '2'.")),
        ("σ'", snapshot("σ′ of what? Write σ′(z), with brackets.")),
        ("σ z2", snapshot("σ of what? Write σ(z), with brackets.")),
        ("y'", snapshot("y′ is the slope of what? Write f′(z).")),
        ("9**9**9", snapshot("A power of a power is not supported.")),
        ("1/0", snapshot("This divides by zero.")),
        ("y/(2 - 2)", snapshot("This divides by 2 - 2, which is 0.")),
        ("y/(ŷ - ŷ)", snapshot("This divides by ŷ - ŷ, which is 0.")),
        ("y/(a1 - σ(z1))", snapshot("This divides by a1 - σ(z1), which is 0.")),
        ("1/(y-y)^2", snapshot("This divides by (y - y)^2, which is 0.")),
        ("1234567890" * 3, snapshot("The number 12345678… has too many digits.")),
        ("y" * 1001, snapshot("1001 characters are too many; the limit is 1000.")),
        (
            "(" * 100 + "y" + ")" * 100,
            snapshot("At most 40 brackets inside each other are supported."),
        ),
        ("-" * 90 + "y!", snapshot("'!' is not expected at place 92.")),
        ("y+" * 300 + "y", snapshot("601 signs and names are too many; 500 is the limit.")),
        ("y ? ŷ : 0", snapshot("'?' (question mark) at place 3 has no meaning in a formula.")),
        ("y;ŷ", snapshot("';' is not expected at place 2.")),
        ("y = ŷ = n", snapshot("A claim must not contain two equals signs.")),
        ("∂J/∂Why = y", snapshot("The claim is about another quantity than ∂J/∂ŷ.")),
        ("∂J/∂ŷ", snapshot("This defines ∂J/∂ŷ by itself.")),
        ("∂J/∂(y ŷ)", snapshot("The denominator of a derivative must be a name.")),
        ("∂J", snapshot("dJ by what? Write dJ/dz, or ∂J/∂z.")),
        ("dJ/ŷ", snapshot("dJ by what? Write dJ/dz, or ∂J/∂z.")),
        ("σ'''''(z2)", snapshot("Sigmoid with 5 primes is not supported.")),
        (r"\sqrrt{y}", snapshot("The LaTeX command \\sqrrt has no meaning here.")),
        ("log(-1)", snapshot("The formula has no value at most sample points.")),
    ],
)
def test_what_cannot_be_read_says_why(text, sentence):
    verdict = check_claim(text, "∂J/∂ŷ")
    assert verdict.status == "cannot read", verdict
    assert verdict.message == sentence, verdict.message
    assert verdict.message.endswith((".", "?"))


HOSTILE = [
    "__import__('os').system('true')", "().__class__.__bases__[0].__subclasses__()", "eval('1')",
    "exec('1')", "open('/etc/passwd').read()", "lambda: 0", "[x for x in (1,)]", "os.system",
    "y.real", "y.__class__", "getattr(y, 'x')", "globals()", "breakpoint()", "exit()",
    "{}.__len__", "f'{y}'", "y if y else n", "y := n", "y; import os", "import os", "#comment",
    "'''", '"""', "\\", "\x00", "\x1b[2J", "\u202ey", "\ud800", "９**９**９", "9**9**9**9",
    "10**10**10", "((9^9)^9)^9", "2^(9^9)", "e^(9^9^9)", "exp(exp(exp(exp(999))))", "e^e^e^z",
    "1" * 900, "(" * 900, ")" * 900, "^" * 900, "-" * 999 + "y", "σ(" * 100 + "z" + ")" * 100,
    "((y+ŷ)^12)^5", "(y+ŷ+x+n+z1+z2)^12", "(y+ŷ+x+n)^12(a1+z1+z2+Why)^12",
    "(x+y)^12/(z1+z2)^12+(x-y)^12/(z1-z2)^12", "1/(1/(1/(1/(y-y))))", "y/0", "0/0", "0^-1",
    "(y-y)^-1", "∂∂∂", "d d d", "∂J/∂", "∂/∂J", "Σ", "ΣΣΣ", "\\frac", "\\frac{}{}", "\\frac{1}",
    "\\frac{1}{0}", "\\input{/etc/passwd}", "\\write18{true}", "\\begin{x}", "$$$$", "&&&&",
    "%n", "{y}", "{{{{", "}}}}", "y[0]", "y@n", "y|n", "y!", "∫y", "√y", "∞", "nan", "inf",
    "1e999", "1e400*y", "0x10", "1_000", "1j", "y*j", "True", "None", "π", "名前", "ÿ", "a" * 1000,
    "W" * 60, "Why" * 300, "ŷ" * 999, "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy", "ln(0)",
    "ln(ln(ln(ln(y))))", "exp(1000 n)", "exp(-1000 n)", "tanh(tanh(tanh(tanh(z1))))", "𝓎", "ⅷ",
    "½½½", "²", "y²²", "y^^2", "y^(", "y^{", "e^", "e", "T", "y^T^T", "'", "''''", "σ'''''(z)",
    "_", "___", "y__class__", "sum", "sum_{i=1}^{n}", "\\sum_{i=1}^{\\infty} y", "=", "==",
    "y==y", "=y", "y=", "<y>", "y<n",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_gets_anywhere(text):
    check_claim("y", "∂J/∂ŷ")
    for claim, quantity in ((text, "∂J/∂ŷ"), ("y", text)):
        began = time.perf_counter()
        verdict = check_claim(claim, quantity)
        assert time.perf_counter() - began < 0.5, "0.1 s on a quiet machine"
        assert verdict.status in ("cannot read", "wrong", "proved", "equal numerically")
        assert verdict.message
    assert len(check_derivation([text, f"∂J/∂ŷ = {text}", f"{text} = y"])) >= 1


@pytest.mark.parametrize("claim", [None, 3, b"y", ["y"], {"y": 1}, object()])
def test_what_is_no_text_is_said_to_be_none(claim):
    assert check_claim(claim, "∂J/∂ŷ").status == "cannot read"
    assert check_claim("y", claim).status == "cannot read"
    assert check_derivation([claim])[0].status == "cannot read"


READING = ("language", "notation", "documents", "claims")


def test_no_code_that_runs_text_is_within_reach_of_the_reader():
    import ast
    from pathlib import Path

    house = Path(__file__).parents[3] / "derivations"
    rooms = [name for room in READING for name in (house / room).glob("*.py")]
    assert len(rooms) > 40
    for name in (*rooms, house / "networks" / "scalar_network.py"):
        tree = ast.parse(name.read_text())
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        called = {node.id for node in calls if isinstance(node, ast.Name)}
        called |= {node.attr for node in calls if isinstance(node, ast.Attribute)}
        assert not called & {"eval", "exec", "sympify", "parse_expr", "simplify", "equals"}, name


def test_reading_and_showing_come_back_to_the_same_formula():
    for text in ("-(2/n)*(y - ŷ)*a1", "x^2/(y*n)", "-x^3 + y/n - (x + y)*n", "σ'(z1 + x)^2/(1 - y)",
                 "∂J/∂ŷ*x - e^(-z)", "((x/y)/n)*(x/(y/n))", "2.5*x - 0.125"):  # fmt: skip
        node = NOTES.read(text)
        assert show(NOTES.read(show(node).replace("exp", "e^"))) == show(node)


def test_a_vocabulary_bounds_what_can_be_said():
    with pytest.raises(UnreadableError, match="unknown"):
        read("x + y", {"x": "x"})
