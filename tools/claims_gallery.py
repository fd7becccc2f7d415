"""Wrong claims and the diagnosis that each gets: `python -m tools.claims_gallery > FILE`.

The table in `derivations/DIAGNOSES.md` is made by this command; the tests check every row again.
"""

from typing import NamedTuple

from derivations.claims.check_claim import check_claim

THREE = (("tanh", "relu", "sigmoid"), "mse")
CROSS = (("relu", "sigmoid"), "binary_cross_entropy")


class Row(NamedTuple):
    """A wrong claim about a quantity, the code it must get, and the network (None: the notes')."""

    quantity: str
    claim: str
    code: str
    given: tuple | None = None


WRONG_CLAIMS = (
    Row("∂J/∂ŷ", "(y - ŷ)", "constant-factor"),
    Row("∂J/∂ŷ", "(2/n)(y - ŷ)", "sign"),
    Row("∂J/∂ŷ", "-2(y - ŷ)", "not-averaged"),
    Row("∂J/∂ŷ", "-(1/n)(y - ŷ)", "constant-factor"),
    Row("∂J/∂ŷ", "-(2/n)(y + ŷ)", "sign-inside"),
    Row("∂J/∂ŷ", "(1/n)(y - ŷ)^2", "value-for-slope"),
    Row("∂J/∂ŷ", "-(2/n)(y - ŷ)^2", "factor-squared"),
    Row("∂J/∂ŷ", "(1/n)(ŷ - y)/(ŷ(1 - ŷ))", "other-cost"),
    Row("∂J/∂ŷ", "-(2/n) Σ (y - ŷ)", "sum-too-many"),
    Row("σ'(z)", "σ(z)", "value-for-slope"),
    Row("σ'(z)", "e^{-z}/(1 + e^{-z})", "slope-incomplete"),
    Row("σ'(z)", "-e^{-z}/(1 + e^{-z})^2", "sign"),
    Row("σ'(z)", "σ(z)(1 + σ(z))", "mistake-in-slope"),
    Row("σ'(z)", "1 - σ(z)^2", ""),
    Row("tanh'(z)", "1 - tanh(z)", "mistake-in-slope"),
    Row("tanh'(z)", "1 - z^2", "sum-for-output"),
    Row("swish'(z)", "σ(z) + σ'(z)", "mistake-in-slope"),
    Row("swish'(z)", "σ(z) + z·σ(z)", "mistake-in-slope"),
    Row("∂z1/∂bh", "bh", ""),
    Row("∂z2/∂by", "0", ""),
    Row("ŷ", "σ(z1)", "wrong-argument"),
    Row("ŷ", "σ'(z2)", "slope-for-value"),
    Row("z2", "a1 Why", "term-missing"),
    Row("z2", "x Why + by", "wrong-factor"),
    Row("z2", "a1 Why - by", "sign-inside"),
    Row("∂z2/∂Why", "z1", "sum-for-output"),
    Row("∂z2/∂Why", "Why", "wrong-factor"),
    Row("∂ŷ/∂z2", "ŷ", "value-for-slope"),
    Row("∂ŷ/∂z2", "1 - ŷ", "slope-incomplete"),
    Row("∂ŷ/∂z2", "σ'(ŷ)", "slope-at-output"),
    Row("∂J/∂Why", "(y - ŷ)·σ'(z2)·a1", "constant-factor"),
    Row("∂J/∂Why", "-(2/n)(y - ŷ)·a1", "factor-missing"),
    Row("∂J/∂Why", "-(2/n)(y - ŷ)·σ(z2)·a1", "value-for-slope"),
    Row("∂J/∂Why", "-(2/n)(y - ŷ)·σ'(z2)·z1", "sum-for-output"),
    Row("∂J/∂Why", "-(2/n)(y - ŷ)·σ'(z2)·x", "wrong-factor"),
    Row("∂J/∂Why", "-(2/n)(y - ŷ)·σ'(z2)", "factor-missing"),
    Row("∂J/∂Why", "-(2/n)(y - ŷ)·σ'(z2)^2·a1", "factor-squared"),
    Row("∂J/∂Why", "-(2/n)(y - ŷ)·tanh'(z2)·a1", "other-activation"),
    Row("∂J/∂Why", "(2/n)(y + ŷ)·σ'(z2)·a1", "sign-inside"),
    Row("∂J/∂Why", "x + y", ""),
    Row("∂J/∂Wxh", "(y - ŷ)·σ'(z2)·Why·σ'(z1)·x", "constant-factor"),
    Row("∂J/∂Wxh", "-(2/n)(y - ŷ)·σ'(z2)·σ'(z1)·x", "factor-missing"),
    Row("∂J/∂Wxh", "-(2/n)(y - ŷ)·Why·x", "factor-missing"),
    Row("∂J/∂Wxh", "-(2/n)(y - ŷ)·x", "factor-missing"),
    Row("∂J/∂Wxh", "-(2/n)(y - ŷ)·σ'(z2)·Why·σ'(a1)·x", "slope-at-output"),
    Row("∂J/∂Wxh", "-(2/n)(y - ŷ)·σ'(z2)·Wxh·σ'(z1)·x", "wrong-factor"),
    Row("∂J/∂Wxh", "-(2/n)(y - ŷ)·σ(z2)·Why·σ(z1)·x", "value-for-slope"),
    Row("∂J/∂Wxh", "7.3 x^3 y a1/bh", ""),
    Row("∂J/∂W1", "-(2/n)(y - ŷ) σ'(z3) W3 W2 tanh'(z1) x", "factor-missing", THREE),
    Row("∂J/∂W1", "-(2/n)(y - ŷ) σ'(z3) W3 relu(z2) W2 tanh(z1) x", "value-for-slope", THREE),
    Row("∂J/∂W1", "-(2/n)(y - ŷ) σ'(z3) W3 relu'(z2) W2 tanh'(a1) x", "slope-at-output", THREE),
    Row("∂J/∂W2", "(1/n)(ŷ - y) σ'(z2) a1", "factor-squared", CROSS),
    Row("∂J/∂W2", "(1/n)(y - ŷ) a1", "sign", CROSS),
    Row("∂J/∂z2", "ŷ - y", "not-averaged", CROSS),
    Row("∂J/∂ŷ", "(ŷ - y)/n", "cancelled", CROSS),
    Row("∂J/∂b3", "δ3·b3", "factor-too-many", THREE),
    Row("∂J/∂b3", "1", "factor-missing", THREE),
    Row("∂J/∂W2", "a1", "factor-missing", THREE),
)


def table(rows=WRONG_CLAIMS):
    """Return the table of wrong claims as lines of Markdown, checked now."""
    lines = [
        "# Wrong claims, and what is said about each",
        "",
        "Made by `python -m tools.claims_gallery`. W1, W2, … are those of the network in brackets;",
        "all the rest is about the notes' network.",
        "",
        "| quantity | claim | off by | code | what is said |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        verdict = check_claim(row.claim, row.quantity, row.given)
        network = f" ({', '.join(row.given[0])}; {row.given[1]})" if row.given else ""
        cells = (
            row.quantity + network.replace("_", " "),
            f"`{row.claim}`",
            verdict.factor,
            verdict.code and f"`{verdict.code}`",
            verdict.message,
        )
        lines.append("| " + " | ".join(cells) + " |")
    return lines


if __name__ == "__main__":
    print("\n".join(table()))
