"""Why a column of answers is wrong: the smallest explanation that fits every wrong cell.

An explanation is offered only when it reproduces every wrong answer; otherwise nothing is said.
"""

import numpy as np

from dojo.cells import CellError, array

_FACTORS = {2.0: "twice", 0.5: "half", 4.0: "four times", 0.25: "a quarter of"}


def diagnose(sheet: object) -> list[str]:
    """Return one sentence a wrong column, where one fits."""
    sentences = []
    for column in sheet.header:
        wrong = {
            index: comparison
            for (index, name), comparison in sheet.comparisons.items()
            if name == column and not comparison.right
        }
        if wrong:
            sentence = _column(sheet, column, wrong)
            if sentence:
                sentences.append(sentence)
    return list(dict.fromkeys(sentences))


def _column(sheet: object, column: str, wrong: dict) -> str:
    notes = {comparison.note for comparison in wrong.values()}
    if notes != {""}:
        return max(notes, key=len)
    pairs = [(c.value, c.expected) for c in wrong.values()]
    if all(_comparable(value, expected) for value, expected in pairs):
        values = np.concatenate([value.ravel() for value, _ in pairs])
        expected = np.concatenate([expected.ravel() for _, expected in pairs])
        if explained := _factor(values, expected):
            return f"{column} {explained}"
        if all(_transposed(value, expected) for value, expected in pairs):
            return f"{column} is transposed."
    return _only_where(sheet, column, wrong)


def _transposed(value: np.ndarray, expected: np.ndarray) -> bool:
    square = value.ndim == 2 and 1 < len(value) == len(value.T)
    return square and value.shape == expected.shape and np.allclose(value.T, expected)


def _comparable(value: np.ndarray | None, expected: np.ndarray | None) -> bool:
    return (
        value is not None
        and expected is not None
        and value.size == expected.size
        and bool(np.isfinite(expected).all())
    )


def _factor(values: np.ndarray, expected: np.ndarray) -> str:
    """Explain the answers as one multiple of what was expected, if they are."""
    if len(values) < 2 or not np.any(expected):
        return ""
    at = np.abs(expected).argmax()
    factor = values[at] / expected[at]
    # The expected digits may be truncated, so a factor is read to three places only.
    if not np.allclose(values, factor * expected, rtol=2e-3, atol=1e-12):
        return ""
    if abs(factor + 1) < 2e-3:
        return "has the opposite sign."
    for known, words in _FACTORS.items():
        if abs(abs(factor) - known) < 2e-3 * known:
            return f"is {words} what it should be{' and has the opposite sign' if factor < 0 else ''}."
    if abs(factor) > 1e-9 and abs(factor - 1) > 2e-3:
        return f"is {factor:.4g} times what it should be, in every cell."
    return ""


def _only_where(sheet: object, column: str, wrong: dict) -> str:
    """Name the one input value at which alone the column is wrong."""
    answered = [i for i, name in sheet.comparisons if name == column]
    if len(wrong) == len(answered):
        return ""
    for given in sheet.header:
        if given.endswith("?"):
            continue
        texts = [sheet.rows[i][sheet.header.index(given)].text for i in answered]
        bad = {texts[answered.index(i)] for i in wrong}
        good = {t for i, t in zip(answered, texts, strict=True) if i not in wrong}
        if len(bad) == 1 and not bad & good:
            return f"{column} is wrong only at {given} = {bad.pop()}."
        if not bad & good and _all_negative(bad) and not _any_negative(good):
            return f"{column} is wrong only where {given} is negative."
    return ""


def _numbers(texts: set[str]) -> list[float]:
    try:
        return [float(array(text)) for text in texts]
    except (CellError, TypeError):
        return []


def _all_negative(texts: set[str]) -> bool:
    numbers = _numbers(texts)
    return bool(numbers) and max(numbers) < 0


def _any_negative(texts: set[str]) -> bool:
    return any(number < 0 for number in _numbers(texts))
