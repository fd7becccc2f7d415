"""The grader's end of a connection to a worker: a request, its answer, callbacks in between."""

import contextlib
import os
import socket
from typing import NamedTuple, NoReturn

from dojo.grader.inside.framing import ConnectionLost, Json, Message, ProtocolError, receive, send
from dojo.grader.inside.serialization import plain, rng_states
from dojo.grader.marshal import Callbacks, GraderPacker, GraderUnpacker, Reply, SourceLine
from dojo.grader.patient import ROUND, PatientSocket, WorkerClock, patience
from dojo.grader.remote_errors import SubmissionFiles, raise_at
from dojo.grader.sandbox import Limits, Sandbox, SandboxError
from dojo.time_limit import Deadline
from dojo.verdict import Broken, TookTooLong

ENDED = "Your code ended its process: it called os._exit, crashed, or used too much memory."
TOO_LONG = "The submission used all of its {seconds:g} s for the whole course."
ENDLESS = "Your code gave no answer within {seconds:g} s."
CHANGED = "Your code changed {what} that it got as an argument."
UNREADABLE = "The grader cannot read the answer of your code: {problem}."
MOST_CALLBACKS = 200
MOST_PRINTED = 4000


class Connection:
    """A submission in a worker. When its worker has ended, the next request starts another."""

    def __init__(
        self,
        sandbox: Sandbox,
        sources: dict[str, bytes],
        files: SubmissionFiles,
        records: dict[str, type[NamedTuple]],
        limits: Limits,
        silent: list[list[str]],
    ) -> None:
        """Take what starts workers, the sources, the course's records, and the limits.

        `silent` functions, by module and name, promise that no warning comes up in them.
        """
        self._silent = silent
        self._sandbox, self._sources, self._files = sandbox, sources, files
        self.records, self._limits = records, limits
        self.clock = WorkerClock()
        self._submission_deadline = Deadline(limits.seconds, patience())
        self._behaviour_deadline = self._submission_deadline
        self._socket: PatientSocket | None = None
        self._depth = 0
        self.generation = 0
        self.callbacks = Callbacks()

    def begin(self) -> None:
        """Begin a behaviour: the requests for it, its diagnosis included, share its time limit."""
        self._behaviour_deadline = Deadline(2 * self._limits.behaviour + 1, patience())
        self.callbacks.forget()

    def request(
        self, message: Message, packer: GraderPacker | None = None, at: SourceLine | None = None
    ) -> Reply:
        """Return the answer to a request; an error of the submission is raised, at its own line.

        Broken if the worker ends, or its answer cannot be read. `packer` holds what the message
        was packed with, `at` the line for a time limit that rings while the worker computes.
        """
        packer = packer or GraderPacker(self)
        self._depth += 1
        try:
            connection = self._connected()
            send(connection, message, packer.buffers)
            return self._listen(connection, packer)
        except (ConnectionLost, OSError) as error:
            self.drop()
            if isinstance(error, TimeoutError):
                self._raise_too_late()
            raise Broken("ended", ENDED) from None
        except ProtocolError as error:
            self.drop()
            raise Broken("unreadable-answer", UNREADABLE.format(problem=error)) from None
        except TookTooLong as error:
            self.drop()
            raise_at(error, at)
        except BaseException as error:
            if not isinstance(error, Exception):
                self.drop()
            raise
        finally:
            self._depth -= 1

    def _left(self) -> float:
        return min(self._submission_deadline.left(), self._behaviour_deadline.left())

    def _connected(self) -> PatientSocket:
        if self._socket is None:
            if self._left() <= 0:
                self._raise_too_late()
            self._socket = self._new_worker()
            self.generation += 1
            texts = {name: text.decode("latin-1") for name, text in self._sources.items()}
            first: Message = {
                "sources": texts,
                "records": list(self.records),
                "silent": self._silent,
            }
            send(self._socket, first, [])
            self.clock.begin(self._socket.process())
            self._listen(self._socket, GraderPacker(self))
        self._socket.check()
        return self._socket

    def _new_worker(self) -> PatientSocket:
        try:
            connection = PatientSocket(fileno=self._sandbox.start_worker().detach())
        except SandboxError:
            # No verdict is better than a wrong one: whoever waits for it will notice.
            os._exit(1)
        connection.settimeout(ROUND)
        connection.left = self._left
        return connection

    def _raise_too_late(self) -> NoReturn:
        if self._submission_deadline.left() <= 0:
            raise Broken("too-long", TOO_LONG.format(seconds=self._limits.seconds))
        raise Broken("endless", ENDLESS.format(seconds=self._limits.behaviour))

    def drop(self) -> None:
        """End the worker; nothing more is expected of it."""
        connection, self._socket = self._socket, None
        self.clock.end()
        if connection:
            connection.close()
            with contextlib.suppress(SandboxError):
                self._sandbox.end_workers()

    def _listen(self, connection: socket.socket, packer: GraderPacker) -> Reply:
        while True:
            message, data = receive(connection)
            if "callback" in message:
                self._call_back(packer, message, data)
                continue
            self._keep_printed(message.get("printed"))
            packer.update_rngs(message.get("rngs"))
            if "error" in message:
                self._raise(message["error"])
            if "class" in message:
                return Reply(None, class_name=str(message["class"]))
            return Reply(GraderUnpacker(self, data).unpack(message.get("answer")))

    def _keep_printed(self, printed: Json) -> None:
        """Print what the submission has printed: in the fork that compares, a record keeps it."""
        if isinstance(printed, str) and printed:
            lines = printed[:MOST_PRINTED].split("\n")
            print("\n".join(map(plain, lines)), end="")

    def _raise(self, described: Json) -> NoReturn:
        error, place = self._files.error(described)
        match described:
            case {"fault": "ArgumentChanged"}:
                what = "a list" if str(error) == "a list" else "an array"
                raise Broken("in-place", CHANGED.format(what=what))
            case {"fault": "ProtocolError"}:
                raise Broken("unreadable-answer", UNREADABLE.format(problem=error))
        raise_at(error, place)

    def _call_back(self, packer: GraderPacker, message: Message, data: memoryview) -> None:
        if self._depth > MOST_CALLBACKS:
            raise ProtocolError("it calls functions that call each other endlessly")
        function = self.callbacks[message["callback"]]
        trees = message.get("arguments")
        if not isinstance(trees, list):
            raise ProtocolError("it calls a function without arguments")
        packer.update_rngs(message.get("rngs"))
        unpacker = GraderUnpacker(self, data, packer.rngs)
        answer = GraderPacker(self)
        reply: dict[str, Json]
        try:
            value = function(*(unpacker.unpack(tree) for tree in trees))
            reply = {"value": answer.pack(value)}
        except (ProtocolError, ConnectionLost, Broken):
            raise
        except Exception as error:
            kinds = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
            reply, answer = {"raised": kinds[0], "text": str(error)}, GraderPacker(self)
        # The function may have sent a request that ended the worker.
        if self._socket is None:
            raise ConnectionLost
        send(self._socket, {**reply, "rngs": rng_states(packer.rngs)}, answer.buffers)

    def file_of(self, name: Json) -> str:
        """Return the path of a file that the submission names, if it has it."""
        return self._files.known(name)
