"""The painted screen: the whole behaviour, never stale, within the lines that there are."""

import re
import shutil
import subprocess
import sys
import time

import pytest

from dojo.terminal.spans import Span
from dojo.watch.layout import Layout
from tests.fixtures.course import COURSE

SUM = ("kata/neuron.py", "weighted_sum")
CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;;[^\x1b]*\x1b\\")
PAGE = "\x1b[H"


class Screen:
    """The page that a terminal shows: what was painted last."""

    def __init__(self, terminal):
        self.terminal = terminal

    @property
    def raw(self):
        return self.terminal.seen.rpartition(PAGE)[2]

    @property
    def page(self):
        return CODES.sub("", self.raw).replace("\r", "")

    def until(self, true, seconds=20):
        """Wait until the page is so."""
        end = time.monotonic() + seconds
        test = true if callable(true) else lambda page: re.search(true, page)
        while True:
            page = self.page
            self.terminal.read_for(0.05)
            # A page arrives in pieces: it is whole where nothing follows.
            if page == self.page and test(page):
                return page
            assert time.monotonic() < end, page

    def settled(self):
        return self.until(lambda page: "checking" not in page and "[q] quit" in page)

    def press(self, key):
        self.terminal.press(key)


@pytest.fixture
def screen(terminal):
    """Return what opens `dojo` in a terminal of so many columns and lines."""

    def start(columns=100, rows=50, **how):
        return Screen(terminal("watch", screen=(rows, columns), **how))

    return start


@pytest.fixture
def done(workspace):
    for path in (workspace / "kata").glob("*.py"):
        shutil.copy(COURSE.reference / path.name, path)


def change(workspace, file, before, after):
    path = workspace / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_the_chapters_introduction_is_shown_until_the_first_save(screen, write):
    shown = screen()
    page = shown.settled()
    assert "A neuron is the smallest part of a neural network." in page
    assert "edit kata/neuron.py:19 weighted_sum" in page
    write(*SUM, "return x @ W - b")
    page = shown.until("✗ yours")
    assert "smallest part" not in page
    assert "Each input meets its own weight" in page


@pytest.mark.parametrize("mistake", ["x @ W - b", "x @ W"])
def test_counts_and_what_is_lost_are_those_of_now(screen, workspace, done, mistake):
    shown = screen()
    assert "26 of 26 in all" in shown.until("Every behaviour is green")
    change(workspace, "kata/neuron.py", "return x @ W + b", f"return {mistake}")
    page = shown.until(lambda page: "no longer green" in page and "checking" not in page)
    assert "26 of 26" not in page
    change(workspace, "kata/neuron.py", f"return {mistake}", "return x @ W + b")
    page = shown.until("26 of 26 in all")
    assert "no longer green" not in page


def test_a_verdict_of_before_the_save_is_not_shown_while_the_next_one_is_waited_for(screen, write):
    shown = screen()
    write(*SUM, "return x @ W - b")
    shown.until("16 ✗ yours 6")
    write(*SUM, "while True: pass")
    page = shown.until("checking …")
    assert "✗" not in page
    assert "│ 16 " in page
    shown.until("The code gave no answer within 1 s")


def test_what_is_shown_next_is_checked_first(screen, workspace, write):
    """A behaviour whose verdict is unknown says so, and never shows the one of before."""
    shown = screen()
    shown.settled()
    path = workspace / "kata/neuron.py"
    path.write_text((COURSE.reference / "neuron.py").read_text("utf-8"), "utf-8")
    shown.until("Green. Press n")
    shown.press("n")
    page = shown.until("The activation turns")
    assert "not written yet" not in page
    shown.until("✓ 1 Neuron › The activation turns")


def test_red_is_for_what_is_wrong(screen, write):
    shown = screen()
    shown.settled()
    assert "\x1b[31m" not in shown.raw
    assert "\x1b[2m· 1 Neuron" in shown.raw
    assert "\x1b[36m\x1b[1medit kata/neuron.py:19" in shown.raw
    write(*SUM, "return x @ W - b")
    shown.until("16 ✗ yours 6")
    assert "\x1b[31m\x1b[1m✗ 1 Neuron" in shown.raw
    assert "\x1b[31m✗ yours 6" in shown.raw
    assert "0 \x1b[32m✓" in shown.raw
    write(*SUM, "return x @ W + b")
    shown.until("Green. Press n")
    assert "\x1b[31m" not in shown.raw
    assert "\x1b[32m\x1b[1m✓ 1 Neuron" in shown.raw


@pytest.mark.parametrize("knows", ["0", "1"])
def test_the_line_to_edit_is_a_link_where_links_are_known(screen, workspace, monkeypatch, knows):
    monkeypatch.setenv("FORCE_HYPERLINK", knows)
    shown = screen()
    shown.settled()
    link = re.search(r"\x1b]8;;file://[^/]*(/\S+)#19\x1b\\", shown.raw)
    assert bool(link) == (knows == "1")
    if link:
        assert link[1] == str(workspace / "kata/neuron.py")


