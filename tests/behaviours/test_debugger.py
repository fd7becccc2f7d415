"""breakpoint() in a kata, under plain pytest in a terminal: the time limit waits for the person."""

import time

import pytest

PYTEST = ["-p", "no:cacheprovider", "--draws=0", "features/01_neuron.feature::By hand"]


@pytest.fixture
def prompt(terminal, write):
    """Stop at a breakpoint in weighted_sum, for longer than the time limit of one second."""

    def stop(body, *arguments):
        write("kata/neuron.py", "weighted_sum", body)
        screen = terminal(*arguments, *PYTEST, program="pytest")
        screen.until(r"\(Pdb\) $")
        time.sleep(1.5)
        return screen

    return stop


def test_a_person_at_the_prompt_has_time_and_then_the_limit_goes_on(prompt):
    screen = prompt("breakpoint()\n    while True: pass")
    screen.press("p 6 * 7\n")
    assert "42" in screen.until(r"\(Pdb\) $")
    screen.press("c\n")
    said = screen.until("=====.* in ")
    assert "The code gave no answer within 1 s" in said
    assert screen.ended() == 1


def test_what_is_right_is_green_afterwards(prompt):
    once = "weighted_sum.calls = getattr(weighted_sum, 'calls', 0) + 1"
    screen = prompt(f"{once}\n    if weighted_sum.calls == 1: breakpoint()\n    return x @ W + b")
    screen.press("c\n")
    assert "1 passed" in screen.until("=====.* in ")
    assert screen.ended() == 0


def test_to_quit_at_the_prompt_ends_the_run(prompt):
    screen = prompt("breakpoint()\n    return x @ W + b")
    screen.press("q\n")
    screen.until("Exit: Quitting debugger")
    assert screen.ended() == 2


def test_a_look_afterwards(prompt):
    screen = prompt("return x @ W - b", "--pdb")
    screen.press("q\n")
    assert "Quitting debugger" in screen.until("1 failed")
    assert screen.ended() == 2
