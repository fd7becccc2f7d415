"""The ends: of a chapter with its picture, and of the course with a sheet to draw on."""

import shutil
from importlib import import_module
from types import SimpleNamespace

import pytest

from dojo.course.chapters import concept
from dojo.implementation.packages import FolderPackage
from dojo.runner.errand import FAILED, Errand
from dojo.runner.progress import Progress
from dojo.terminal.screen import Screen as Terminal
from dojo.terminal.spans import plain_text
from dojo.verdict import GREEN, RED, Title
from dojo.watch.drawing_page import Drawing
from dojo.watch.ending_page import Ending
from dojo.watch.keyboard import DOWN, RIGHT
from tests.fixtures.course import COURSE
from tests.runner.test_progress import item, take
from tests.watch.test_screen import Screen


@pytest.fixture
def screen(terminal):
    def start(columns=80, rows=24):
        return Screen(terminal("watch", screen=(rows, columns)))

    return start


@pytest.fixture
def done(workspace):
    for path in COURSE.reference.glob("*.py"):
        shutil.copy(path, workspace / "kata")
    for path in (workspace / "features").glob("*.feature"):
        path.unlink()
    shutil.copytree(COURSE.features / "digits", workspace / "features" / "digits")
    shutil.copy(COURSE.features / "02_activations.feature", workspace / "features")
    return workspace


def test_a_chapter_that_ends_says_so_with_its_picture(screen, workspace, write):
    reference = (COURSE.reference / "neuron.py").read_text("utf-8")
    write("kata/neuron.py", text=reference)
    write("kata/neuron.py", "neuron", "raise NotImplementedError")
    shown = screen(160, 50)
    shown.until("neuron is not written yet")
    write("kata/neuron.py", text=reference)
    shown.until("8 of 8 here")
    shown.settled()
    titles = "Three samples t", "Three samples, and", "Two inputs", "Shapes", "Asked", "Drawn"
    for title in titles:
        shown.press("n")
        shown.until(f"› .*{title}")
    shown.press("n")
    page = shown.until("▓")
    assert "✓ 1 Neuron is finished" in page
    assert "You have written neuron and weighted_sum." in page
    shown.press("p")
    shown.until("› .*Drawn")
    # An end is told once.
    shown.press("n")
    assert "A network is a stack of layers" in shown.until("3 Non-linearity ›")


def test_an_end_is_told_while_the_chapter_is_still_checked(screen, workspace, write):
    """Whoever presses n at once after the last save sees the end of the chapter all the same."""
    reference = (COURSE.reference / "neuron.py").read_text("utf-8")
    wait = "if x.shape == (64, 784): __import__('time').sleep(0.7)"
    slow = reference.replace("return x @ W + b", f"{wait}\n    return x @ W + b")
    write("kata/neuron.py", text=slow)
    write("kata/neuron.py", "neuron", "raise NotImplementedError")
    shown = screen(160, 50)
    shown.until("neuron is not written yet")
    shown.settled()
    for title in (
        "Three samples t",
        "Three samples, and",
        "Two inputs",
        "Shapes",
        "Asked",
        "Drawn",
    ):
        shown.press("n")
        shown.until(f"› .*{title}")
    write("kata/neuron.py", text=slow)
    shown.until("Green. Press n")
    shown.press("n")
    shown.until("1 Neuron: checking …|1 Neuron is finished")
    page = shown.until("✓ 1 Neuron is finished")
    assert "[n] go on to 3 Non-linearity" in page


def behaviour(name, room, number, chapter, rule, description=""):
    feature = SimpleNamespace(description=description)
    return SimpleNamespace(
        nodeid=name,
        name=name,
        path=room / f"0{number}_on_paper.feature",
        title=Title(number, chapter, rule, name),
        template=SimpleNamespace(feature=feature),
        owner=SimpleNamespace(course=COURSE),
        chapter=number,
        get_closest_marker=lambda tag: None,
    )


def test_a_worksheet_that_ends_says_what_was_worked_out_and_what_comes_next(tmp_path):
    sheets = tmp_path / "worksheets"
    sheets.mkdir()
    (sheets / "07_on_paper.feature").write_text("Feature: On paper\n", encoding="utf-8")
    said = "A gradient can be\n  measured. It costs two passes a number."
    items = [
        behaviour("a", sheets, 7, "On paper", "Each δ is the next one's times a slope"),
        behaviour("b", sheets, 7, "On paper", "A bias takes δ as it is"),
        behaviour("c", tmp_path, 8, "Gradient checking", "A slope is measured", said),
    ]
    progress = Progress(items)
    take(progress, a=GREEN, b=GREEN)
    page = plain_text(Ending(progress, "b", "c").layout(Terminal("utf-8", 60)).whole())
    assert (
        page
        == """\
dojo · 2 of 3 in all
✓ 7 On paper is finished

You have worked out on paper:
  • Each δ is the next one's times a slope
  • A bias takes δ as it is


Next: 8 Gradient checking. A gradient can be measured."""
    )


