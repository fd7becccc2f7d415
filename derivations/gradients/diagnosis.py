"""The diagnosis of a wrong gradient: the one mistake of backpropagation that gives just that array.

Every mistake is run on the same parameters and the same batch, and compared number by number.
An array that no mistake explains stays unexplained.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from derivations.arrays import Array, Pair, PairsLike, told_apart
from derivations.gradient_checker.report import Diagnosis
from derivations.gradients.constant_factor import RELATIVE, constant_of, equal, meaning, usual
from derivations.gradients.wrong_backward_passes import (
    WrongBackwardPass,
    rate_of_update,
    with_updated_weights,
    wrong_backward_passes,
)
from derivations.networks.backward_pass import BackwardPass
from derivations.networks.derivation import Derivation

# An array, by its layer from 0 and 0 for W or 1 for b.
_Key = tuple[int, int]
# Arrays that were claimed.
Arrays = dict[_Key, Array]
# The place of a mistake among those that are tried, and the constant (or "transposed") beside it.
_Reason = tuple[int, Fraction | str]
UNEXPLAINED = "no single mistake explains it"


def diagnose_gradients(
    derivation: Derivation,
    parameters: PairsLike,
    X: npt.ArrayLike,
    Y: npt.ArrayLike,
    claimed: object,
) -> list[Diagnosis]:
    """Explain what is wrong with `claimed`, gradients [(dW, db), …] that someone else computed.

    Arguments are as for `Derivation.gradients`. Returns a list of `Diagnosis`, [] if all is right.
    Anything may be in `claimed`: None, lists, wrong shapes, NaN. Raises only for wrong parameters.

    >>> from derivations.networks.derivation import derive
    >>> d = derive([1, 1], ["identity"], "mse")
    >>> parameters, X, Y = [([[2.0]], [0.0])], [[1.0], [3.0]], [[0.0], [0.0]]
    >>> ((dW, db),) = d.gradients(parameters, X, Y)
    >>> diagnose_gradients(d, parameters, X, Y, [(-dW, -db)])[0].code
    'sign'
    """
    parameters, X, Y = derivation.checked(parameters, X, Y)
    right = derivation.gradients(parameters, X, Y)
    done = BackwardPass(derivation, parameters, X, Y)
    found, arrays = of_another_form(claimed, right, done)
    wrong = {key: array for key, array in arrays.items() if not equal(array, right[key[0]][key[1]])}
    found += few_entries(wrong, right)
    return found + _by_mistakes(wrong, right, done)


def _named(key):
    return f"∂J/∂{'Wb'[key[1]]}{key[0] + 1}"


def of_another_form(
    claimed: Any, right: Sequence[Pair], done: BackwardPass
) -> tuple[list[Diagnosis], Arrays]:
    """Return the reasons why arrays have a wrong form, and {(layer, 0 or 1): array} of the rest."""
    try:
        pairs = [tuple(pair) for pair in claimed]
    except TypeError:
        what = "None" if claimed is None else f"of type {type(claimed).__name__}"
        message = f"The gradients are {what} instead of pairs (dW, db), one for each layer."
        message += " Did you forget `return`?" if claimed is None else ""
        return [Diagnosis((), message, "no-arrays")], {}
    if len(pairs) != len(right) or any(len(pair) != 2 for pair in pairs):
        message = f"Return {len(right)} pairs (dW, db), one for each layer."
        return [Diagnosis((), message, "no-arrays")], {}
    if len(right) > 1 and _all_equal(pairs, right[::-1]):
        message = "The layers are in the wrong order: the last layer's gradients come first."
        return [Diagnosis((), message, "reversed")], {}
    found, arrays, deltas = [], {}, done.deltas()
    for layer, pair in enumerate(pairs):
        for which, value in enumerate(pair):
            key = (layer, which)
            said = _form(value, right[layer][which], deltas[layer], which)
            if isinstance(said, tuple):
                message, code = said
                end = "" if message.endswith("?") else "."
                found.append(Diagnosis((_named(key),), f"{_named(key)} {message}{end}", code))
            else:
                arrays[key] = said
    return found, arrays


def _all_equal(left, right):
    return all(
        isinstance(a, np.ndarray) and equal(a, b)
        for pair, other in zip(left, right, strict=True)
        for a, b in zip(pair, other, strict=True)
    )


def _form(value, right, δ, which):
    """Return the value as an array of the right shape, or (what is wrong with it, code)."""
    if value is None:
        return "is None. Did you forget `return`?", "none"
    try:
        array = np.asarray(value)
    except ValueError:
        return "is not an array: its rows differ in length", "no-arrays"
    if array.dtype.kind not in "fiub":
        return f"contains {array.dtype} instead of real numbers", "no-arrays"
    array = array.astype(float)
    if array.shape != right.shape:
        shapes = f"has shape {array.shape} instead of {right.shape}"
        if array.T.shape == right.shape and equal(array.T, right):
            return f"is transposed: it {shapes}", "transposed"
        if which and array.shape == δ.shape and equal(array, δ):
            kept = ", or keeps the samples' axis" if len(δ) == 1 else ""
            return f"is not summed over the batch{kept}: it {shapes}", "bias-not-summed"
        if which and not array.shape and equal(array.reshape(1), right):
            return f"has no axis left, as after a sum over all entries: it {shapes}", "bias-summed"
        if which and array.size == 1 < right.size and equal(array, δ.sum().reshape(array.shape)):
            return (
                f"is summed over samples and units instead of samples alone: it {shapes}",
                "shape",
            )
        if which and array.shape == (1, *right.shape) and equal(array[0], right):
            return f"keeps the samples' axis (keepdims): it {shapes}", "shape"
        if array.size == right.size and equal(array.reshape(right.shape), right):
            return f"has the right numbers in a wrong shape: it {shapes}", "shape"
        return shapes, "shape"
    if not np.isfinite(array).all():
        return f"has {_entries(np.count_nonzero(~np.isfinite(array)))}", "nan"
    return array


def _entries(count):
    return (
        "one entry that is not a number" if count == 1 else f"{count} entries that are not numbers"
    )


def few_entries(wrong: Arrays, right: Sequence[Pair]) -> list[Diagnosis]:
    """Take out of `wrong` the arrays of which only a few entries are wrong, and say which."""
    found = []
    for key in list(wrong):
        array, true = wrong[key], right[key[0]][key[1]]
        size = np.abs(true).max(initial=0.0)
        off = np.abs(array - true) > RELATIVE * np.abs(true) + 1e-12 * size
        few = min(max(1, true.size // 10), np.count_nonzero(true) // 2)
        if true.size > 3 and off.sum() <= few:
            at = tuple(map(int, np.argwhere(off)[0]))
            shown = f"{_named(key)}[{', '.join(map(str, at))}]"
            count = int(off.sum())
            many = f"{count} of its {true.size} entries are" if count > 1 else "one entry is"
            came, belongs = told_apart(float(array[at]), float(true[at]))
            message = f"{_named(key)}: {many} wrong; {shown} is {came} instead of {belongs}."
            found.append(Diagnosis((_named(key),), message, "few-entries"))
            del wrong[key]
    return found


def _by_mistakes(wrong, right, done):
    """Explain the arrays in `wrong` by as few mistakes as possible."""
    if not wrong:
        return []
    tried = [WrongBackwardPass((), "", "", lambda: right, 0.0), *wrong_backward_passes(done)]
    whole = [tuple(wrong.get((at, i), right[at][i]) for i in (0, 1)) for at in range(len(right))]
    if α := rate_of_update(done, whole):
        tried.append(with_updated_weights(done, α))
    explained: dict[_Reason, tuple[float, list[_Key]]] = {}  # with its weight
    for place, mistake in enumerate(tried):
        gradients = mistake.gradients
        for key, array in wrong.items() if gradients else ():
            wanted = gradients[key[0]][key[1]]
            constant = constant_of(array, wanted, np.abs(right[key[0]][key[1]]).max(initial=0.0))
            turned = not place and wanted.shape == wanted.T.shape and equal(array, wanted.T)
            if turned:
                explained.setdefault((place, "transposed"), (1.0, []))[1].append(key)
            elif constant is not None and (place or constant != 1) and _likely(place, constant):
                weight = mistake.weight + (0 if constant == 1 else 0.9 if constant == -1 else 1.0)
                weight += 0.1 * (not place and not usual(constant, *done.Y.shape))
                explained.setdefault((place, constant), (weight, []))[1].append(key)
    return _fewest(explained, set(wrong), tried, done)


def _likely(place, constant):
    """Tell whether a factor may stand beside a mistake: not one in the thousands."""
    return not place or max(abs(constant.numerator), constant.denominator) <= 1000


def _fewest(explained, left, tried, done):
    """Choose explanations, the one that covers the most at the least weight first."""
    found = []
    while left:
        fitting = [reason for reason, (_, keys) in explained.items() if left & set(keys)]
        if not fitting:
            where = tuple(_named(key) for key in sorted(left))
            found.append(Diagnosis(where, f"{' and '.join(where)}: wrong, and {UNEXPLAINED}."))
            break
        best = min(
            fitting,
            key=lambda one: (-len(left & set(explained[one][1])), explained[one][0], one[0]),
        )
        covered = left & set(explained[best][1])
        found.append(_written(tried[best[0]], best[1], sorted(covered), done))
        left = left - covered
    return found


def _written(mistake, constant, keys, done):
    where = tuple(map(_named, keys))
    shown = ", ".join(where)
    if constant == "transposed":
        return Diagnosis(where, f"{shown}: the array is transposed.", "transposed")
    factor, name, said = meaning(constant, len(done.X), done.Y.shape[1])
    if not mistake.code:
        code = {"sign": "sign", "n": "not-averaged", "1/n": "averaged-twice"}.get(
            name, "constant-factor"
        )
        return Diagnosis(where, f"{shown}: {said}.", code, factor)
    message = f"{shown}: {mistake.sentence}"
    if constant != 1:
        message += f"; and it is {factor} times too large"
    return Diagnosis(where, f"{message}.", mistake.code, factor if constant != 1 else "")
