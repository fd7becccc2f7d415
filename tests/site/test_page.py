"""The page in a real browser: verdicts, endless loops, and the work that is kept."""

import json
import re
import subprocess
import sys
import zipfile

import pytest

from tests.site.conftest import REFERENCE, paste

RELU = "ReLU passes what is positive"
NEURON = REFERENCE["kata/neuron.py"]
SUM = "return x @ W + b"


def test_a_beginner_writes_the_first_function(dojo):
    dojo.state("not written yet")
    assert "weighted_sum is not written yet." in dojo.results()
    dojo.replace("neuron", SUM, "return x @ W")
    dojo.state("red")
    assert "✗ yours 11" in dojo.results()
    assert "edit kata/neuron.py" in dojo.results()
    dojo.replace("neuron", SUM, SUM)
    dojo.state("green")
    dojo.tab.locator(".dojo-go").click()
    dojo.state("green")
    assert dojo.tab.locator("nav .mark.green").count() >= 2


def test_a_mistake_is_named(dojo):
    dojo.rule(RELU)
    dojo.replace("activations", "return (z > 0) * 1.0", "return (z >= 0) * 1.0")
    dojo.state("red")
    named = "Your slope? matches `z ≥ 0` instead of `z > 0`."
    assert named in dojo.results()
    heard = dojo.tab.locator("[role=status][aria-live=polite]", has_text=named)
    heard.wait_for(state="attached")


def test_a_loop_without_end_is_interrupted_and_its_line_is_named(dojo):
    dojo.replace("neuron", SUM, "while True:\n        pass")
    dojo.state("broken")
    assert (
        "The code gave no answer within 10 s. Is there an endless loop? It was at:"
        in dojo.results()
    )
    line = NEURON[: NEURON.index(SUM)].count("\n") + 1
    said = re.search(r"edit kata/neuron.py:(\d+) weighted_sum", dojo.results())
    assert int(said[1]) in (line, line + 1)


def caption(dojo, figure, words):
    dojo.tab.locator(f"#figure--{figure} figcaption", has_text=words).wait_for()


def test_a_figure_is_drawn_from_what_the_learner_has_written(dojo):
    caption(dojo, "one-neuron", "Not drawn yet. weighted_sum is not written yet. (kata/neuron.py:")
    dojo.replace("neuron", SUM, SUM)
    caption(dojo, "one-neuron", "3 + 2·4 + 5 = 16")
    drawing = dojo.tab.locator("#figure--one-neuron svg")
    assert "a = 4" in drawing.text_content()
    dojo.replace("neuron", SUM, "return x @ W")
    caption(dojo, "one-neuron", "= 11")
    dojo.fresh()
    caption(dojo, "one-neuron", "Not drawn yet")


def test_a_plot_is_shown_where_the_learner_computes_its_numbers(dojo):
    dojo.rule(RELU)
    dojo.write(REFERENCE["kata/activations.py"])
    caption(dojo, "activations-and-slopes", "Where the solid line is curved")
    # Until then the page may show what another text computed.
    plot = dojo.tab.locator("#figure--activations-and-slopes svg path")
    plot.nth(30).wait_for(state="attached")
    dojo.replace("activations", "return (z > 0) * 1.0", "return (z > 1) * 1.0")
    caption(dojo, "activations-and-slopes", "Your code computes other numbers here")
    dojo.mine("Reset this file")


ENDINGS = {
    "exit": "import os; os._exit(1)",
    "memory": "return [bytearray(10**8) for _ in range(10**6)]",
}


@pytest.mark.parametrize("line", ENDINGS.values(), ids=ENDINGS)
def test_what_ends_the_process_ends_in_a_verdict_and_the_next_one_is_right(dojo, line):
    dojo.replace("neuron", SUM, line)
    dojo.state("broken")
    dojo.replace("neuron", SUM, SUM)
    dojo.state("green")


def test_a_loop_in_c_is_ended_by_the_page(dojo):
    dojo.state("not written yet")
    dojo.replace("neuron", SUM, "return sum(iter(int, 1))")
    dojo.state("broken")
    assert "could not be interrupted" in dojo.results()
    dojo.replace("neuron", SUM, SUM)
    dojo.state("green")


def ends_the_worker(when):
    """Return code that takes more of the browser's stack than there is."""
    deep = "sys.setrecursionlimit(10**8); f = lambda *_: max([1, 2], key=f); f()"
    return f"if {when}:\n        import sys; {deep}\n    {SUM}"


def test_everything_is_checked_though_two_behaviours_end_their_workers(dojo):
    dojo.replace("neuron", SUM, ends_the_worker("np.ndim(W) == 1 and np.array_equal(x, [1, 2])"))
    dojo.state("broken")
    dojo.tab.locator("button", has_text="Run all").click()
    # 6 of chapter 1, some of which come after the two; and 11 that ask no function of a kata.
    dojo.notice("17 of 391 behaviours are green.")


def test_code_that_ends_every_worker_is_not_run_again_and_again(dojo):
    dojo.replace("neuron", SUM, ends_the_worker("True"))
    dojo.state("broken")
    dojo.tab.locator("button", has_text="Run all").click()
    dojo.notice("Your code ended Python three times, so the page checks no further.")
    dojo.replace("neuron", SUM, SUM)
    dojo.state("green")


