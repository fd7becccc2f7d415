"""Mistakes in valleys, in standardising, and in batch and layer normalisation, forth and back."""

from collections.abc import Iterator
from contextlib import suppress

import numpy as np

from derivations.arrays import Array
from derivations.known_mistakes.known_mistake import KnownMistake
from derivations.language.phrases import instead


def of_curvatures(X: Array) -> list[KnownMistake]:
    """Return what the curvatures come to with a mistake.

    >>> [m.value.round(1).tolist() for m in of_curvatures(np.array([[-1.0], [1.0]]))][:2]
    [[1.0, 1.0], [4.0, 4.0]]
    """
    u = np.column_stack([X, np.ones(len(X))])
    right = np.linalg.eigvalsh(2 * u.T @ u / len(u))
    return [
        KnownMistake("factor-2", "the factor 2 is missing", right / 2),
        KnownMistake("sum", "the products are added up over the samples instead of averaged",
                     right * len(X)),
        KnownMistake("no-bias", "the bias has no column of 1",
                     np.linalg.eigvalsh(2 * X.T @ X / len(X))),
        KnownMistake("descending", "the steepest comes first", right[::-1]),
        KnownMistake("diagonal", "the diagonal of the Hessian is taken for its eigenvalues",
                     np.diag(2 * u.T @ u / len(u))),
        KnownMistake("singular-values", "singular values are not squared",
                     np.linalg.svd(u, compute_uv=False)[::-1]),
    ]  # fmt: skip


def of_statistics(X: Array, part: int) -> list[KnownMistake]:
    """Return what the columns' mean (part 0) or deviation (1) comes to with a mistake."""
    n = len(X)
    sums = (X.sum(axis=0), ((X - X.mean(axis=0)) ** 2).sum(axis=0))
    both = (X.mean(axis=0), X.std(axis=0))
    wrong = [
        KnownMistake("axis", "each row is looked at instead of each column",
                     (X.mean(axis=1), X.std(axis=1))[part]),
        KnownMistake("all", "all entries are taken together", (X.mean(), X.std())[part]),
        KnownMistake("exchanged", "mean and deviation are exchanged", both[1 - part]),
    ]  # fmt: skip
    if part:
        wrong.append(KnownMistake("variance", "the root is not taken: that is the variance",
                                  sums[1] / n))  # fmt: skip
        if n > 1:
            wrong.append(KnownMistake("n-1", "it is divided by n − 1 instead of by n",
                                      np.sqrt(sums[1] / (n - 1))))  # fmt: skip
    return wrong


def of_standardised(X: Array, mean: Array, deviation: Array) -> list[KnownMistake]:
    """Return what samples become with a mistake in standardising them."""
    by = np.where(deviation == 0, 1.0, deviation)
    own = X.std(axis=0)
    return [
        KnownMistake("own", "these samples' own mean and deviation are taken",
                     (X - X.mean(axis=0)) / np.where(own == 0, 1.0, own)),
        KnownMistake("mean-kept", "the mean is not subtracted", X / by),
        KnownMistake("not-divided", "it is not divided by the deviation", X - mean),
        KnownMistake("multiplied", "it is multiplied by the deviation", (X - mean) * deviation),
        KnownMistake("turned", "samples and mean are exchanged", (mean - X) / by),
        KnownMistake("lost", "a column that never changed in training becomes 0",
                     np.where(deviation == 0, 0.0, (X - mean) / by)),
        KnownMistake("order", "it is divided before the mean is subtracted", X / by - mean),
        KnownMistake("parentheses", "the mean alone is divided instead of X minus the mean",
                     X - mean / by),
        KnownMistake("variance", "it is divided by the variance instead of the deviation",
                     (X - mean) / by**2),
        KnownMistake("sign", "the mean is added instead of subtracted", (X + mean) / by),
        *(KnownMistake("ε-added", f"{ε:g} is added to every deviation; replace only one of 0",
                       (X - mean) / (deviation + ε), near=1e-14)
          for ε in (1e-5, 1e-6, 1e-7, 1e-8, 1e-9)),
    ]  # fmt: skip


def _root(X: Array, ε: float, axis: int) -> Array:
    return np.sqrt(X.var(axis=axis, keepdims=True) + ε)


def _centred(X: Array, axis: int) -> Array:
    return X - X.mean(axis=axis, keepdims=True)


