"""Warnings of judged code are nobody's error; those of a course's own steps are, if asked for."""

import pytest

from tests.implementation.test_bad_kata import module

WARNS = [
    module("import warnings\nwarnings.warn('careful')\nreturn np.maximum(z, 0)"),
    "# a note\nPATTERN = '\\sigma'\n" + module("return np.maximum(z, 0)"),
    "import warnings\nwarnings.warn('old', DeprecationWarning)\n" + module("return z.clip(0)"),
    module("open(__file__, encoding='utf-8')\nreturn np.maximum(z, 0)"),
    module("return np.maximum(np.asmatrix(z), 0).A1"),
]
# An editable install imports its own finder before pytest can look at it.
ERRORS = ["-W", "error", "-W", "ignore:Module already imported"]
SETTINGS = """
[pytest]
filterwarnings =
    error
    ignore:Module already imported
"""


@pytest.mark.parametrize("options", [ERRORS, []], ids=["option", "setting"])
@pytest.mark.parametrize("kata", WARNS)
def test_a_kata_that_warns_is_green(relu_book, kata, options):
    if not options:
        (relu_book.path / "pytest.ini").write_text(SETTINGS, encoding="utf-8")
    relu_book.kata(activations=kata)
    assert [each.verdict for each in relu_book.behaviours(*options)] == ["green", "green"]


def test_the_warning_is_shown(relu_book):
    relu_book.kata(activations=WARNS[0])
    _, said = relu_book.says(*ERRORS)
    assert "UserWarning: careful" in said


def test_a_generator_may_warn(book):
    book.steps("""
        import numpy as np
        from pytest_bdd import then

        @then("they come")
        def _(sheet, kata):
            sheet.answer("n?", np.array([*kata.numbers.numbers(3)]))
    """)
    book.kata(
        numbers="import warnings\ndef numbers(n):\n    warnings.warn('x')\n    yield from [1]\n"
    )
    book.example("Then they come\n  | n? |\n  | 1  |")
    assert book.behaviours(*ERRORS)[0].verdict == "green"


def test_a_warning_of_a_step_is_the_steps_own(book):
    book.steps("""
        import warnings
        from pytest_bdd import then

        @then("it warns")
        def _(sheet, kata):
            warnings.warn("mine")
    """)
    book.example("Then it warns\n  | n? |\n  | 1  |")
    assert "mine" in book.behaviours(*ERRORS)[0]["message"]
