"""Mistakes in a weighted sum and in a neuron."""

from collections.abc import Callable
from contextlib import suppress

import numpy as np

from derivations.arrays import Array
from derivations.known_mistakes.known_mistake import KnownMistake
from derivations.language.phrases import instead


def of_weighted_sum(x: Array, W: Array, b: Array | float) -> list[KnownMistake]:
    """Return what xW + b comes to with one mistake in it.

    >>> [m.done for m in of_weighted_sum(np.ones(2), np.ones(2), 3.0)][0]
    'the bias is missing'
    """
    z = x @ W
    found = [
        KnownMistake("term-missing", "the bias is missing", z),
        KnownMistake("sign-inside", "the bias is subtracted", z - b),
        KnownMistake("bias-repeated", "the bias is added to every product", z + x.shape[-1] * b),
    ]
    with suppress(ValueError):  # what is the wrong way round need not go together
        found.append(KnownMistake("term-missing", "the bias is missing", W @ x))
    for products in (*_by_index(x, W), *([] if np.ndim(W) > 1 else [np.moveaxis(x * W, -1, 0)])):
        for which, one in {"last": products[-1], "first": products[0]}.items():
            only = f"only the {which} product counts: the others are not added to it"
            found.append(KnownMistake("products", only, one + b))
            rest = f"the {which} product is left out"
            found.append(KnownMistake("products", rest, sum(products) - one + b))
    with suppress(ValueError):
        done = "the bias is added to the weights instead of the sum"
        found.append(KnownMistake("bias-early", done, x @ (W + b)))
    if np.ndim(W) > 1:
        return found
    products = x * W
    done = f"{instead('*', '@')}: the products are not added up"
    found.append(KnownMistake("products", done, products + b))
    if np.ndim(x) > 1:
        done = "the products are summed over the samples instead of the inputs"
        found.append(KnownMistake("wrong-axis", done, products.sum(axis=0) + b))
        done = "the samples of a batch are summed, too"
        found.append(KnownMistake("batch-summed", done, products.sum() + b))
    # Who adds up all that there is may forget the bias, too, and only a batch tells.
    found.append(KnownMistake("term-missing", "the bias is missing", products.sum()))
    found.append(KnownMistake("term-missing", "the bias is missing", products.sum(axis=0)))
    repeated = "the bias is added to every product"
    return [*found, KnownMistake("bias-repeated", repeated, np.sum(products + b))]


def _by_index(x, W):
    """Yield the products of a loop over the weights, which takes the rows of a batch for inputs."""
    with suppress(ValueError, IndexError):
        yield np.array([x[i] * W[i] for i in range(len(W))])


def of_neuron(
    x: Array, W: Array, b: Array | float, f: Callable[[Array], Array]
) -> list[KnownMistake]:
    """Return what f(xW + b) comes to with one mistake in it."""
    with np.errstate(all="ignore"):
        early = f(x) @ W + b
        of_bias = x @ W + f(np.asarray(b, dtype=float))
    return [
        KnownMistake(
            "activation-missing",
            "the activation is missing, so the answer is z instead of f(z)",
            x @ W + b,
        ),
        KnownMistake("activation-early", "the activation is applied to the inputs", early),
        KnownMistake("activation-early", "the activation is applied to the bias alone", of_bias),
        KnownMistake("activation-early", "the bias is added after the activation", f(x @ W) + b),
        *(mistake._replace(value=f(mistake.value)) for mistake in of_weighted_sum(x, W, b)),
    ]
