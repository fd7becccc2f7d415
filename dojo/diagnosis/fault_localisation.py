"""Fault localisation: the functions that an error or a wrong answer leads to, likeliest first."""

from collections import Counter
from collections.abc import Iterable, Set

import numpy as np

from dojo.diagnosis.frames import Frame
from dojo.implementation.implementation import Implementation
from dojo.implementation.instrument import InstrumentedFunction
from dojo.tables.comparison import Answer
from dojo.tables.expectations import NEAR_ZERO
from dojo.tables.sheet import Sheet
from dojo.verdict import Place


def new_modules(kata: Implementation) -> set[str]:
    """Return the modules that the current chapter introduces; the others were written before."""
    return {module for module, chapter in kata.introduced.items() if chapter == kata.chapter}


def inside(sheet: Sheet, rows: Iterable[int]) -> list[Place]:
    """Return where the function is that made wrong answers, if another one only handed them on.

    One that gives another answer each time made them, too: it keeps something from call to call.
    """
    for make, answered in (sheet.inside[row] for row in rows if row in sheet.inside):
        sheet.take_calls()
        try:
            with np.errstate(all="ignore"):
                made = make()
                same = _same(made, answered) or not _same(made, make())
        except Exception:  # it calls the implementation, which may do anything
            continue
        if same and (calls := sheet.take_calls()):
            return [calls[-1].place]
    return []


def _same(one: Answer, other: Answer) -> bool:
    """Tell whether two answers are the same numbers, in lists and tuples of one form."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, list | tuple) or isinstance(other, list | tuple):
        return False  # whoever made an array did not make a list
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-9, atol=NEAR_ZERO)


def suspects(
    sheet: Sheet,
    wrong: Iterable[tuple[int, str]],
    new: Set[str],
    handed_over: Set[InstrumentedFunction] = frozenset(),
) -> list[Place]:
    """Return where the functions behind wrong answers are, the likeliest to be at fault first.

    That is the one behind the fewest right ones; of several, the one that was the last to return.
    Those of the modules that the chapter introduces are `new`; whoever gets here has written the
    others before, and they are left out where there is a new one. So is what a step has only
    `handed_over`, from another module, where somebody called it: its own examples come first. If
    none of the new ones led to an answer directly, one did that was called earlier; and what an
    earlier step made with one of them is checked here for the first time.
    """
    behind_wrong = Counter(call for at in wrong for call in reversed(sheet.calls[at]))
    behind_all = Counter(call for calls in sheet.calls.values() for call in calls)
    likely = sorted(behind_wrong, key=lambda call: -behind_wrong[call] / behind_all[call])
    if not any(call.module in new for call in likely):
        earlier = dict.fromkeys(call for at in wrong for call in reversed(sheet.earlier(*at)))
        likely += [call for call in earlier if call.module in new]
    likely += [call for call in reversed(sheet.before) if call.module in new]
    callers = {call.module for call in likely if call not in handed_over}
    aside = {call for call in handed_over if call.module not in callers}
    blamed = [call for call in likely if call.module in new and call not in aside]
    return list(dict.fromkeys(call.place for call in blamed or likely))


def foremost(
    suspects: list[Place], sheet: Sheet, wrong: Iterable[tuple[int, str]], new: Set[str]
) -> list[Place]:
    """Return the first suspect, and the first of those wrong answers that it is not behind."""
    chosen = suspects[:1]
    for at in wrong:
        behind = {call.place for call in sheet.calls[at] if call.module in new or not new}
        if behind and not behind & {*chosen}:
            chosen += [place for place in suspects if place in behind][:1]
    return chosen


def along(own: list[Frame], kata: Implementation) -> list[Frame]:
    """Return the frames to look at for an error: where it came up, and who passed what.

    First is the innermost one in a module that the chapter introduces: older ones have been
    checked before. A caller in the same function is no other place to look at.
    """
    where = own[-1]
    callers = [frame for frame in reversed(own) if frame.function != where.function]
    first = next((frame for frame in reversed(own) if _is_new(frame, kata)), where)
    others = callers[:1] if first.function == where.function else [where]
    return [first, *others]


def earlier(own: list[Frame], kata: Implementation) -> list[Place]:
    """Return where the chapter's own functions are that ended before others raised an error.

    Where one of them is still at work, it comes up by itself.
    """
    if any(_is_new(frame, kata) for frame in own):
        return []
    new = new_modules(kata)
    return [call.place for call in reversed(kata.calls.history) if call.module in new]


def _is_new(frame: Frame, kata: Implementation) -> bool:
    """Tell whether a frame may be in what the chapter introduces: of a cell nobody knows."""
    module = kata.places.module_of(frame.file)
    return not module or module in new_modules(kata)