def test_e_opens_the_editor_at_the_line(screen, workspace, monkeypatch):
    script = workspace / "my-editor"
    script.write_text(f'#!/bin/sh\necho "$@" > {workspace}/opened\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.delenv("VISUAL", raising=False)
    shown = screen()
    shown.settled()
    shown.press("e")
    shown.until(lambda page: (workspace / "opened").exists())
    assert (workspace / "opened").read_text() == f"+19 {workspace}/kata/neuron.py\n"
    # The keys live on.
    shown.press("h")
    shown.until("hint 1:")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (100, 35), (160, 50), (40, 16)])
def test_no_page_is_higher_or_wider_than_the_terminal(screen, write, columns, rows):
    write(*SUM, "return x @ W - b")
    shown = screen(columns, rows)
    for key in ["h", "h", "h", "l", "l", "n", "p", " "]:
        page = shown.settled()
        lines = page.rstrip("\n").split("\n")
        assert len(lines) <= rows
        assert max(map(len, lines)) <= columns
        assert "[q] quit" in "".join(lines[-2:])
        shown.press(key)


def test_title_wrong_rows_and_the_edit_line_stay_on_a_small_screen(screen, write):
    write(*SUM, "print(*range(99), sep='\\n'); return x @ W - b + (len(x) > 2)")
    shown = screen(80, 24)
    shown.settled()
    wrong = "x @ W - b * (len(x) == 3) + b * (len(x) != 3)"
    write(*SUM, f"print(*range(99), sep=chr(10)); return {wrong}")
    page = shown.until("yours")
    assert "✗ 1 Neuron" in page
    assert "✗ yours" in page
    assert "edit kata/neuron.py" in page


def test_space_shows_what_does_not_fit(screen):
    shown = screen(80, 20)
    page = shown.settled()
    assert "more lines below" in page
    for _ in range(4):
        shown.press(" ")
    shown.until("no weight: z is the bias too")
    shown.press("\x1b[A")
    shown.until("more lines below")


def test_an_arrow_is_no_letter(screen):
    """The sequence of ↑ ends in A; it is not the key `a`."""
    shown = screen()
    shown.settled()
    shown.press("\x1b[A\x1b[1;5C\x1bOB\x1b[Z")
    shown.press("h")
    assert "checking" not in shown.until("hint 1:")


def test_printed_codes_do_not_reach_the_terminal(screen, write):
    shown = screen()
    shown.settled()
    write(*SUM, "print(chr(27) + '[2J' + chr(27) + '[3;4Hboo'); return x @ W + b")
    page = shown.until("boo")
    assert "\x1b[2J" not in shown.raw
    assert "✓ 1 Neuron" in page


def test_p_and_n_go_back_and_on_and_say_what_is_left(screen, write):
    shown = screen()
    shown.settled()
    shown.press("p")
    shown.until("This is the first behaviour")
    shown.press("n")
    page = shown.until("The activation turns")
    assert "Skipped, not written yet: By hand" in page
    shown.press("n")
    shown.until("A batch is many samples")
    shown.press("p")
    shown.until("The activation turns")
    shown.press("p")
    shown.until("› By hand")
    shown.press("n")
    shown.until("The activation turns")
    shown.press("n")
    shown.until("A batch is many samples")


def test_what_turns_green_without_new_code_is_shown_all_the_same(screen, write):
    shown = screen()
    shown.settled()
    write(*SUM, "return x @ W + b")
    shown.until("Green. Press n")
    write("kata/neuron.py", "neuron", "return f(weighted_sum(x, W, b))")
    shown.until(lambda page: "checking" not in page and "8 of 8" in page)
    titles = []
    for _ in range(5):
        shown.press("n")
        last = titles[-1] if titles else "By hand"
        page = shown.until(lambda page, last=last: last not in page.split("\n  features")[0])
        titles.append(re.search(r"› ([^›]*?)\n", page)[1])
        assert "✓ 1 Neuron" in page
    assert titles[0].startswith("The same neuron")
    assert len({*titles}) == 5


def test_the_list_is_moved_in_and_closed_with_its_key(screen, workspace):
    shown = screen(80, 14)
    shown.settled()
    shown.press("l")
    shown.until("→ · By hand")
    shown.press("\x1b[B")
    shown.until("→ · The same neuron")
    shown.press("h")
    shown.until("hint 1:")
    shown.press("l")
    shown.until("1 Neuron ›")
    shown.press("l")
    shown.press("\x1b[C")
    shown.until("→ · Two layers, by hand")
    shown.press("\n")
    shown.until("3 Non-linearity ›")
    shown.press("l")
    for _ in range(17):
        shown.press("j")
    shown.until("→ · Drawn arguments for linear layers")


