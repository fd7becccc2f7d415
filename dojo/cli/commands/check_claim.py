"""The command `dojo check-claim`: whether an equation is right, by which convention, or why not."""

import argparse

import derivations
from dojo.cli.commands import networks
from dojo.cli.prompts import say, typed
from dojo.terminal.screen import fold

EXAMPLE = """\
example:
  dojo check-claim "∂J/∂ŷ = -(2/n)(y - ŷ)"
  dojo check-claim "dJ/dWxh = 2/n*(yhat-y)*sigma'(z2)*Why*sigma'(z1)*x"
  dojo check-claim --hidden tanh,relu --output sigmoid "∂J/∂W3 = 2/n*(ŷ - y)*σ'(z3)*a2"
  dojo check-claim --hidden tanh "δ1 = (δ2 W2ᵀ) ⊙ (1 − A1²)"
  dojo check-claim --layout columns --hidden tanh "dW1 = np.dot(dZ1, X.T)"
  dojo check-claim --where "m = (p + q)/2" --where "v = ((p - m)² + (q - m)²)/2" "∂v/∂p = p - m"

Without options the claim is about the course's network: x, Wxh, bh, z1, a1, Why, by, z2, ŷ, y, n,
all sigmoids, J = 1/n Σ(y − ŷ)². With options, layers are numbered: W1, b1, z1, a1, W2, …

notation (Unicode, ASCII, LaTeX and NumPy; dojo never runs your text):
  layers        z1  z_1  z^{(1)}  z^{[1]}  z^l  a^{l-1}  δ^L  W_{jk}^l
  derivatives   ∂J/∂W2  dJ/dW2  \\frac{\\partial L}{\\partial W}  d/dz σ(z)  ∇_W J  dW2  δ2  ∂²J/∂ŷ²
  outputs       ŷ  yhat  \\hat y  y_pred  p  output        targets  y  t  target  y_true
  costs         J  L  C  E  Loss  MSE                     counts   n  N  m
  functions     σ  tanh  relu  leaky_relu  elu  swish  softmax  softplus  gelu  selu  mish  ln  exp
                σ'(z)  f'(z)  σ' = σ(1 − σ)  tanh²(z)  max(0, z)  1[z > 0]  1 if z > 0 else 0
  sums          Σ  \\sum_{i=1}^n  Σᵢ xᵢ  x^{(i)}  mean(…)  np.sum(…, axis=0)  1ᵀδ
  matrices      Xᵀδ1  X.T @ dZ1  np.dot(W, a)  ⊙  ‖W‖²
  updates       W2 = W2 − η·dW2   W -= lr * dW

exit code: 0 right, also if the cost has another convention, which the reply names; 1 wrong, or
right only in another layout of the samples; 2 the claim cannot be read
"""
MARKS = {
    "proved": "✓",
    "equal numerically": "✓",
    "definition": "·",
    "right by another convention": "≈",
    "wrong": "✗",
    "cannot read": "?",
}
WITH_MATRICES = (
    "Each layer has one unit here, so the order of matrix products and transposes were not checked."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the claim, the network it is about, and how the samples lie."""
    parser.add_argument("claim", type=typed, help="quantity = formula")
    parser.add_argument(
        "--where",
        type=typed,
        action="append",
        metavar="DEFINITION",
        help="name = formula, once for each name: the claim is checked against these alone",
    )
    networks.add_network(parser)
    networks.add_layout(parser)


def given(options: argparse.Namespace) -> tuple[tuple[str, ...], str] | None:
    """Return the network that the options describe; None for the course's."""
    if not (options.hidden or options.output or options.cost):
        return None
    hidden = options.hidden.split(",") if options.hidden else []
    return (*hidden, options.output or "sigmoid"), options.cost or "mse"


def run(options: argparse.Namespace) -> int:
    """Print how the claim was read, the verdict, and how far it goes."""
    if options.where:
        verdict = derivations.check_by_definitions(options.claim, options.where)
    else:
        verdict = networks.checked(
            derivations.check_equation, options.claim, given(options), options.layout or ""
        )
    if verdict.quantity:
        reading = f"   ({verdict.reading})" if verdict.reading else ""
        say(fold(f"{verdict.quantity} = {verdict.claim}{reading}", "    "))
    say(fold(f"{MARKS.get(verdict.status, '→')} {verdict.status}", "  "))
    say(fold(f"  {verdict.message}"))
    if verdict.factor and verdict.status == "wrong":
        say(f"  off by the factor {verdict.factor}")
    if verdict.right and "matrices" not in verdict.reading and "W" in verdict.quantity:
        say(fold(f"  {WITH_MATRICES}"))
    return exit_code(verdict)


def exit_code(verdict: "derivations.ClaimReport") -> int:
    """Return 0 for a right claim, 1 for a wrong one, 2 for one that cannot be read."""
    if verdict.status == "cannot read":
        return 2
    otherwise = verdict.code in ("convention", "entry-by-entry")
    return 0 if verdict.right or otherwise else 1
