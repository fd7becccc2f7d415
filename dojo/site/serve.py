"""A site shown on this machine alone: a server for the loopback address."""

import contextlib
import functools
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST = "127.0.0.1"


class Handler(SimpleHTTPRequestHandler):
    """Files of a folder, with the types that a browser asks of programs; it prints nothing."""

    extensions_map = {  # noqa: RUF012  as the library has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
    }

    def end_headers(self) -> None:
        """Have the browser ask each time: what is shown may just have been written again."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server that says nothing of a browser that stops listening."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[tuple[str, Server]]:
    """Serve a folder inside the block, at a free port unless one is named; give its address."""
    handler = functools.partial(Handler, directory=str(folder))
    with Server((HOST, port), handler) as server:
        yield f"http://{HOST}:{server.server_address[1]}/", server
