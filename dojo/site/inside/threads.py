"""Threads for WebAssembly, which has one: what a thread is to do is done as it is started.

So a kata that shares its work among threads gets its answer, only no sooner.
"""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def install() -> None:
    """Let threads be started in this process, which has no others."""
    for owner, name, function in (
        (threading.Thread, "start", started),
        (ThreadPoolExecutor, "submit", submitted),
    ):
        setattr(owner, name, function)


def started(thread: Any) -> None:
    """Do what a thread is to do; an error in it is shown, and ends only the thread.

    >>> done = []
    >>> started(threading.Thread(target=done.append, args=[1]))
    >>> done
    [1]
    """
    if thread._started.is_set():
        raise RuntimeError("threads can only be started once")
    thread._started.set()
    try:
        thread.run()
    except Exception:
        threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), thread)))
    finally:
        thread._is_stopped = True


def submitted(
    pool: ThreadPoolExecutor,
    function: Callable[Arguments, Answer],
    /,
    *arguments: Arguments.args,
    **keywords: Arguments.kwargs,
) -> Future[Answer]:
    """Return the future of a call that is done already.

    >>> submitted(ThreadPoolExecutor(), int, "7").result()
    7
    """
    future: Future[Answer] = Future()
    try:
        future.set_result(function(*arguments, **keywords))
    except Exception as error:
        future.set_exception(error)
    return future
