"""Names, hidden: each submission is a number, in an order that says nothing about whose it is."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dojo.grader.results import GradedBehaviour, Result


class Hidden:
    """Results in which a number stands wherever a submission's name did."""

    def __init__(self, results: Iterable[Result]) -> None:
        """Take the results."""
        self._results = results
        keys = {r.submission: _key(f"{r.fingerprint} {r.submission}") for r in results}
        order = sorted(keys, key=keys.__getitem__)
        width = len(str(len(order)))
        self.names = {name: f"student {n:0{width}}" for n, name in enumerate(order, start=1)}

    def __iter__(self) -> Iterator[Result]:
        """Yield each result, in the order of the numbers."""
        found = sorted(self._results, key=lambda result: self.names[result.submission])
        for result in found:
            words, name = _words(result.submission), self.names[result.submission]
            yield replace(
                result,
                submission=name,
                why=words.sub(name, result.why),
                behaviours=[_without(b, words, name) for b in result.behaviours],
            )


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _words(submission: str) -> re.Pattern[str]:
    """Return what finds a submission in the paths of its modules.

    >>> _words("class/ada").sub("student 1", "edit ../class/ada/kata/cost.py:7, as ada/b is")
    'edit student 1/kata/cost.py:7, as ada/b is'
    """
    label = submission.rstrip("/").rpartition("/")[2]
    return re.compile(rf"[^\s\"]*(?<![^/\s\"]){re.escape(label)}(?=/[^\s\"]*\.(?:py|ipynb))")


def _without(behaviour: GradedBehaviour, words: re.Pattern[str], name: str) -> GradedBehaviour:
    if "record" not in behaviour:
        return behaviour
    # As text of letters, not of their numbers, which a name would not be found in.
    text = json.dumps(json.loads(behaviour["record"]), ensure_ascii=False)
    return {**behaviour, "record": words.sub(name, text)}
