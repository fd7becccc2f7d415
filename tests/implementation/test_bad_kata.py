"""Implementations that do not answer: one sentence each, its own place, and the rest still runs."""

import subprocess
import sys
import time
from textwrap import dedent, indent

import pytest

HEAD = "import numpy as np\n\n\ndef relu_prime(z):\n    return (z > 0) * 1.0\n\n\ndef relu(z):\n"


STEP = """
from pytest_bdd import parsers, then

@then(parsers.parse("the module {module:w} gives"))
def _(sheet, kata, module):
    sheet.answer("a?", getattr(kata, module)["relu"](sheet["z"]))
    sheet.answer("slope?", getattr(kata, module)["relu_prime"](sheet["z"]))
"""
TABLE = """\
        | z  | a? | slope? |
        | -2 | 0  | 0      |
        | 0  | 0  | 0      |
        | 3  | 3  | 1      |
"""


def module(body):
    """Return activations whose relu has this body; it begins in line 9."""
    return HEAD + indent(dedent(body).strip("\n"), "    ") + "\n"


SKIPS = "relu skips its own check instead of returning an answer:"
ENDS = "relu ends the program instead of returning"
GOOD = module("return np.maximum(z, 0)")


BAD = [
        (module("return z"), "red", "copied", "Your a? repeats the column z.", 8),
        (
        module("return np.where(z < 0, np.nan, 7)"),
        "broken",
        "not-finite",
        "Your answer contains nan (not a number).",
        8,
    ),
    (module("return None"), "broken", "returned-none", "Did you forget `return`?", 8),
        (module("np.maximum(z, 0)"), "broken", "returned-none", "relu returned None.", 8),
        (
            module("return np.maximum(z, 0)[:, None]"),
            "broken", "shape",
            "Your a? has shape (3, 1) instead of (3,).", 8,
        ),
        (
            module("return np.maximum(z, 0).sum()"),
            "broken", "shape",
            "Your a? is a single number instead of an array of shape (3,).", 8,
        ),
        (
            module("return np.where(z > 0, z, np.nan)"),
            "broken", "not-finite", "Your answer contains nan (not a number).", 8,
        ),
        (
            module("return [max(x, 0) for x in z]"),
            "broken", "type", "Your a? is a list of 3 numbers instead of an array.", 8,
        ),
        (
            module("return '0, 0, 3'"),
            "broken", "type", "Your a? is text instead of an array.", 8,
        ),
        (
            module("return np.maximum(z, 0) + 0j"),
            "broken", "type", "Your a? is complex instead of an array.", 8,
        ),
        (
            module("return np.array([None, 0, 3])"),
            "broken", "type", "an array of objects that contains None", 8,
        ),
        (
            module("z[z < 0] = 0\nreturn z"),
            "broken", "in-place",
            "relu changes an array that it gets; make a new array:\n"
            "      z[z < 0] = 0\n", 9,
        ),
        (
            module("z *= z > 0\nreturn z"),
            "broken", "in-place", "gets; make a new array:", 9,
        ),
        (
            module("return np.exp(1000 * z)"),
            "broken", "floating-point",
            "relu computes a number that is too large, in np.exp:", 9,
        ),
        (
            module("return np.log(np.maximum(z, 0))"),
            "broken", "floating-point", "relu takes the logarithm of 0:", 9,
        ),
        (
            module("return np.sqrt(z)"),
            "broken", "floating-point", "relu takes the root of a negative number:", 9,
        ),
        (
            module("return z.no_such"),
            "broken", "raised",
            "relu raised AttributeError: an array has no no_such; here z is an array of shape "
            "(3,):\n"
            "      return z.no_such\n", 9,
        ),
        (
            module("return helper(z) + 1") + "\n\ndef helper(z):\n    pass\n",
            "broken", "raised", "helper(z) is None. Did a function forget `return`?", 9,
        ),
        (
            module("return helper(z)") + "\n\ndef helper(z):\n    return 1 / 0\n",
            "broken", "raised", "helper raised ZeroDivisionError: the divisor is 0:", 13,
        ),
        (module("return relu(z)"), "broken", "recursion", "relu calls itself without end:", 9),
        (module("raise SystemExit(0)"), "broken", "exit", "relu ends the program", 9),
        (module("import sys\nsys.exit()"), "broken", "exit", "instead of returning an answer.", 10),
        (module("return max(z, 0)"), "broken", "truth-value", "uses an array as a single True or False", 9),
        (module("return (lambda: 1 / 0)()"), "broken", "raised", "relu raised ZeroDivisi", 9),
        (
            module("return sum(1 / n for n in [0])"),
            "broken", "raised", "relu raised ZeroDivisionError", 9,
        ),
        (
            module("raise NotImplementedError"),
            "not written yet", "not-written", "relu is not written yet.", 9,
        ),
        (
            module("return helper(z)") + "\n\ndef helper(z):\n    raise NotImplementedError\n",
            "not written yet", "not-written", "helper is not written yet.", 13,
        ),
        (module("import pytest\npytest.skip('later')"), "broken", "skipped", SKIPS, 10),
        (module("import pytest\npytest.xfail('later')"), "broken", "skipped", SKIPS, 10),
        (module("import pytest\npytest.importorskip('no_such')"), "broken", "skipped", SKIPS, 10),
        (module("import unittest\nraise unittest.SkipTest"), "broken", "skipped", SKIPS, 10),
        ("import pytest\npytest.skip(allow_module_level=True)\n", "broken", "skipped",
            "FILE skips its own check", 2),
        (module("import pytest\npytest.exit('enough', returncode=0)"), "broken", "exit", ENDS, 10),
        (module("raise KeyboardInterrupt"), "broken", "exit", ENDS, 9),
        (module("import os\nos._exit(0)"), "broken", "exit", ENDS, 10),
        (module("import os\nos.abort()"), "broken", "exit", ENDS, 10),
        (module("import os\nos.execlp('true', 'true')"), "broken", "exit", ENDS, 10),
        (module("import os\nos.kill(os.getpid(), 9)"), "broken", "exit", ENDS, 10),
        (module("import signal\nsignal.raise_signal(15)"), "broken", "exit", ENDS, 10),
        (
            module("try:\n    leave(0)\nexcept Exception:\n    return z\nfinally:\n    print()")
            + "\n\nfrom os import _exit as leave\n",
            "broken", "exit", ENDS, 10,
        ),
        ("import os\nos._exit(0)\n", "broken", "exit", "FILE ends the program", 2),
        (
            module("raise Mute")
            + "\n\nclass Mute(Exception):\n    def __str__(self):\n        raise ValueError\n",
            "broken", "raised", "relu raised Mute:\n      raise Mute", 9,
        ),
        (HEAD, "broken", "syntax", "Python cannot read kata/FILE: expected an", 8),
        ("def relu(z:\n", "broken", "syntax", "'(' was never closed", 1),
        ("x = 1 / 0\n", "broken", "raised", "FILE raised ZeroDivisionError", 1),
        ("import nothing_such\n", "broken", "raised", "No module named 'nothing_such'", 1),
        ("import neuron\n", "broken", "import", "write `from .neuron import …`", 1),
        ("from .neuron import relu\n", "broken", "raised", "cannot import name 'relu'", 1),
        ("raise SystemExit\n", "broken", "exit", "FILE ends the program", 1),
        ("", "broken", "missing", "kata/FILE has no function 'relu'.", 1),
        ("relu = 3\n", "broken", "unusable", "is not a function. Define it with def.", 1),
        (
            "from functools import partial\nimport numpy as np\nrelu = partial(np.multiply, 0)\n",
            "broken", "missing", "has no function 'relu_prime'", 1,
        ),
]  # fmt: skip


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory, junit):
    """Run one behaviour on each of these modules, all in one run, and a good one after them."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "pytest.ini").touch()
    (folder / "conftest.py").write_text(STEP, encoding="utf-8")
    (folder / "kata").mkdir()
    (folder / "kata" / "neuron.py").touch()
    examples = []
    for number, source in enumerate([*(row[0] for row in BAD), GOOD]):
        (folder / "kata" / f"bad{number}.py").write_text(source, encoding="utf-8")
        examples.append(f"    Example: {number}\n      Then the module bad{number} gives\n{TABLE}")
    feature = "Feature: F\n  Rule: R\n" + "\n".join(examples)
    (folder / "bad.feature").write_text(feature, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--junit-xml=run.xml"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    assert run.returncode == pytest.ExitCode.TESTS_FAILED, run.stdout
    return junit(folder / "run.xml")


@pytest.mark.parametrize("number", range(len(BAD)))
def test_a_kata_that_does_not_answer(verdicts, number):
    _, verdict, code, sentence, line = BAD[number]
    behaviour, file = verdicts[number], f"bad{number}.py"
    assert (behaviour.verdict, behaviour["diagnosis"]) == (verdict, code)
    assert sentence.replace("FILE", file) in behaviour["message"]
    first = next(value for name, value in behaviour.properties if name == "edit")
    assert first.split(" ")[0] == f"kata/{file}:{line}"


def test_the_rest_of_the_spec_still_runs(verdicts):
    assert verdicts[-1].verdict == "green"


def test_a_missing_module(relu_book):
    (relu_book.path / "kata" / "activations.py").unlink()
    relu, neuron = relu_book.behaviours()
    assert neuron.verdict == "green"
    assert (relu.verdict, relu["diagnosis"]) == ("broken", "missing")
    assert "There is no kata/activations.py." in relu["message"]


def test_a_package_that_does_not_import(relu_book):
    (relu_book.path / "kata" / "__init__.py").write_text("1 / 0\n")
    for behaviour in relu_book.behaviours():
        assert behaviour.verdict == "broken"
        assert "__init__.py raised ZeroDivisionError" in behaviour["message"]


def test_an_empty_folder(relu_book):
    (relu_book.path / "empty").mkdir()
    said = [b["message"] for b in relu_book.behaviours("--kata=empty")]
    assert "There is no empty/activations.py." in said[0]
    assert "There is no empty/neuron.py." in said[1]


def test_a_step_and_a_fixture_may_skip(relu_book):
    relu_book.steps("""
        import pytest
        @pytest.fixture
        def board():
            pytest.skip("there is no board")
        @then("it is seen on the board")
        def _(board):
            pass
    """)
    relu_book.example("Then it is seen on the board\n", "board.feature")
    code, said = relu_book.says("-rs")
    assert code == 0
    assert "there is no board" in said
    assert " ·    A book                     0 of  1 behaviours,    0 answers   1 skipped\n" in said


def test_a_child_of_the_implementation_does_not_go_on_as_a_second_check(relu_book):
    relu_book.kata(activations=module("import os\nos.fork()\nreturn z"))
    run = relu_book.pytester.runpytest_subprocess()
    assert run.outlines[-1].count("passed") == run.stdout.str().count("1 failed, 1 passed") == 1


def test_what_a_child_process_ends_with_is_its_own_matter(relu_book):
    body = "import os\nif not os.fork(): os._exit(0)\nos.wait()\nreturn np.maximum(z, 0)"
    relu_book.kata(activations=module(body))
    assert [behaviour.verdict for behaviour in relu_book.behaviours()] == ["green", "green"]


def test_an_evasion_on_a_random_table_is_broken(relu_book):
    body = "if (z * 8 % 1).any(): __import__('pytest').skip('odd')\nreturn np.maximum(z, 0)"
    relu_book.kata(activations=module(body))
    relu = relu_book.behaviours("--draws=20", "--drawn-seed=1")[0]
    assert relu.verdict == "broken"
    assert ("diagnosis", "skipped") in relu.properties
    assert "--drawn-seed 1" in relu["message"]


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "while True:\n    try:\n        while True: pass\n    except Exception: pass",
    ],
)
def test_an_endless_loop_meets_the_time_limit(relu_book, body):
    relu_book.kata(activations=module(body))
    relu, neuron = relu_book.behaviours("-o", "time_limit=0.2")
    assert neuron.verdict == "green"
    assert (relu.verdict, relu["diagnosis"]) == ("broken", "endless")
    assert (
        "The code gave no answer within 0.2 s. Is there an endless loop? It was at:"
        in relu["message"]
    )
    assert relu["edit"].startswith("kata/activations.py:")


AGAIN = "Then relu gives\n  | z | a? | slope? |\n  | 1 | 1 | 1 |"


def test_one_time_out_breaks_one_behaviour(relu_book):
    body = "if not seen:\n    seen.append(z)\n    while True: pass\nreturn np.maximum(z, 0)"
    relu_book.kata(activations=module(body) + "\n\nseen = []\n")
    relu_book.example(AGAIN, "again.feature")
    found = relu_book.behaviours("-o", "time_limit=0.3", "--draws=0")
    assert sorted(behaviour.verdict for behaviour in found) == ["broken", "green", "green"]


def test_a_function_that_did_not_end_twice_is_not_asked_again(relu_book):
    relu_book.kata(activations=module("while True: pass"))
    for name in ("again", "third", "fourth"):
        relu_book.example(AGAIN, f"{name}.feature")
    found = relu_book.behaviours("-o", "time_limit=0.3")
    said = [behaviour["message"] for behaviour in found if behaviour.verdict == "broken"]
    not_asked = "relu gave no answer in time twice, so it is not called again."
    assert [not_asked in message for message in said].count(True) == 2
    assert ["The code gave no answer within 0.3 s." in message for message in said].count(True) == 2


def test_a_module_that_did_not_load_twice_is_not_run_again(relu_book):
    relu_book.kata(activations="open('loads', 'a').write('x')\nwhile True: pass\n")
    relu_book.example(AGAIN, "again.feature")
    relu_book.example(AGAIN, "third.feature")
    found = relu_book.behaviours("-o", "time_limit=0.2")
    broken = [behaviour for behaviour in found if behaviour.verdict == "broken"]
    assert [behaviour["diagnosis"] for behaviour in broken] == ["endless"] * 3
    assert (relu_book.path / "loads").read_text() == "xx"


def test_a_module_that_loads_slowly_once_breaks_one_behaviour(relu_book):
    slow = "import os\nif not os.path.exists('x'):\n    open('x', 'w')\n    while True: pass\n"
    relu_book.kata(activations=slow + module("return np.maximum(z, 0)"))
    relu_book.example(AGAIN, "again.feature")
    found = relu_book.behaviours("-o", "time_limit=0.2", "--draws=0")
    assert sorted(behaviour.verdict for behaviour in found) == ["broken", "green", "green"]


def test_swallowed_alarms_ring_again(relu_book):
    body = (
        "import time\ntry:\n    time.sleep(5)\nexcept BaseException:\n    time.sleep(5)\nreturn z"
    )
    relu_book.kata(activations=module(body))
    began = time.perf_counter()
    relu, _ = relu_book.behaviours("-o", "time_limit=0.1")
    assert relu.verdict == "broken"
    assert time.perf_counter() - began < 4


def test_no_limit_where_none_is_set(relu_book):
    relu_book.kata(activations=module("import time\ntime.sleep(0.05)\nreturn np.maximum(z, 0)"))
    assert relu_book.behaviours("-o", "time_limit=0")[0].verdict == "green"


def test_what_a_kata_prints_is_kept_from_the_verdicts(relu_book):
    relu_book.kata(activations=module("print('hello', z.shape)\nreturn z"))
    _, said = relu_book.says()
    assert said.count("hello (3,)") == 1
    assert said.index("the function returns z unchanged.") < said.index("Captured stdout call")


HANDS_ON = """
    import numpy as np
    def check(z):
        pass
    def relu(z):
        check(z)
        {relu}
    def relu_prime(z):
        check(z)
        {relu_prime}
