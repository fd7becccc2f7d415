"""The time limit ends what takes too long, and leaves the alarms of others as they were."""

import signal
import threading
import time

import pytest

from dojo.time_limit import Deadline, paused, time_limit
from dojo.verdict import TookTooLong


class TheirsError(Exception):
    """What somebody else's alarm raises."""


@pytest.fixture
def alarm():
    """Set an alarm as pytest-timeout does."""

    def ring(*_):
        raise TheirsError

    before = signal.signal(signal.SIGALRM, ring)
    yield lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds)
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_it_rings_and_rings_again():
    with pytest.raises(TookTooLong, match=r"0\.05 s"), time_limit(0.05):
        time.sleep(2)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_an_alarm_that_is_due_earlier_rings(alarm):
    alarm(0.05)
    with pytest.raises(TheirsError), time_limit(2):
        time.sleep(3)


def test_an_alarm_that_is_due_later_goes_on(alarm):
    alarm(0.5)
    with pytest.raises(TookTooLong), time_limit(0.1):
        endless()
    assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] < 0.45
    with pytest.raises(TheirsError):
        time.sleep(2)


def test_an_alarm_that_is_due_while_a_busy_machine_is_waited_for_is_not_late(alarm):
    alarm(0.3)
    began = time.monotonic()
    with pytest.raises((TheirsError, TookTooLong)), time_limit(0.2, patience=50):
        time.sleep(5)
    assert time.monotonic() - began < 2


def test_an_alarm_that_fell_due_inside_rings_at_once(alarm):
    def late():
        with time_limit(0.1), paused():
            time.sleep(0.3)
        time.sleep(2)

    alarm(0.15)
    with pytest.raises(TheirsError):
        late()


def test_one_limit_inside_another():
    def nested():
        with pytest.raises(TookTooLong, match=r"0\.1 s"), time_limit(0.1):
            time.sleep(2)
        with time_limit(5):
            time.sleep(2)

    with pytest.raises(TookTooLong, match=r"0\.3 s"), time_limit(0.3):
        nested()


pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no alarms here")


def endless():
    while True:
        pass


def stubborn():
    try:
        endless()
    except TookTooLong:
        endless()


def test_what_takes_too_long_is_ended():
    with pytest.raises(TookTooLong, match=r"0\.05 s"), time_limit(0.05):
        endless()


def test_who_waits_for_the_processor_has_taken_no_time():
    with time_limit(0.1, patience=20):
        time.sleep(0.4)


def test_who_has_waited_for_the_processor_is_ended_all_the_same():
    def late():
        time.sleep(0.4)
        endless()

    with pytest.raises(TookTooLong), time_limit(0.1, patience=200):
        late()


def test_who_only_waits_is_ended_after_so_many_times_the_limit():
    began = time.monotonic()
    with pytest.raises(TookTooLong, match=r"0\.1 s"), time_limit(0.1, patience=3):
        time.sleep(20)
    assert 0.25 < time.monotonic() - began < 5


def test_without_patience_the_clock_decides():
    began = time.monotonic()
    with pytest.raises(TookTooLong), time_limit(0.1, patience=1):
        time.sleep(20)
    assert time.monotonic() - began < 5


def test_what_is_computed_while_the_clock_stands_still_does_not_count():
    def compute(seconds):
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            pass

    with time_limit(0.3, patience=100):
        with paused():
            compute(0.5)
        time.sleep(0.4)
        compute(0.1)


def test_after_a_wait_for_the_processor_what_is_left_is_the_limits_not_the_alarms():
    with time_limit(0.4, patience=20):
        time.sleep(0.7)
        with paused() as left:
            assert left > 0.3


def test_before_a_deadline_it_is_the_processors_time_that_passes():
    deadline, began = Deadline(0.2, patience=100), time.thread_time()
    time.sleep(0.4)
    assert 0.1 < deadline.left() <= 0.2
    while deadline.left() > 0:
        pass
    assert 0.19 < time.thread_time() - began < 0.4


def test_who_only_waits_meets_the_deadline_after_so_many_times_as_long():
    deadline = Deadline(0.1, patience=3)
    time.sleep(0.2)
    assert deadline.left() > 0
    time.sleep(0.3)
    assert deadline.left() < 0


def test_without_patience_a_deadline_is_the_clocks():
    deadline = Deadline(0.1, patience=1)
    time.sleep(0.15)
    assert deadline.left() < 0


def test_what_is_quick_is_left_alone_and_no_alarm_rings_later():
    with time_limit(0.05):
        pass
    time.sleep(0.1)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_code_that_swallows_one_alarm_meets_the_next(monkeypatch):
    setitimer = signal.setitimer

    def soon(which, seconds, again=0.0):
        return setitimer(which, seconds, min(again, 0.05))

    monkeypatch.setattr(signal, "setitimer", soon)
    with pytest.raises(TookTooLong), time_limit(0.05):
        stubborn()


def test_whoever_waited_for_an_alarm_before_still_does():
    def mine(*_):
        pass

    before = signal.signal(signal.SIGALRM, mine)
    try:
        with time_limit(10):
            assert signal.getsignal(signal.SIGALRM) is not mine
        assert signal.getsignal(signal.SIGALRM) is mine
    finally:
        signal.signal(signal.SIGALRM, before)


def test_zero_is_no_limit():
    with time_limit(0):
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_clock_stands_still_while_it_is_paused():
    with time_limit(10):
        with paused() as left:
            assert 9 < left <= 10
            assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
        assert 9 < signal.getitimer(signal.ITIMER_REAL)[0] <= 10


def test_without_a_limit_there_is_nothing_to_pause():
    with paused() as left:
        assert left == 0


def test_beside_the_main_thread_there_is_no_alarm():
    found = []

    def work():
        with time_limit(0.01), paused() as left:
            found.append(left)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [0.0]