def test_the_learner_can_stop_a_check(dojo):
    dojo.state("not written yet")
    dojo.replace("neuron", SUM, "while True:\n        pass")
    dojo.tab.locator(".dojo-stop").click()
    dojo.replace("neuron", SUM, SUM)
    dojo.state("green")


def test_nothing_that_a_kata_patches_is_there_in_the_next_check(dojo):
    dojo.replace(
        "neuron",
        SUM,
        "import builtins, dojo.tables.comparison as c\n"
        "    np.add = np.multiply = builtins.sum = None\n"
        "    c.compare = lambda *a, **k: None\n"
        "    open('/lib/python3.12/site-packages/dojo/verdict.py', 'w').write('')\n"
        "    return x @ W",
    )
    dojo.tab.locator(".dojo-results .dojo-verdict", has_text="By hand").wait_for()
    dojo.replace("neuron", SUM, "return x @ W")
    dojo.state("red")
    assert "✗ yours 11" in dojo.results()
    dojo.replace("neuron", SUM, SUM)
    dojo.state("green")


def test_work_is_there_after_a_reload_and_without_a_network(dojo):
    dojo.replace("neuron", SUM, SUM)
    dojo.state("green")
    context = dojo.tab.context
    dojo.tab.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    context.set_offline(True)
    try:
        dojo.tab.reload()
        dojo.state("green")
        assert SUM in dojo.text()
    finally:
        context.set_offline(False)


def test_the_download_is_a_workspace_that_dojo_and_pytest_take(dojo, written):
    dojo.replace("neuron", SUM, SUM)
    dojo.state("green")
    with dojo.tab.expect_download() as download:
        dojo.mine("Download")
    (folder,) = written(download.value).iterdir()
    dojo.tab.locator("#dojo input[type=file]").set_input_files(download.value.path())
    dojo.notice("Opened: ")
    assert json.loads((folder / ".dojo" / "manifest.json").read_text("utf-8"))["files"]
    for command in (["dojo", "run", "1"], ["pytest", "-q", "features/01_neuron.feature"]):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_workspace_is_opened(dojo, tmp_path):
    from dojo.workspace.workspace import start

    folder = tmp_path / "mine"
    start(folder)
    (folder / "kata" / "neuron.py").write_text(NEURON, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "mine.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in sorted(folder.rglob("*")):
            zipped.write(path, path.relative_to(tmp_path))
    dojo.state("not written yet")
    dojo.tab.locator("#dojo input[type=file]").set_input_files(tmp_path / "mine.zip")
    dojo.notice("behaviours are green")
    assert SUM in dojo.text()


def bad_zip(path, kind):
    if kind == "none":
        path.write_bytes(b"PK\x03\x04 this is not a zip")
        return "is not a zip"
    names = {
        "climbing": {".dojo/manifest.json": "{}", "../evil.py": ""},
        "nothing": {"readme.txt": "hello"},
        "other": {"x/.dojo/manifest.json": '{"version": "1", "files": {"kata/halves.py": "0"}}'},
        "damaged": {"x/.dojo/manifest.json": "not JSON", "x/kata/neuron.py": ""},
    }[kind]
    with zipfile.ZipFile(path, "w") as zipped:
        for name, text in names.items():
            zipped.writestr(name, text)
    return {
        "climbing": "a path outside its folder: ../evil.py",
        "nothing": "is not a workspace",
        "other": "of another course",
        "damaged": "is damaged",
    }[kind]


def test_a_zip_that_is_none_or_another_is_refused_and_nothing_is_lost(dojo, tmp_path):
    dojo.replace("neuron", SUM, SUM)
    dojo.state("green")
    for kind in ("none", "climbing", "nothing", "other", "damaged"):
        said = bad_zip(tmp_path / "bad.zip", kind)
        dojo.tab.locator("#dojo input[type=file]").set_input_files(tmp_path / "bad.zip")
        dojo.notice(said)
        assert SUM in dojo.text()


def test_code_that_is_half_written_is_a_sentence(dojo):
    dojo.write("def weighted_sum(x, W, b):\n    return (x @")
    dojo.state("broken")
    assert "Python cannot read kata/neuron.py" in dojo.results()


def test_much_that_is_pasted_is_kept_and_not_run(dojo):
    dojo.state("not written yet")
    paste(dojo.tab, "# much\n" * 800_000)
    dojo.notice("is too large to check")
    dojo.tab.wait_for_timeout(1000)
    dojo.tab.reload()
    dojo.notice("is too large to check")


def test_two_tabs_do_not_overwrite_each_other(dojo, open_page):
    dojo.state("not written yet")
    other = open_page(dojo.tab.context)
    other.notice("is open in another tab")
    dojo.replace("neuron", SUM, SUM)
    dojo.state("green")
    other.tab.locator(".dojo-notice button", has_text="Write here").click()
    dojo.notice("is open in another tab")
    assert SUM in other.text()
    other.write(NEURON.replace(SUM, "return 1"))
    other.state("red")
    dojo.tab.locator(".dojo-notice button", has_text="Write here").click()
    dojo.tab.locator(".cm-line", has_text="return 1").wait_for()
    assert other.errors == []
