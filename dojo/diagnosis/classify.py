"""Classification of errors: the kind of verdict that each means, the reason, and where to look."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from types import CodeType
from typing import Any, NamedTuple

import pytest

from dojo.diagnosis import error_messages, fault_localisation, missing_library, return_values
from dojo.diagnosis.column_patterns import diagnose
from dojo.diagnosis.failing_expression import what
from dojo.diagnosis.frames import Frame, frames
from dojo.diagnosis.own_explanations import own_reasons
from dojo.implementation.containers import about
from dojo.implementation.early_return import left_early
from dojo.implementation.implementation import Implementation
from dojo.implementation.instrument import InstrumentedFunction
from dojo.implementation.powers import written_as_xor
from dojo.tables.sheet import NotWritten, Sheet, Wrong
from dojo.time_limit import SLOWER, time_limit
from dojo.verdict import (
    BROKEN,
    NOT_WRITTEN,
    RED,
    SPEC,
    Broken,
    Place,
    Reason,
    SpecError,
    TookTooLong,
)

# Seconds, for what a diagnosis asks of the implementation once more.
_PATIENCE = 5.0 * SLOWER


class Diagnosis(NamedTuple):
    """The kind of a verdict, the reasons for it, and the places to edit."""

    kind: str
    reasons: list[Reason]
    places: list[Place]


def classify(
    excinfo: pytest.ExceptionInfo[BaseException],
    kata: Implementation,
    witnesses: Iterable[Sheet] = (),
) -> Diagnosis:
    """Return what an error that a behaviour ended with says about the implementation.

    `witnesses` are the sheets of the same step on other tables, if it can be asked about any.
    """
    error = excinfo.value
    own = frames(excinfo.tb, kata.places.holds)
    last = own[-1] if own else None
    here = [_place(last, kata)] if last else []
    match error:
        case NotWritten():
            return Diagnosis(NOT_WRITTEN, [error.reason], [error.place])
        case Wrong():
            return _wrong(error.sheet, kata, witnesses)
        case Broken():
            reasons = [error.reason, *_notes(error)]
            return Diagnosis(BROKEN, reasons, [error.place] if error.place else [])
        case SpecError():
            return _spec(str(error), error.code)
        case TookTooLong():
            sentence = f"The code gave no answer within {error}. Is there an endless loop?"
            at, source = (" It was at:", last.code) if last else ("", "")
            return Diagnosis(BROKEN, [Reason("endless", sentence + at, source)], here)
        case SyntaxError(filename=str(file)) if kata.places.holds(file):
            place = kata.places.place(file, error.lineno or 1)
            sentence = f"Python cannot read {place.file}: {error.msg}."
            return Diagnosis(BROKEN, [Reason("syntax", sentence)], [place])
        case NotImplementedError() if last:
            sentence = f"{last.function} is not written yet."
            return Diagnosis(NOT_WRITTEN, [Reason("not-written", sentence)], here)
    if last:
        return _raised(error, own, kata)
    if absent := missing_library.missing(error):
        return Diagnosis(SPEC, [absent], [])
    if kata.calls.last_used and not isinstance(error, pytest.fail.Exception | NameError):
        return _returned(error, kata.calls.last_used)
    return _spec(error_messages.in_words(error))


def beside(sheet: Sheet, witnesses: Iterable[Sheet] = ()) -> list[Reason]:
    """Name the mistakes behind the wrong answers of a table that an error has ended."""
    found = []
    with suppress(TookTooLong), time_limit(_PATIENCE):
        found = [reason for reason in diagnose(sheet, witnesses) if reason.facts.get("mistakes")]
    is_wrong = any(not comparison.right for comparison in sheet.comparisons.values())
    return found + (missing_library.lost() if is_wrong else [])


def _raised(error: BaseException, own: list[Frame], kata: Implementation) -> Diagnosis:
    """Say what was raised in the implementation, and who called for it with what."""
    last = own[-1]
    first, *others = fault_localisation.along(own, kata)
    knows = kata.places.file
    reasons = error_messages.reasons(error, last, lambda name: knows(name).exists(), kata.home)
    reasons += _contract(error) if isinstance(error, AttributeError) else []
    reasons += [
        Reason("", f"It was called from {_place(caller, kata)}:", caller.code)
        for caller in (first, *others)
        if caller.function != last.function
    ]
    reasons += _notes(error)
    places = [
        *fault_localisation.earlier(own, kata),
        *(_place(frame, kata) for frame in (first, *others)),
    ]
    return Diagnosis(BROKEN, reasons, list(dict.fromkeys(places)))


def _returned(error: BaseException, function: InstrumentedFunction) -> Diagnosis:
    """Say why a step can do nothing with what a function returned, and which one made that."""
    place, code = function.origin()
    sentence = _unusable(error, function)
    if place.function != function.name:
        sentence += f" {place.function} returned it."
    places = list(dict.fromkeys([place, function.place]))
    reasons = [Reason("unusable", sentence), *_contract(error), *_left_early([code])]
    return Diagnosis(BROKEN, reasons, places)


def _contract(error: BaseException) -> list[Reason]:
    """Quote the contract where a list was taken for an array."""
    sentence = about(error_messages.said_by(error))
    return [Reason("", sentence)] if sentence else []


def _notes(error: BaseException) -> list[Reason]:
    """Return what is noted on an error: the arguments of a drawn call, and how to repeat it."""
    return [Reason("drawn", note) for note in getattr(error, "__notes__", ())]


def _place(frame: Frame, kata: Implementation) -> Place:
    return kata.places.place(frame.file, frame.line, frame.function)


def _wrong(sheet: Sheet, kata: Implementation, witnesses: Iterable[Sheet]) -> Diagnosis:
    wrong = {at: c for at, c in sheet.comparisons.items() if not c.right}
    kind = RED if all(comparison.usable for comparison in wrong.values()) else BROKEN
    rows = sorted({row for row, _ in wrong})
    given = [sheet.places[row] for row in rows if row in sheet.places]
    new = fault_localisation.new_modules(kata)
    suspects = fault_localisation.suspects(sheet, wrong.keys(), new, kata.calls.handed_over)
    own, reasons, inside = [], [], []
    with suppress(TookTooLong), time_limit(_PATIENCE):
        own = own_reasons(sheet, witnesses)
        reasons = own or diagnose(sheet, witnesses)
        elsewhere = [kata.place_of(reason.facts.get("function", "")) for reason in own]
        inside = [place for place in elsewhere[:1] if place]
        if not given and not inside:
            inside = fault_localisation.inside(sheet, rows)
    if _is_known(own, reasons):
        suspects = fault_localisation.foremost(suspects, sheet, wrong.keys(), new)
    functions = [call.function for at in wrong for call in sheet.calls[at]]
    reasons += _left_early(functions)
    reasons += missing_library.lost()
    powers = map(written_as_xor, dict.fromkeys(functions))
    reasons += [Reason("power-sign", sentence) for sentence in powers if sentence][:1]
    return Diagnosis(kind, reasons, given or inside or suspects)


def _is_known(own: list[Reason], reasons: list[Reason]) -> bool:
    """Tell whether it is known what was done, so that one place to look at is enough."""
    seen_inside = bool(own) and all(reason.code != "forward-pass" for reason in own)
    return seen_inside or any(reason.facts.get("mistakes") for reason in reasons)


def _left_early(functions: Iterable[Callable[..., Any] | CodeType | None]) -> list[Reason]:
    """Say which of the called functions returns inside a loop, if one does."""
    sentences = map(left_early, dict.fromkeys(functions))
    return [Reason("return-in-loop", sentence) for sentence in sentences if sentence][:1]


def _spec(sentence: str, code: str = "spec") -> Diagnosis:
    """Return the diagnosis of a feature's mistake; `code` is what `dojo lint` calls it."""
    whose = "The mistake is in the feature or in its steps, not in your code."
    return Diagnosis(
        SPEC, [Reason("spec", sentence, facts={"lint": code}), Reason("spec", whose)], []
    )


def _unusable(error: BaseException, function: InstrumentedFunction) -> str:
    """Say why a step can do nothing with what a function returned."""
    name, said = function.name, error_messages.said_by(error)
    if sentence := return_values.miscounted(error, function):
        return sentence
    if re.match(rf"{name}\(\) (takes|missing|got)", said):
        words = error_messages.in_words(error).partition(": ")[2]
        return f"{words}. Give it the same arguments as the stub has."
    if said.endswith("object is not callable") and function.function is None:
        return f"{name} is not a function. Define it with def."
    returned = f"{name} returns {what(function.answer)}"
    if isinstance(error, KeyError):
        missing = f"which has no entry {error.args[0]}"
        return return_values.promised(f"{returned}, {missing}.", function)
    if parts := re.match(r"zip\(\) argument \d is (longer|shorter)", said):
        many = {"longer": "more", "shorter": "fewer"}[parts[1]]
        sentence = f"{returned}. The answer, or one of its entries, has {many} parts than expected."
        return return_values.promised(sentence, function)
    return return_values.promised(f"{returned}, which cannot be used here.", function)
