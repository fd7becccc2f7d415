"""The judge's end of the connection to a player: one request, one answer, callbacks in between."""

import contextlib
import os
import socket
import time

from dojo.grader.inside.framing import Foul, Gone, receive, send
from dojo.grader.marshal import Coming, Going
from dojo.grader.remote_errors import Files, raise_at
from dojo.grader.sandbox import Limits, NotPossible, Zygote
from dojo.verdict import Broken, TookTooLong

DIED = "Your code ended the whole process, as os._exit or a crash does, or it took too much memory."
TOO_LONG = "All of the {seconds:g} s that a submission may take are used up."
FOUL = "What came from your code is no answer: {what}."
MOST_CALLBACKS = 200


class Link:
    """A submission behind a connection. Where its process is gone, the next request gets a new."""

    def __init__(
        self,
        zygote: Zygote,
        sources: dict[str, bytes],
        files: Files,
        records: dict[str, type],
        limits: Limits,
    ) -> None:
        """Take what makes players, the sources, the course's records, and the limits."""
        self._zygote, self._sources, self._files = zygote, sources, files
        self.records, self._limits = records, limits
        self._closing = time.monotonic() + limits.seconds
        self._deadline = self._closing
        self._connection, self._given, self._depth = None, None, 0
        self.generation = 0

    def begin(self) -> None:
        """Begin a behaviour: what it asks for, its explanation included, has its time limit."""
        self._deadline = time.monotonic() + 2 * self._limits.behaviour + 1

    def request(self, message: dict, going: Going | None = None, at: tuple | None = None) -> dict:
        """Return the answer to a request; an error of the submission is raised, at its own line."""
        going = going or Going(self)
        self._depth += 1
        try:
            self._connect()
            send(self._connection, message, going.buffers)
            return self._listen(going)
        except (Gone, OSError) as error:
            self.drop()
            if isinstance(error, TimeoutError):
                self._too_late()
            raise Broken("ended", DIED) from None
        except Foul as error:
            self.drop()
            raise Broken("foul", FOUL.format(what=error)) from None
        except TookTooLong as error:
            self.drop()
            raise_at(error, at)
        except BaseException as error:
            if not isinstance(error, Exception):
                self.drop()
            raise
        finally:
            self._depth -= 1

    def _connect(self) -> None:
        left = min(self._closing, self._deadline) - time.monotonic()
        if left <= 0:
            self._too_late()
        if self._connection is None:
            self._connection = self._new_player()
            self.generation += 1
            texts = {name: text.decode("latin-1") for name, text in self._sources.items()}
            fields = {name: list(record._fields) for name, record in self.records.items()}
            self._connection.settimeout(left)
            send(self._connection, {"sources": texts, "records": fields}, [])
            self._listen(Going(self))
        self._connection.settimeout(left)

    def _new_player(self) -> socket.socket:
        try:
            return self._zygote.play()
        except NotPossible:
            # No verdict is better than a wrong one: whoever waits for it will notice.
            os._exit(1)

    def _too_late(self) -> None:
        if time.monotonic() >= self._closing:
            raise Broken("too-long", TOO_LONG.format(seconds=self._limits.seconds))
        raise Broken("endless", f"No answer within {self._limits.behaviour:g} s.")

    def drop(self) -> None:
        """Let the player go; nothing more is expected of it."""
        connection, self._connection = self._connection, None
        if connection:
            connection.close()
            with contextlib.suppress(NotPossible):
                self._zygote.end()

    def _listen(self, going: Going) -> dict:
        while True:
            message, data = receive(self._connection)
            if "callback" in message:
                self._call_back(going, message, data)
                continue
            going.take_states(message.get("rngs"))
            if "error" in message:
                self._raise(message["error"])
            if "answer" in message:
                message["answer"] = Coming(self, data).open(message["answer"])
            return message

    def _raise(self, told: dict) -> None:
        match told:
            case {"ours": "Changed"}:
                raise Broken("in-place", "A list that was given was changed.")
            case {"ours": "Foul"}:
                error, _ = self._files.error(told)
                raise Broken("foul", FOUL.format(what=error))
        raise_at(*self._files.error(told))

    def _call_back(self, going: Going, message: dict, data: memoryview) -> None:
        if self._depth > MOST_CALLBACKS:
            raise Foul("functions that call each other without end")
        function = going.callback(message["callback"])
        coming, answer = Coming(self, data), Going(self)
        trees = message.get("arguments")
        if not isinstance(trees, list):
            raise Foul("a call without arguments")
        try:
            value = function(*(coming.open(tree) for tree in trees))
            reply = {"value": answer.pack(value)}
        except (Foul, Gone, Broken):
            raise
        except Exception as error:
            kinds = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
            reply, answer = {"raised": kinds[0], "text": str(error)}, Going(self)
        if self._connection is None:
            raise Gone
        send(self._connection, reply, answer.buffers)

    def file_of(self, name: object) -> str:
        """Return the path of a file that the submission names, if it has it."""
        return self._files.known(name)
