"""Frames: a JSON text and the raw bytes of its arrays. Nothing in it can become code."""

import json
import socket
import struct

_LENGTHS = struct.Struct("<IQ")
MOST_TEXT = 16 << 20
MOST_BYTES = 64 << 20


class Foul(Exception):  # noqa: N818  it says something about the other side
    """What came from the other side is no frame, or more than it may send."""


class Gone(Exception):  # noqa: N818  it says something about the other side
    """The other side has closed the connection."""


def send(connection: socket.socket, message: dict, buffers: list[bytes]) -> None:
    """Send one frame; Foul if it is too large to be accepted."""
    text = json.dumps(message).encode("ascii")
    size = sum(map(len, buffers))
    if len(text) > MOST_TEXT or size > MOST_BYTES:
        raise Foul(f"more than {MOST_BYTES >> 20} MB in one answer")
    try:
        connection.sendall(b"".join([_LENGTHS.pack(len(text), size), text, *buffers]))
    except OSError as error:
        if isinstance(error, TimeoutError):
            raise
        raise Gone from None


def receive(connection: socket.socket) -> tuple[dict, memoryview]:
    """Return the next frame's message and bytes. Sizes are limited before anything is allocated."""
    length, size = _LENGTHS.unpack(_exactly(connection, _LENGTHS.size))
    if length > MOST_TEXT or size > MOST_BYTES:
        raise Foul(f"a frame of {length + size} bytes")
    text = _exactly(connection, length)
    try:
        message = json.loads(bytes(text))
    except (ValueError, RecursionError):
        raise Foul("not JSON, or nested too deeply") from None
    if not isinstance(message, dict):
        raise Foul("not a message")
    return message, _exactly(connection, size)


def _exactly(connection: socket.socket, size: int) -> memoryview:
    # Memory is taken as bytes arrive: a length alone costs nothing.
    data = bytearray()
    while len(data) < size:
        try:
            chunk = connection.recv(min(size - len(data), 1 << 20))
        except OSError as error:
            if isinstance(error, TimeoutError):
                raise
            raise Gone from None
        if not chunk:
            raise Gone
        data += chunk
    return memoryview(data)
