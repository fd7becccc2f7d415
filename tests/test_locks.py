"""Locks: one process holds one, and whatever it has forked does not."""

import os
import signal
import time

import pytest

from dojo.grader.journal import Journal
from dojo.watch.watch import only_one


class Held:
    """A journal that is open."""

    def __init__(self, folder):
        self._folder = folder

    def __enter__(self):
        self._journal = Journal(self._folder / "journal.jsonl", "a grading")

    def __exit__(self, *error):
        self._journal.close()


@pytest.mark.parametrize("held", [only_one, Held])
def test_a_fork_of_a_process_that_is_gone_holds_no_lock(tmp_path, held):
    read, write = os.pipe()
    with held(tmp_path):
        fork = os.fork()
        if fork == 0:
            os.write(write, b"begun")
            time.sleep(30)
            os._exit(0)
    try:
        assert os.read(read, 5)
        with held(tmp_path):
            pass
    finally:
        os.close(read)
        os.close(write)
        os.kill(fork, signal.SIGKILL)
        os.waitpid(fork, 0)
