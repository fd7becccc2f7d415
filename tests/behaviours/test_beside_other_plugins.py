"""Behaviours beside what else may be in a pytest run: fixtures, plugins, tags, other processes."""

import re

import pytest

# What plugins do that run failures again: all but the last attempt are reported as a rerun.
RERUNS = """
    from _pytest.runner import runtestprotocol

    def pytest_runtest_protocol(item, nextitem):
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for last in (False, True):
            reports = runtestprotocol(item, nextitem=nextitem, log=False)
            for report in reports:
                if report.failed and not last:
                    report.outcome = "rerun"
                item.ihook.pytest_runtest_logreport(report=report)
            if all(report.passed for report in reports):
                break
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    def pytest_report_teststatus(report):
        if report.outcome == "rerun":
            return "rerun", "R", "RERUN"
"""
WRONG_AT_FIRST = """
    calls = []
    def weighted_sum(x, W, b):
        calls.append(1)
        return x @ W + b + (len(calls) == 1)
"""


def chapters(said):
    """Return the lines of the summary, without what they are called."""
    return re.findall(r"(\d+) of +(\d+) behaviours, +(\d+) answers *(.*)", said)


def test_a_fixture_that_asks_where_it_is(relu_book):
    relu_book.steps("""
        import pytest
        @pytest.fixture(autouse=True)
        def here(request, tmp_path):
            assert request.module.__name__ == request.path.stem
            assert request.module.__file__ == str(request.path) == str(request.fspath)
            assert (request.cls, request.instance) == (None, None)
            assert callable(request.function)
            request.getfixturevalue("once")
        @pytest.fixture(scope="module")
        def once(request):
            return request.module
        @pytest.fixture
        def folder(tmp_path):
            return tmp_path
        @then("there is a folder")
        def _(sheet, folder):
            sheet.answer("there?", float(folder.is_dir()) + np.zeros(1))
    """)
    relu_book.example("Then there is a folder\n  | there? |\n  | 1      |\n", "folder.feature")
    relu_book.run("-o", "usefixtures=monkeypatch").assert_outcomes(passed=3)


def test_no_plugin_of_pytests_is_needed_to_run_a_behaviour(relu_book):
    relu_book.kata(activations="def relu(z):\n    raise NotImplementedError\n")
    result = relu_book.run("-p", "no:python")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert chapters(result.stdout.str()) == [("1", "2", "1", "1 not written yet")]


def test_what_would_run_a_behaviour_in_its_place_does_not(relu_book):
    relu_book.steps("def pytest_pyfunc_call(pyfuncitem):\n    return True\n")
    relu_book.kata(activations="def relu(z):\n    raise NotImplementedError\n")
    assert relu_book.run().ret == pytest.ExitCode.TESTS_FAILED


def test_a_behaviour_that_is_run_again_counts_once(relu_book):
    (relu_book.path / "conftest.py").write_text("pytest_plugins = ['again']")
    relu_book.pytester.makepyfile(again=RERUNS)
    relu_book.pytester.syspathinsert()
    relu_book.kata(neuron=WRONG_AT_FIRST, activations="def relu(z):\n    raise TypeError\n")
    _, said = relu_book.says("--draws=0")
    assert "1 failed, 1 passed, 2 rerun" in said
    assert chapters(said) == [("1", "2", "1", "1 broken")]


def test_with_pytest_rerunfailures_a_behaviour_counts_once(relu_book):
    pytest.importorskip("pytest_rerunfailures")
    relu_book.kata(neuron=WRONG_AT_FIRST, activations="def relu(z):\n    raise TypeError\n")
    _, said = relu_book.says("--draws=0", "--reruns=2")
    assert "1 failed, 1 passed, 3 rerun" in said
    assert chapters(said) == [("1", "2", "1", "1 broken")]


@pytest.mark.parametrize("tag", ["skip", "skipif"])
def test_a_chapter_that_a_tag_skips_has_its_line(relu_book, tag):
    path = relu_book.path / "book.feature"
    relu_book.feature(f"@{tag}\n" + path.read_text(), "skipped.feature")
    code, said = relu_book.says()
    assert code == 0
    assert chapters(said) == [("2", "2", "7", ""), ("0", "2", "0", "2 skipped")]
    assert " ·    Activations" in said


def test_a_fixture_that_fails_afterwards_does_not_count_as_a_behaviour(relu_book):
    relu_book.steps(
        "import pytest\n@pytest.fixture(autouse=True)\ndef _():\n    yield\n    1 / 0\n"
    )
    code, said = relu_book.says()
    assert code == pytest.ExitCode.TESTS_FAILED
    assert chapters(said) == [("2", "2", "7", "")]


def test_in_two_processes_the_summary_is_the_same(relu_book):
    pytest.importorskip("xdist")
    for number in range(3):
        text = (relu_book.path / "book.feature").read_text()
        relu_book.feature(text, f"{number}.feature")
    relu_book.feature("Feature: F\n", "bad.feature")
    relu_book.kata(activations="def relu(z):\n    import os\n    os._exit(0)\n")
    alone = relu_book.pytester.runpytest_subprocess()
    together = relu_book.pytester.runpytest_subprocess("-n2")
    assert alone.ret == together.ret == pytest.ExitCode.TESTS_FAILED
    assert chapters(alone.stdout.str()) == chapters(together.stdout.str())
    assert len(chapters(alone.stdout.str())) == 5


@pytest.mark.parametrize("value", ["abc", "-1", "nan"])
def test_a_time_limit_that_is_none(relu_book, value):
    code, said = relu_book.says("-o", f"time_limit={value}")
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "time_limit" in said or value in said
    assert "Traceback" not in said
