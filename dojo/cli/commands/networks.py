"""Networks given in words, as the commands about derivatives take them."""

import argparse
from collections.abc import Callable
from typing import Any, TypeVar

import derivations
from dojo.errors import UsageError

T = TypeVar("T")
MOST_LAYERS, MOST_UNITS = 64, 100_000


def add_network(parser: argparse.ArgumentParser) -> None:
    """Add the options that describe a network's activations and its cost."""
    parser.add_argument("--hidden", metavar="NAMES", help="the activation of the hidden layers")
    parser.add_argument("--output", metavar="NAME", help="the activation of the last layer")
    parser.add_argument(
        "--cost", metavar="NAME", help="mse, half_mse, binary_cross_entropy, cross_entropy"
    )


def add_layout(parser: argparse.ArgumentParser) -> None:
    """Add the option that says how samples are arranged in a matrix."""
    parser.add_argument(
        "--layout",
        choices=("rows", "columns"),
        help="rows: z = xW + b; columns: z = Wx + b (Nielsen, Ng); default: both",
    )


def checked(check: Callable[..., T], *arguments: Any) -> T:
    """Call a check; a network that is not known is the fault of the options."""
    try:
        return check(*arguments)
    except (ValueError, TypeError) as error:
        raise UsageError(str(error)) from None


def widths(layout: str) -> list[int]:
    """Read a layout: the number of inputs, then of each layer's units.

    >>> widths("2-3-1")
    [2, 3, 1]
    """
    parts = layout.split("-")
    if len(parts) < 2 or not all(part.isascii() and part.isdigit() for part in parts):
        raise UsageError(f"{layout!r} is not a layout; write inputs-units-…-outputs, such as 2-3-1")
    sizes = [int(part[:9]) for part in parts]
    if min(sizes) < 1 or max(sizes) > MOST_UNITS or len(sizes) > MOST_LAYERS + 1:
        raise UsageError(
            f"{layout!r}: a layout has 1 to {MOST_LAYERS} layers of 1 to {MOST_UNITS:,} units"
        )
    return sizes


def activations(options: argparse.Namespace, layers: int) -> list[str]:
    """Return one activation a layer; `--hidden tanh,relu` names them one by one."""
    output = options.output or "sigmoid"
    hidden = options.hidden.split(",") if options.hidden else ["sigmoid"] * (layers - 1)
    if len(hidden) == 1 and layers > 2:
        hidden *= layers - 1
    if len(hidden) != layers - 1:
        raise UsageError(
            f"--hidden names {len(hidden)}, but the number of hidden layers is {layers - 1}"
        )
    return [*hidden, output]


def derived(layout: str, options: argparse.Namespace) -> "derivations.Derivation":
    """Derive the network, or say what is wrong with its description."""
    sizes = widths(layout)
    names = activations(options, len(sizes) - 1)
    try:
        return derivations.derive(sizes, names, options.cost or "mse")
    except (ValueError, TypeError) as error:
        raise UsageError(str(error)) from None
