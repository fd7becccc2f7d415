"""Work in a process of its own, with limits: whatever it meets, whoever asked for it goes on."""

import json
import os
import select
import signal
import time
from collections.abc import Callable
from typing import Any

from dojo.grader.inside.confinement import die_with_parent, limit_growth
from dojo.grader.inside.serialization import plain
from dojo.grader.trees import Unreadable
from dojo.runner.processes import fork

SECONDS, MEMORY, MOST = 30.0, 512 << 20, 128 << 20
TOO_MUCH = "reading it takes too much memory or time"


def guarded(work: Callable[[], Any]) -> Any:
    """Return what the work returns, as JSON data; Unreadable if it fails, or takes too much."""
    process = fork(lambda write: _answer(work, write))
    answer, deadline = b"", time.monotonic() + SECONDS
    try:
        while select.select([process.read], [], [], max(0.0, deadline - time.monotonic()))[0]:
            chunk = os.read(process.read, 1 << 16)
            answer += chunk
            if not chunk or len(answer) > MOST:
                break
    finally:
        process.end()
    try:
        found = json.loads(answer)
    except ValueError:
        raise Unreadable(TOO_MUCH) from None
    if "why" in found:
        raise Unreadable(found["why"])
    return found["found"]


def _answer(work: Callable[[], Any], write: int) -> None:
    _limit()
    try:
        answer = {"found": work()}
    except Unreadable as error:
        answer = {"why": str(error)}
    except (MemoryError, RecursionError):
        answer = {"why": TOO_MUCH}
    except Exception as error:  # of the libraries that read archives there are many kinds
        words = (str(error) or type(error).__name__).splitlines()[0].rstrip(":")
        answer = {"why": f"this archive cannot be read: {plain(words, 300)}"}
    with open(write, "wb") as file:
        file.write(json.dumps(answer).encode("ascii"))


def _limit() -> None:
    die_with_parent()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(int(SECONDS))
    limit_growth(MEMORY)
