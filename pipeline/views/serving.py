"""One page, served on the loopback address to this machine alone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LOOPBACK = "127.0.0.1"
SOURCE = "/source"
File = tuple[Path, str]
CANNOT_SERVE = "E603"


class ServingError(Exception):
    """The port cannot be used."""

    code = CANNOT_SERVE
    exit_code = 2


def page_server(page: str, port: int, source: File | None = None) -> ThreadingHTTPServer:
    """A server on 127.0.0.1 that has this page at `/`, the file that it was made of at `/source`, and nothing else.
    `port` 0 takes a free one.

    Args:
        source: the file and its media type; read when it is asked for.

    Raises:
        ServingError: the port is taken, or may not be used.
    """
    body = page.encode("utf-8")

    class Handler(BaseHTTPRequestHandler):
        server_version = "imr"
        sys_version = ""

        def do_GET(self) -> None:
            # A name that another site made lead here (DNS rebinding) is no way in.
            host = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host")
            if host not in (LOOPBACK, "localhost"):
                self.send_error(421)
            elif self.path == SOURCE and source is not None:
                try:
                    self._answer(source[0].read_bytes(), source[1])
                except OSError:
                    self.send_error(404)
            elif self.path.partition("?")[0] != "/":
                self.send_error(404)
            else:
                self._answer(body, "text/html")

        do_HEAD = do_GET  # noqa: N815

        def _answer(self, body: bytes, media_type: str) -> None:
            self.send_response(200)
            for name, value in (
                ("Content-Type", f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type),
                ("Content-Length", str(len(body))),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
                ("X-Frame-Options", "DENY"),
            ):
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                with suppress(ConnectionError):
                    self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Requests are not told."""

    try:
        return ThreadingHTTPServer((LOOPBACK, port), Handler)
    except OSError as error:
        raise ServingError(f"cannot serve on port {port}: {error.strerror} (name another --port)") from None


def serve_page(page: str, port: int, tell: Callable[[str], object], source: File | None = None) -> None:
    """Serve the page (and its `source`) until Ctrl-C. `tell` is given its address.

    Raises:
        ServingError: the port cannot be used.
    """
    with page_server(page, port, source) as server:
        tell(f"http://{LOOPBACK}:{server.server_address[1]}/")
        with suppress(KeyboardInterrupt):
            server.serve_forever()
