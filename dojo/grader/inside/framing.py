"""Frames: a JSON text and the raw bytes of its arrays. Nothing in it can become code."""

import json
import socket
import struct

_LENGTHS = struct.Struct("<IQ")
MOST_TEXT = 16 << 20
MOST_BYTES = 64 << 20
_CHUNK = 1 << 16


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
        head = _LENGTHS.pack(len(text), size) + text
        for part in [b"".join([head, *buffers])] if size < _CHUNK else [head, *buffers]:
            connection.sendall(part)
    except OSError as error:
        if isinstance(error, TimeoutError):
            raise
        raise Gone from None


def receive(connection: socket.socket) -> tuple[dict, memoryview]:
    """Return the next frame's message and bytes. Sizes are limited before anything is allocated."""
    # Nobody sends a second frame before the first is answered: whatever is there belongs to it.
    data = _more(connection, bytearray(), _LENGTHS.size)
    length, size = _LENGTHS.unpack_from(data)
    if length > MOST_TEXT or size > MOST_BYTES:
        raise Foul(f"a frame of {length + size} bytes")
    whole = memoryview(_more(connection, data, _LENGTHS.size + length + size))[_LENGTHS.size :]
    if len(whole) != length + size:
        raise Foul("more than one frame at a time")
    try:
        message = json.loads(bytes(whole[:length]))
    except (ValueError, RecursionError):
        raise Foul("not JSON, or nested too deeply") from None
    if not isinstance(message, dict):
        raise Foul("not a message")
    return message, whole[length:]


def _more(connection: socket.socket, data: bytearray, size: int) -> bytearray:
    """Return the data with at least `size` bytes of it there."""
    # Memory is taken as bytes arrive: a length alone costs nothing.
    while len(data) < size:
        try:
            chunk = connection.recv(_CHUNK)
        except OSError as error:
            if isinstance(error, TimeoutError):
                raise
            raise Gone from None
        if not chunk:
            raise Gone
        data += chunk
    return data
