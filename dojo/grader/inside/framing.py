"""Frames of the connection to a worker: a JSON text, then the raw bytes of its arrays.

Nothing in a frame can become code.
"""

import json
import socket
import struct
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Message: TypeAlias = Mapping[str, Json]

_LENGTHS = struct.Struct("<IQ")
MOST_TEXT = 16 << 20
MOST_BYTES = 64 << 20
_CHUNK = 1 << 16


class ProtocolError(Exception):
    """Invalid message from the other side; its text says what is wrong with the answer."""


class ConnectionLost(Exception):  # noqa: N818  it says something about the other side
    """The other side has closed the connection."""


def send(connection: socket.socket, message: Message, buffers: list[bytes]) -> None:
    """Send one frame; ProtocolError if it is too large to be accepted.

    TimeoutError and ConnectionLost say that the other side does not read it.
    """
    text = json.dumps(message).encode("ascii")
    size = sum(map(len, buffers))
    if len(text) > MOST_TEXT or size > MOST_BYTES:
        raise ProtocolError(f"it is larger than {MOST_BYTES >> 20} MB")
    try:
        head = _LENGTHS.pack(len(text), size) + text
        for part in [b"".join([head, *buffers])] if size < _CHUNK else [head, *buffers]:
            connection.sendall(part)
    except OSError as error:
        if isinstance(error, TimeoutError):
            raise
        raise ConnectionLost from None


def receive(connection: socket.socket) -> tuple[Message, memoryview]:
    """Return the next frame's message, and the bytes of its arrays.

    Sizes are limited before anything is allocated. ProtocolError says what is wrong with the
    frame; TimeoutError and ConnectionLost say that none came.
    """
    # Nobody sends a second frame before the first is answered: whatever is there belongs to it.
    data = _read_until(connection, bytearray(), _LENGTHS.size)
    length, size = _LENGTHS.unpack_from(data)
    if length > MOST_TEXT or size > MOST_BYTES:
        raise ProtocolError(f"it claims to be {length + size} bytes long")
    frame = memoryview(_read_until(connection, data, _LENGTHS.size + length + size))
    body = frame[_LENGTHS.size :]
    if len(body) != length + size:
        raise ProtocolError("another, unexpected one follows it")
    try:
        message = json.loads(bytes(body[:length]))
    except (ValueError, RecursionError):
        raise ProtocolError("it is not JSON, or has too many levels") from None
    if not isinstance(message, dict):
        raise ProtocolError("it is not a JSON object")
    return message, body[length:]


def _read_until(connection: socket.socket, data: bytearray, size: int) -> bytearray:
    """Return the data with at least `size` bytes of it there."""
    # Memory is taken as bytes arrive: a length alone costs nothing.
    while len(data) < size:
        try:
            chunk = connection.recv(_CHUNK)
        except OSError as error:
            if isinstance(error, TimeoutError):
                raise
            raise ConnectionLost from None
        if not chunk:
            raise ConnectionLost
        data += chunk
    return data
