"""Hypothesis, which draws: it leaves no files, and draws the same whatever code is around it."""

import contextlib
import functools
import os
import random
from collections.abc import Iterator

# Hypothesis likes to draw numbers that stand in the source code around it. None stands up here.
OFFSET = 10**12 + 10**7
# Draws are made, and the first that fails is made as much like the printed table as it can be.
PHASES = ("generate", "shrink")


@contextlib.contextmanager
def engine() -> Iterator[tuple]:
    """Return Hypothesis and its options for drawing in a learner's folder."""
    import hypothesis
    from hypothesis import HealthCheck, Phase, configuration

    configuration.set_hypothesis_home_dir(os.devnull)
    try:
        yield (
            hypothesis,
            {
                "phases": [Phase[name] for name in PHASES],
                "database": None,
                "deadline": None,
                "suppress_health_check": list(HealthCheck),
            },
        )
    finally:
        configuration.set_hypothesis_home_dir(None)


@functools.cache
def load() -> None:
    """Search in vain, so that what Hypothesis loads and reads only then is known as well."""
    with engine() as (hypothesis, options):
        number = hypothesis.strategies.integers(OFFSET, 2 * OFFSET)
        settings = hypothesis.settings(max_examples=200, **options)
        chance = random.Random(0)
        with contextlib.suppress(hypothesis.errors.NoSuchExample):
            hypothesis.find(number, lambda _: False, settings=settings, random=chance)
