"""The time limit beside other alarms: neither is lost, and the one that is due first rings."""

import signal
import time

import pytest

from dojo.time_limit import paused, time_limit
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
    alarm(0.3)
    with pytest.raises(TookTooLong), time_limit(0.1):
        time.sleep(2)
    assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] < 0.25
    with pytest.raises(TheirsError):
        time.sleep(2)


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
