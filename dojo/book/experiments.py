"""Numbers behind the figures: experiments with a kata, each with what it computed or why not."""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from dojo.book import course_figures
from dojo.book.figure import Compute, Json
from dojo.diagnosis.classify import classify
from dojo.implementation.implementation import Implementation
from dojo.time_limit import time_limit
from dojo.verdict import Broken
from dojo.workspace.owner import course_of


class Experiment(NamedTuple):
    """The data of a figure or toy of this name, to be computed as far as its chapter goes."""

    feature: Path
    name: str
    data: Compute


class Result(NamedTuple):
    """Result of an experiment: its data, or the reason why there are none.

    `at` is the place of the function that is missing or wrong, where it is known.
    """

    data: Json
    why: str = ""
    at: str = ""


def asked_by(chapter: course_figures.ChapterFigures) -> list[Experiment]:
    """Return what the figures and toys of a chapter ask the kata."""
    asking = [(one.name, one.data) for one in chapter.parts if one.data]
    return [Experiment(chapter.feature, name, data) for name, data in asking]


def conduct(folder: Path, experiment: Experiment, seconds: float = 0) -> Result:
    """Do an experiment with the kata in `folder`, in this process."""
    feature, name, data = experiment
    course = course_of(feature)
    kata = Implementation.of(course, folder)
    try:
        kata.begin(course.number(feature), f"the figure {name}")
        with time_limit(seconds):
            return Result(plain(data(kata)))
    except BaseException as error:  # whatever the code raises, the book gets a sentence
        found = classify(pytest.ExceptionInfo.from_exception(error), kata)
        at = str(found.places[0]) if found.places else ""
        reason = found.reasons[0]
        sentence = " ".join(f"{reason.sentence} {reason.source}".split())
        return Result(None, f"{sentence}{at and f' ({at})'}", at)


def plain(value: Any) -> Json:
    """Return numbers, words, lists and dicts for JSON; a number that is not finite is refused.

    >>> plain({"z": np.array([0.5, 1.0]), "note": "two"})
    {'z': [0.5, 1.0], 'note': 'two'}
    """
    match value:
        case str():
            return value
        case dict():
            return {str(key): plain(entry) for key, entry in value.items()}
        case list() | tuple():
            return [plain(entry) for entry in value]
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise Broken("not-a-number", f"An answer is of the type {type(value).__name__}.")
    if not np.isfinite(array).all():
        raise Broken("not-finite", "An answer is nan or infinite, so it cannot be drawn.")
    numbers: Json = array.tolist()
    return numbers