def _norms(X: Array, ε: float, axis: int) -> Iterator[tuple[str, str, Array]]:
    """Yield what X̂ comes to with a mistake: a code, what was done, X̂."""
    centred, root = _centred(X, axis), _root(X, ε, axis)
    n = X.shape[axis]
    other = ("each column", "each row")
    yield (
        "axis",
        f"{other[1 - axis]} is normalised instead of {other[axis]}",
        _centred(X, 1 - axis) / _root(X, ε, 1 - axis),
    )
    yield "all", "all entries are taken together", (X - X.mean()) / np.sqrt(X.var() + ε)
    yield "mean-kept", "the mean is not subtracted", X / root
    yield "root-missing", "it is divided by the variance instead of by its root", centred / root**2
    yield "not-divided", "it is not divided by the deviation", centred
    if ε:
        yield (
            "ε-outside",
            "ε is added to the root instead of under it",
            centred / (root**2 - ε) ** 0.5,
        )
        yield (
            "ε-outside",
            "ε is added to the root instead of under it",
            centred / ((root**2 - ε) ** 0.5 + ε),
        )
    if axis and len(X) in (1, X.shape[1]):
        turned = (X - X.mean(axis=1)) / np.sqrt(X.var(axis=1) + ε)
        yield "keepdims", "the rows' means stand in a row: keepdims=True is missing", turned
    if n > 1:
        variance = X.var(axis=axis, keepdims=True) * n / (n - 1)
        yield (
            "n-1",
            "the variance is divided by n − 1 instead of by n",
            centred / np.sqrt(variance + ε),
        )


def of_norm(X: Array, γ: Array, β: Array, ε: float, axis: int) -> list[KnownMistake]:
    """Return what a normalisation gives with a mistake; axis 0 is batch normalisation, 1 is layer.

    >>> X = np.array([[0.0], [4.0]])
    >>> [m.code for m in of_norm(X, np.ones(1), np.zeros(1), 0.0, 0)][1:4]
    ['mean-kept', 'root-missing', 'not-divided']
    """
    right = _centred(X, axis)
    with np.errstate(all="ignore"):
        bare = γ * X - X.mean(axis=axis, keepdims=True) / _root(X, ε, axis) + β
        right = right / _root(X, ε, axis)
        found = [
            KnownMistake(code, done, γ * X_hat + β)
            for code, done, X_hat in _norms(X, ε, axis)
            if np.isfinite(X_hat).all()
        ]
    return [
        *found,
        KnownMistake("γ-and-β", "γ and β are left out", right),
        KnownMistake("γ-and-β", "γ and β are exchanged", β * right + γ),
        KnownMistake("γ-and-β", "β is left out", γ * right),
        KnownMistake("γ-and-β", "γ is left out", right + β),
        KnownMistake("γ-and-β", "β is added before γ multiplies", γ * (right + β)),
        KnownMistake("parentheses", "the mean alone is divided instead of X minus the mean", bare),
    ]


def of_running(kept: float, new: float, ρ: float) -> list[KnownMistake]:
    """Return what a running average comes to with a mistake."""
    return [
        KnownMistake("shares", "what was kept has the share ρ, and what is new 1 − ρ",
                     ρ * kept + (1 - ρ) * new),
        KnownMistake("added-up", "what was kept stays whole", kept + ρ * new),
        KnownMistake("mean", "the mean of the two is taken", (kept + new) / 2),
        KnownMistake("replaced", "what is new takes the place of what was kept", new),
        KnownMistake("not-moved", "what was kept stays as it is", kept),
        KnownMistake("share-missing", "what is new is not multiplied by ρ", (1 - ρ) * kept + new),
        KnownMistake("parentheses", "the brackets around 1 - ρ are missing",
                     1 - ρ * kept + ρ * new),
    ]  # fmt: skip


def of_prediction(
    X: Array, γ: Array, β: Array, ε: float, mean: Array, variance: Array
) -> list[KnownMistake]:
    """Return what batch normalisation gives at prediction with a mistake."""
    with np.errstate(all="ignore"):
        own = γ * _centred(X, 0) / _root(X, ε, 0) + β
        found = [
            ("batch", "the batch's own mean and variance are taken", own),
            ("variance", "it is divided by the variance instead of by its root",
             γ * (X - mean) / (variance + ε) + β),
            ("variance", "it is divided by the variance, without ε and the root",
             γ * (X - mean) / variance + β),
            ("mean-kept", "the mean is not subtracted", γ * X / np.sqrt(variance + ε) + β),
            ("γ-and-β", "γ and β are left out", (X - mean) / np.sqrt(variance + ε)),
            ("γ-and-β", "β is left out", γ * (X - mean) / np.sqrt(variance + ε)),
            ("γ-and-β", "γ is left out", (X - mean) / np.sqrt(variance + ε) + β),
            ("ε-outside", "ε is added to the root instead of under it",
             γ * (X - mean) / (np.sqrt(variance) + ε) + β),
            ("ε-missing", "ε is missing", γ * (X - mean) / np.sqrt(variance) + β),
            ("parentheses", "the mean alone is divided instead of X minus the mean",
             γ * X - mean / np.sqrt(variance + ε) + β),
        ]  # fmt: skip
    return [KnownMistake(*each) for each in found if np.isfinite(each[2]).all()]


