"""The assertion about a gradient fails with a table, and so does the fixture of its name."""

import numpy as np
import pytest

from derivations.gradient_checker import check_gradient
from dojo.gradients import WrongGradient, assert_gradient, assert_right
from dojo.verdict import RED, Verdict

x = {"W": np.arange(1.0, 7.0).reshape(2, 3), "b": np.ones(3)}


def f(x):
    return (x["W"] ** 2).sum() + x["b"].sum()


RIGHT = {"W": 2 * x["W"], "b": np.ones(3)}
WRONG = {"W": RIGHT["W"] * [[1, 1, -1], [1, 1, 1]], "b": np.ones(3)}


def test_a_right_gradient_passes():
    assert assert_gradient(f, x, RIGHT).status == "right"
    assert assert_right(check_gradient(f, x, RIGHT, seed=3)).seed == 3


def test_a_wrong_gradient_fails_with_a_table():
    with pytest.raises(WrongGradient) as caught:
        assert_gradient(f, x, WRONG)
    lines = str(caught.value).splitlines()
    assert lines[0] == "The gradient is wrong, by projected complex steps (seed 0)."
    assert "│ array │ index │ numeric      │ relative error │" in lines
    assert "│ W     │ 0, 2  │ 6 ✗ yours -6 │ 2              │" in lines
    assert lines[-1] == "W[0, 2] has the wrong sign; the other 5 entries are right."


def test_the_verdict_is_the_record_of_this_project():
    with pytest.raises(WrongGradient) as caught:
        assert_gradient(f, x, WRONG)
    verdict = caught.value.verdict
    assert (verdict.kind, verdict.codes) == (RED, ["slice"])
    assert Verdict.read(verdict.plain()) == verdict
    assert caught.value.report.findings[0].index == (0, 2)


def test_what_is_undecided_is_no_pass():
    def single(x):
        return float(np.float32(np.real(x["W"])).sum() + np.float32(np.real(x["b"])).sum())

    ones = {"W": np.ones((2, 3)), "b": np.ones(3)}
    with pytest.raises(WrongGradient, match="The gradient is undecided"):
        assert_gradient(single, x, ones)


def test_the_fixture_in_a_project_of_its_own(pytester):
    pytester.makepyfile(
        """
        import numpy as np

        x = np.array([1.0, 2.0, 3.0])

        def test_right(assert_gradient):
            assert_gradient(lambda x: (x**2).sum(), x, 2 * x)

        def test_wrong(assert_gradient):
            assert_gradient(lambda x: (x**2).sum(), x, -2 * x)
        """
    )
    run = pytester.runpytest_subprocess("--drawn-seed", "5")
    run.assert_outcomes(passed=1, failed=1)
    run.stdout.fnmatch_lines(["*The gradient is wrong, by projected complex steps (seed 5)."])
    run.stdout.fnmatch_lines(["*│ array │ 0     │ 2 ✗ yours -2 │ 2              │"])
    assert "check.py" not in run.stdout.str()