def test_r_in_the_list_resets_the_function(screen, workspace, done):
    shown = screen()
    shown.until("Every behaviour is green")
    for key, said in [("l", "→ ✓"), ("\x1b[D", ""), ("\x1b[D", "→ ✓ By hand")]:
        shown.press(key)
        shown.until(said)
    shown.press("r")
    shown.until("Replace neuron.weighted_sum with its stub")
    shown.press("y")
    shown.until("no longer green")
    assert "raise NotImplementedError" in (workspace / "kata/neuron.py").read_text("utf-8")


def test_the_list_is_there_while_all_is_being_checked(screen, workspace, done):
    change(workspace, "kata/neuron.py", "return x", "import time; time.sleep(.3); return x")
    shown = screen()
    shown.until("checking your code")
    shown.press("l")
    assert "checking" in shown.until("→ . By hand")


def test_every_given_is_on_the_screen(screen, workspace):
    shutil.copy(COURSE.features / "04_forward_propagation.feature", workspace / "features")
    for path in (workspace / "features").glob("0[13]*"):
        path.unlink()
    page = screen().settled()
    assert "Given the network" in page
    assert "│ 1     │ 1, -1; 2, 1 │ 0, -4 │ relu       │" in page
    assert "Then the samples flow forward as" in page


def test_the_notation_is_explained_where_it_comes_first(screen):
    shown = screen()
    assert "a column with ? at its end" in shown.settled()
    shown.press("n")
    assert "a column with ? at its end" not in shown.until("The activation turns")
    shown.press("n")
    assert "a semicolon ends a row" in shown.until("A batch is many samples")


def test_the_first_screen_needs_next_to_nothing(workspace):
    """It is there before NumPy, SymPy and pytest are loaded."""
    code = (
        "import sys; from pathlib import Path; from dojo.watch import first_screen; "
        "print(first_screen.text(Path())); "
        "print({'numpy', 'sympy', 'pytest', 'pytest_bdd'} & {*sys.modules} or 'light')"
    )
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=True)
    assert "reading ..." in run.stdout
    assert "   1 neuron" in run.stdout
    assert run.stdout.endswith("light\n")


def test_it_begins_with_the_chapters_and_goes_on_to_the_page(screen):
    shown = screen()
    shown.settled()
    assert "reading ..." in shown.terminal.seen.partition("edit kata")[0]


def test_a_layout_with_less_room_than_lines_keeps_its_top_and_bottom():
    lines = [[Span(str(number))] for number in range(100)]
    layout = Layout([["top"]], lambda most: lines, [], [["bottom"]])
    found = layout.fitted(24)
    assert len(found) == 24
    assert found[0] == ["top"]
    assert found[-1] == ["bottom"]


def test_the_time_is_that_of_the_verdict_that_was_waited_for(screen, write):
    """A verdict that a key has brought up was not waited for since the save."""
    shown = screen()
    shown.settled()
    write(*SUM, "return x @ W + b")
    assert re.search(r"\d ms", shown.until("Green. Press n"))
    shown.press("n")
    shown.until("neuron is not written yet")
    assert not re.search(r"\d ms", shown.settled())


def test_what_is_no_longer_green_is_told_apart(screen, write):
    """Names have commas in them: another sign stands between them."""
    shown = screen()
    shown.settled()
    write(*SUM, "return x @ W + b")
    shown.until("5 of 8 here")
    write(*SUM, "return None")
    page = shown.until(lambda page: "checking" not in page and "no longer green" in page)
    assert "Two inputs, three neurons; Shapes" in " ".join(page.split())


@pytest.mark.parametrize("columns", [60, 80])
def test_where_one_stands_is_one_line_as_long_as_it_can_be(screen, write, columns):
    shown = screen(columns=columns)
    shown.settled()
    write("kata/neuron.py", text=(COURSE.reference / "neuron.py").read_text("utf-8"))
    page = shown.until(r"Green")
    assert len([line for line in page.splitlines()[:2] if "dojo" in line or " ms" in line]) == 1


def test_a_row_to_which_no_answer_came_is_marked(screen, write):
    """The row that is to blame stands out, also where a long table is cut short."""
    shown = screen(80, 24)
    shown.settled()
    write(*SUM, "if x.shape == (3,): raise ValueError('three')\n    return x @ W + b")
    page = shown.until("three")
    assert "1321 ✗ no answer" in page
    assert "16 ✓" in page


def test_an_answer_of_another_shape_is_not_shown_as_if_it_were_right(screen, done, write):
    write("kata/nonlinearity.py", "decide", "if ŷ > 0.5: return 1\n    return 0")
    shown = screen()
    page = shown.until("work on each entry")
    assert "✗ yours 0" not in page
    assert "✗ no answer" not in page
