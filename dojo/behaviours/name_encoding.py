"""The environment variable in which pytest names the running test, on systems without UTF-8."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def any_name() -> Iterator[None]:
    """Let the environment take any text: what its encoding lacks is written as `\\u03b4`.

    pytest writes the name of each test into PYTEST_CURRENT_TEST. Where the system's encoding is
    ASCII (LC_ALL=C), a name with a δ in it would be an error before the behaviour could begin.
    """
    encoding = sys.getfilesystemencoding()
    if encoding == "utf-8":
        yield
        return

    # Its type is told wrongly: what it returns is bytes.
    attributes = vars(os.environ)
    before: Callable[[str], bytes] = attributes["encodevalue"]

    def encoded(value: str) -> bytes:
        try:
            return before(value)
        except UnicodeEncodeError:
            return value.encode(encoding, "backslashreplace")

    attributes["encodevalue"] = encoded
    try:
        yield
    finally:
        attributes["encodevalue"] = before
