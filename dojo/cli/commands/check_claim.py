"""The command `dojo check-claim`: whether a derivative is right, and if not, why not."""

import argparse

import derivations
from dojo.cli.commands import networks
from dojo.cli.prompts import say, typed
from dojo.errors import UsageError

EXAMPLE = """\
example:
  dojo check-claim "∂J/∂ŷ = -(2/n)(y - ŷ)"
  dojo check-claim "dJ/dWxh = 2/n*(yhat-y)*sigma'(z2)*Why*sigma'(z1)*x"
  dojo check-claim --hidden tanh,relu --output sigmoid "∂J/∂W3 = 2/n*(ŷ - y)*σ'(z3)*a2"

Without options the claim is about the course's network: x, Wxh, bh, z1, a1, Why, by, z2, ŷ, y, n,
all sigmoids, J = 1/n Σ(y − ŷ)². With options, layers are numbered: W1, b1, z1, a1, W2, …

exit code: 0 right, 1 wrong, 2 the claim cannot be read
"""
MARKS = {"proved": "✓", "equal numerically": "✓", "wrong": "✗", "cannot read": "?"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the claim, and the network it is about."""
    parser.add_argument("claim", type=typed, help="quantity = formula")
    networks.add_network(parser)


def given(options: argparse.Namespace) -> tuple[tuple[str, ...], str] | None:
    """Return the network that the options describe; None for the course's."""
    if not (options.hidden or options.output or options.cost):
        return None
    hidden = options.hidden.split(",") if options.hidden else []
    return (*hidden, options.output or "sigmoid"), options.cost or "mse"


def run(options: argparse.Namespace) -> int:
    """Print the verdict, and how far it goes."""
    quantity, equals, claim = (part.strip() for part in options.claim.partition("="))
    if not equals:
        raise UsageError("write the claim as an equation, such as ∂J/∂ŷ = -(2/n)(y - ŷ)")
    try:
        verdict = derivations.check_claim(claim, quantity, given(options))
    except (ValueError, TypeError) as error:
        raise UsageError(str(error)) from None
    say(f"{MARKS.get(verdict.status, '→')} {verdict.status}: {quantity} = {claim}")
    say(f"  {verdict.message}")
    if verdict.factor:
        say(f"  off by the factor {verdict.factor}")
    if verdict.right and "W" in claim + quantity:
        say("  Not checked: the order of matrix products, and transposes.")
    if verdict.status == "equal numerically":
        say("  It agrees at every point that was tried; it was not proved.")
    return 0 if verdict.right else 2 if verdict.status == "cannot read" else 1
