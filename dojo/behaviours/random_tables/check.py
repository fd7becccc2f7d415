"""A green behaviour, asked again with random tables: how often, by which seed, and what is said."""

import pytest

from dojo.behaviours.draws import command, count_of, seed_of
from dojo.behaviours.random_tables.search import MANY, Enough, RandomTables, Search
from dojo.behaviours.step_runner import ScenarioRun
from dojo.tables.sheet import Wrong
from dojo.time_limit import paused
from dojo.verdict import Reason, TookTooLong

# The tag of a behaviour that takes long: random tables are behind it only where many are wanted.
HEAVY = "heavy"
REHEARSED = pytest.StashKey[dict[str, list[RandomTables]]]()

SENTENCE = (
    "The numbers that the book prints happen not to show this; these, drawn at random, do. "
    "The same tables again: {command}"
)
KEPT = (
    "The printed tables get other answers when they are asked a second time: your code keeps "
    "something from one call to the next. Make it anew in each call. "
    "The same tables again: {command}"
)


def ask_again(run: ScenarioRun) -> None:
    """Ask a green behaviour again with random tables; raise what the simplest that fails raises."""
    config = run.item.config
    count = count_of(config, run.kata, run.item.owner.course)
    heavy = run.item.get_closest_marker(HEAVY)
    if count <= 0 or (heavy and count < MANY):
        return
    seed, rehearsed = seed_of(config), config.stash.get(REHEARSED, {})
    known = rehearsed.get(run.item.nodeid)
    # The alarm may ring in what is checked, never in the search.
    with paused() as left:
        search = Search(run, left)
        failure = None
        try:
            if known is None or search.fails(known):
                failure = search.find(count, f"{seed} {run.item.path.name} {run.item.name}")
                # Of a right answer at one time and a wrong one at another, the wrong one counts.
                failure = failure or search.last()
        except (Enough, TookTooLong):
            failure = search.last()
    if failure:
        run.step, run.sheet, run.drawn = failure.step, None, failure.before
        kept = isinstance(failure.error, Wrong) and search.answers_change()
        sentence = (KEPT if kept else SENTENCE).format(command=command(config))
        code = "kept-between-calls" if kept else "drawn"
        run.notes.append(Reason(code, sentence, facts={"seed": seed}))
        raise failure.error
    if known is None and REHEARSED in config.stash:
        rehearsed[run.item.nodeid] = search.asked


def keep_tables(config: pytest.Config) -> None:
    """Keep, from now on, the random tables of each behaviour that is green.

    For implementations that are checked by the same tables, in forks of this process: only of one
    that gets a table wrong is the simplest failure searched for.
    """
    config.stash.setdefault(REHEARSED, {})
