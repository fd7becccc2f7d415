"""The code behind a function: what stands in it is found on its last line, too."""

import linecache

import pytest

from dojo.implementation.early_return import left_early
from dojo.implementation.powers import written_as_xor

POWER_IN_A_COMPREHENSION = """\
def f(z):
    return [x for x in z
            if x ^ 2]
"""
LOOP_IN_A_FUNCTION = """\
def f(z):
    def g():
        for x in z:
            return x
"""


@pytest.mark.parametrize(
    ("text", "look", "line"),
    [(POWER_IN_A_COMPREHENSION, written_as_xor, 3), (LOOP_IN_A_FUNCTION, left_early, 4)],
)
def test_what_ends_a_function_is_found(text, look, line):
    linecache.cache["shown.py"] = (len(text), None, text.splitlines(True), "shown.py")
    made = {}
    exec(compile(text, "shown.py", "exec"), made)
    assert f"line {line}" in look(made["f"])