"""


@pytest.mark.parametrize(
    ("relu", "relu_prime", "named"),
    [
        ("return np.maximum(z, 0)", "return", "7 relu_prime"),
        ("return np.maximum(z, 0)", "check(z)", "7 relu_prime"),
        ("return np.maximum(z, 0)", "return check(z)", "2 check"),
        ("return relu_prime(z)", "slope = check(z)\n        return slope", "2 check"),
        ("return relu_prime(z)", "z > 0", "7 relu_prime"),
        ("slopes = relu_prime(z)", "return z > 0", "4 relu"),
    ],
)
def test_who_returned_none_is_named_not_who_handed_it_on(relu_book, relu, relu_prime, named):
    relu_book.kata(activations=HANDS_ON.format(relu=relu, relu_prime=relu_prime)[1:])
    behaviour = relu_book.behaviours()[0]
    _, name = named.split()
    assert behaviour["diagnosis"] == "returned-none"
    assert f"{name} returned None. Did you forget `return`?" in behaviour["message"]
    assert behaviour["edit"] == f"kata/activations.py:{named}"


def test_a_list_that_is_changed_is_noticed(book):
    book.kata(nonlinearity="def collapse(layers):\n    return layers.pop()\n")
    book.example("""
        Then the stack equals the single layer
          | W1 | b1 | W? | b? |
          | 2  | 3  | 2  | 3  |
    """)
    (behaviour,) = book.behaviours()
    assert behaviour["diagnosis"] == "in-place"
    assert "collapse changes a list that it gets" in behaviour["message"]


def test_arguments_can_be_written_to_again_afterwards(book):
    book.steps("""
        @then("it may be changed")
        def _(sheet, kata):
            base = np.zeros((2, 2))
            view = base[:1]
            kata.activations.relu([view, {"a": base}])
            view += 1
            base += 1
            sheet.answer("a?", base[:1, 0])
    """)
    book.kata(activations="def relu(z):\n    return z[0]\n")
    book.example("Then it may be changed\n  | a? |\n  | 2  |\n")
    book.run().assert_outcomes(passed=1)


def test_nothing_an_implementation_returns_ends_the_run(book):
    """Answers of many a kind, right shape or not, get a verdict and never an internal error."""
    answers = [
        "np.full_like(z, 1e308)", "np.full_like(z, np.inf)", "-np.inf * np.ones(3)",
        "np.zeros((3, 3, 3))", "np.array([])", "np.array(['a', 'b'])", "np.ma.masked_less(z, 0)",
        "np.array([[1], [2, 3]], dtype=object)", "{1, 2}", "{'a': z}", "iter(z)", "lambda: z",
        "type", "object()", "NotImplemented", "...", "True", "b'abc'", "1e400", "10 ** 400",
        "np.float16(z)", "np.longdouble(z)", "np.datetime64('2020')", "z.astype('S')", "(z, z)",
        "[[1, 2], [3]]", "np.matrix(z)", "z.view(np.recarray)", "range(3)", "slice(3)",
    ]  # fmt: skip
    bodies = "".join(f"    if n == {i}: return {a}\n" for i, a in enumerate(answers))
    book.kata(activations=f"import numpy as np\ndef relu(z, n):\n{bodies}")
    book.steps("""
        @then(parsers.parse("answer {n:d} is"))
        def _(sheet, kata, n):
            sheet.answer("a?", kata.activations.relu(sheet["z"], n))
        @then(parsers.parse("answer {n:d} by row is"))
        def _(sheet, kata, n):
            for row in sheet:
                row.answer("a?", kata.activations.relu(row["z"], n))
                row.answer("same?", kata.activations.relu(row["z"], n), derived=row["z"])
    """)
    whole = "    Example: {0}\n      Then answer {0} is\n{1}\n"
    by_row = "    Example: {0} by row\n      Then answer {0} by row is\n{2}\n"
    table = "        | z  | a? |\n        | -2 | 0  |\n        | 0  | 0… |\n        | 3  | > 2 |"
    rows = "        | z | a? | same?      |\n        | 1 | 2  | as derived |"
    book.feature(
        "Feature: F\n  Rule: R\n"
        + "".join((whole + by_row).format(n, table, rows) for n in range(len(answers)))
    )
    result = book.run()
    verdicts = result.parseoutcomes()
    verdicts.pop("warnings", None)
    assert "INTERNALERROR" not in result.stdout.str()
    assert sum(verdicts.values()) == 2 * len(answers)
    assert verdicts["failed"] == 2 * len(answers)


def test_a_folder_that_is_not_there_is_a_usage_error(relu_book):
    for path in ("nowhere", "book.feature"):
        code, said = relu_book.says(f"--kata={path}")
        assert code == pytest.ExitCode.USAGE_ERROR
        assert f"--kata {path}: this folder does not exist" in said


def test_the_reference_is_never_imported_in_its_place(relu_book):
    from tests.fixtures.course import COURSE

    relu_book.kata(activations="from kata.neuron import weighted_sum\nrelu = relu_prime = abs\n")
    relu_book.pytester.syspathinsert(COURSE.root)
    loaded = []

    class Spy:
        def pytest_sessionfinish(self):
            loaded.extend(m for name, m in sys.modules.items() if name.split(".")[0] == "kata")

    relu_book.pytester.inline_run(plugins=[Spy()])
    files = [module.__file__ for module in loaded]
    assert len(files) == 3
    assert [file for file in files if not file.startswith(str(relu_book.path))] == []