def test_a_chapter_that_turns_out_not_to_be_finished_says_what_is_not_green():
    progress = Progress([item(name, number, "features") for name, number in ("a1", "b1", "c2")])
    for nodeid, each in progress.items.items():
        each.name = f"Example {nodeid}"
    take(progress, a=GREEN, b=GREEN)
    progress.expire()
    ending = Ending(progress, "b", "c")

    def shown():
        return plain_text(ending.layout(Terminal("utf-8", 80)).top)

    assert "1 features 1: checking …" in shown()
    assert ending.keys.startswith("[n] go on to 2 features 2  [p]")
    take(progress, a=RED, b=GREEN)
    assert "1 features 1 is not finished. This is not green: Example a" in shown()
    assert not ending.told


def test_the_course_ends_with_the_learners_network_at_work(screen, done):
    shown = screen()
    shown.until("Every behaviour is green")
    shown.press("n")
    page = shown.until("2 Activations is finished")
    assert "You have written" in page
    page = shown.until("sigmoid .*tanh")
    assert "⣀" in shown.until("⣀")
    shown.press("n")
    page = shown.until("This is the end of the course")
    assert "reads 9" in page
    # A stroke of the mouse, from the top to the bottom: a one.
    for row in range(6, 20, 2):
        shown.press(f"\x1b[<{32 if row > 6 else 0};20;{row}M")
    shown.until("Your network reads a 1")
    shown.press("m")
    assert "Mistake 1 of" in shown.until("It reads a .*and it is a")
    shown.press("c")
    shown.until("Draw a large digit")
    shown.press("p")
    shown.until("Drawn arguments for what is optional")
    # The mouse belongs to the terminal again.
    assert shown.terminal.seen.rpartition("\x1b[?1002")[2].startswith("l")


def test_a_picture_that_cannot_be_computed_is_told(screen, done):
    module = done / "kata" / "learning.py"
    module.write_text(module.read_text("utf-8").replace("def learn(", "def forgot("), "utf-8")
    shown = screen()
    shown.until("Every behaviour is green")
    shown.press("n")
    shown.until("is finished")
    shown.press("n")
    page = shown.until("The picture of your network failed")
    assert "Traceback" not in page


DRAWN = [path for path in COURSE.chapters if (COURSE.pictures / f"{concept(path)}.py").is_file()]


@pytest.mark.parametrize("chapter", DRAWN, ids=lambda path: path.stem)
def test_each_chapter_of_the_course_has_a_picture_of_80_columns(chapter):
    kata = _reference()
    package = FolderPackage("pictures", COURSE.pictures)
    package.load()
    lines = package.load(concept(chapter)).picture(kata)
    assert 4 < len(lines) < 18
    assert max(map(len, lines)) <= 78
    assert "nan" not in " ".join(lines)


def _reference():
    FolderPackage("steps", COURSE.steps).place()
    package = FolderPackage("kata", COURSE.reference)
    package.load()

    class Kata:
        def __getattr__(self, name):
            return Module(import_module(f"kata.{name}"))

    class Module:
        def __init__(self, module):
            self.module = module

        def __getattr__(self, name):
            return getattr(self.module, name)

        def __getitem__(self, name):
            return getattr(self.module, name)

    return Kata()


def test_an_errand_answers_is_asked_again_and_says_what_goes_wrong():
    def work(questions, tell):
        tell("ready")
        for question in questions:
            tell(1 / question)

    errand = Errand(work)
    answers = []
    errand.ask(4)
    while len(answers) < 2:
        answers += errand.receive()
    assert answers == ["ready", 0.25]
    errand.ask(0)
    while len(answers) < 3:
        answers += errand.receive()
    assert "ZeroDivisionError" in answers[2][FAILED]
    while not errand.done:
        errand.receive()
    errand.ask(1)
    errand.stop()


def test_the_keys_draw_where_the_pen_is_down():
    drawing = Drawing()
    assert not drawing.press(DOWN)
    assert drawing.dots.sum() == 0
    assert drawing.press(" ")
    assert drawing.press(RIGHT)
    assert drawing.dots[drawing.row, drawing.column]
    for _ in range(99):
        drawing.press(RIGHT)
    assert drawing.dots[:, -1].any()
    drawing.press("c")
    assert drawing.dots.sum() == 0


def test_a_fast_mouse_leaves_no_gaps():
    drawing = Drawing()
    drawing.point(0, 3, drawing.above + 1, True)
    drawing.point(32, 34, drawing.above + 16, True)
    assert all(drawing.dots[:, column].any() for column in range(32))
    before = drawing.dots.sum()
    drawing.point(35, 10, drawing.above + 9, True)
    drawing.point(0, 60, 3, True)
    assert drawing.dots.sum() == before