def of_norm_back(
    dY: Array, X: Array, γ: Array, ε: float, axis: int, part: int
) -> list[KnownMistake]:
    """Return what goes back with a mistake: part 0 to X, 1 to γ, 2 to β.

    >>> X, dY = np.array([[0.0], [0.0], [2.0], [2.0]]), np.array([[4.0], [0.0], [0.0], [0.0]])
    >>> wrong = of_norm_back(dY, X, np.ones(1), 0.0, 0, 0)[0]
    >>> wrong.done, wrong.value.ravel()
    ('the mean and the deviation are taken for constants', array([4., 0., 0., 0.]))
    """
    with np.errstate(all="ignore"), suppress(ValueError):
        found = list(_backs(dY, X, γ, ε, axis)[part])
        return [KnownMistake(*each) for each in found if np.isfinite(each[2]).all()]
    return []


def _backs(dY, X, γ, ε, axis):
    """Return for each of the three gradients what it comes to with a mistake."""

    def mean(array):
        return array.mean(axis=axis, keepdims=True)

    root, G = _root(X, ε, axis), γ * dY
    X_hat = _centred(X, axis) / root
    along, n = X_hat * mean(G * X_hat), X.shape[axis]
    right = (G - mean(G) - along) / root
    bare = (dY - mean(dY) - X_hat * mean(dY * X_hat)) / root
    to_X = [
        ("constants", "the mean and the deviation are taken for constants", G / root),
        ("deviation-constant", "the deviation is taken for a constant", (G - mean(G)) / root),
        ("mean-constant", "the mean is taken for a constant", (G - along) / root),
        ("not-divided", "it is not divided by the root", right * root),
        ("not-divided", "it is multiplied by the root", right * root**2),
        ("variance", "it is divided by the variance instead of by its root", right / root),
        ("γ", "γ is left out", bare),
        ("sum", "sums are used instead of means", (G - n * mean(G) - n * along) / root),
        ("sign", "the share along x̂ is added instead of taken away", (G - mean(G) + along) / root),
        ("x-for-x̂", instead("x", "x̂"), (G - mean(G) - X * mean(G * X)) / root),
    ]
    away = 1 - axis
    across = G.mean(axis=away, keepdims=True) + X_hat * (G * X_hat).mean(axis=away, keepdims=True)
    means = ("over the batch", "along the row")
    to_X.append(
        ("axis", f"the means are {means[away]} instead of {means[axis]}", (G - across) / root)
    )
    other = _centred(X, away) / _root(X, ε, away)
    across = G.mean(axis=away, keepdims=True) + other * (G * other).mean(axis=away, keepdims=True)
    lines = ("each column", "each row")
    whole = f"{lines[away]} is taken for normalised instead of {lines[axis]}"
    to_X.append(("axis", whole, (G - across) / _root(X, ε, away)))
    if axis:  # along a column γ is one number, and it does not matter where it comes
        to_X.append(("γ-last", "γ multiplies what goes back instead of dY", γ * bare))
    sums = dY.sum(axis=0), (dY * X_hat).sum(axis=0)
    to_γ = [
        ("x-for-x̂", "dy is multiplied by x instead of by x̂", (dY * X).sum(axis=0)),
        ("mean", "the mean is taken instead of the sum", sums[1] / len(X)),
        ("exchanged", "dγ and dβ are exchanged", sums[0]),
        ("axis", "it is added up along the row", (dY * X_hat).sum(axis=1)),
        ("γ", "dγ is multiplied by γ", γ * sums[1]),
        ("not-summed", "nothing is added up over the batch", dY * X_hat),
    ]
    to_β = [
        ("mean", "the mean is taken instead of the sum", sums[0] / len(X)),
        ("exchanged", "dγ and dβ are exchanged", sums[1]),
        ("axis", "it is added up along the row", dY.sum(axis=1)),
        ("γ", "dβ is multiplied by γ", γ * sums[0]),
        ("not-summed", "nothing is added up over the batch", dY),
    ]
    return to_X, to_γ, to_β
