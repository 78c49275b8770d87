"""The explorer's server: GET alone, from this machine alone, a fixed set of addresses.

No address is ever turned into a path: pages are made from the index, letters are lines of one open file, and
the style sheet, the script and the icon are read when the server is made.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path, PurePath
from threading import Lock
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from pipeline.views.explorer.downloads import MEDIA_TYPES, available_downloads, download
from pipeline.views.explorer.index import Index
from pipeline.views.explorer.pages import corpus_page, letter_page, letter_path, problem_page
from pipeline.views.explorer.source_text import SourceText, source_text
from pipeline.views.explorer.view import view_of_query
from pipeline.views.letter_page import Page, Way
from pipeline.views.results_folder import ResultsError, parse_record, read_run
from pipeline.writing import stored

ADDRESS = "127.0.0.1"
PORT_IN_USE = "E706"
UNEXPECTED = "E707"
_LETTER = re.compile(r"/letter/([^/]{1,1000})(/record|/source)?")
_LONGEST_ADDRESS = 16_000
_ASSETS = {
    "/assets/explore.css": "text/css; charset=utf-8",
    "/assets/explore.js": "text/javascript; charset=utf-8",
    "/assets/icon.svg": "image/svg+xml",
}
_ICON = "/assets/icon.svg"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_FRAMES = "frame-ancestors 'none'"
_HTML = "text/html; charset=utf-8"


def _attached(name: str, *, inline: bool = False) -> dict[str, str]:
    """The header that names a file; of its own name only what no header can be hurt by."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)[-80:]
    return {"Content-Disposition": f'{"inline" if inline else "attachment"}; filename="{plain or "letter"}"'}


class Corpus:
    """What the server shows: a results folder, its opened `letters.jsonl` and the index of it."""

    def __init__(self, folder: Path, records: IO[bytes], index: Index) -> None:
        self.folder = folder
        self.index = index
        self._records = records
        self._stamp = stored.stamp(folder)
        self._lock = Lock()

    def record(self, number: int) -> dict[str, Any] | None:
        """The record of a letter; `None` where its line holds none any more."""
        place = self.index.letter_place(number)
        if place is None:
            return None
        with self._lock:
            self._records.seek(place[0])
            line = self._records.read(place[1])
        return parse_record(line)

    def source(self, record: Mapping[str, Any]) -> SourceText:
        """The text that a record was made from, where it is at hand."""
        settings = read_run(self.folder).get("settings")
        return source_text(record, self.folder, settings if isinstance(settings, dict) else {})

    def letter(self, number: int, back: str) -> Page:
        """The page of a letter; `back` is the query of the view that the reader came from."""
        record = self.record(number)
        if record is None:
            message = "End explore and start it again."
            return Page(problem_page("The results have changed", message, self.folder), "")
        source = self.source(record)
        query = f"?{back}" if back else ""
        own, *others = (self._path(letter) for letter in (number, number - 1, number + 1))
        before, behind = (None if path is None else path + query for path in others)
        file = f"{own}/source" if source.data is not None else None
        return letter_page(record, source, Way("/" + query, before, behind, file, f"{own}/record"))

    def _path(self, letter: int) -> str | None:
        address = self.index.letter_address(letter)
        return None if address is None else letter_path(address)

    def changed(self) -> bool:
        """Whether a new run has written other results in the place of these."""
        try:
            return stored.stamp(self.folder) != self._stamp
        except OSError:
            return True


class ExplorerServer(ThreadingHTTPServer):
    """Serves a corpus on the loopback address."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # to Windows this means that two servers may share a port

    def __init__(self, corpus: Corpus, port: int) -> None:
        self.corpus = corpus
        folder = files("pipeline.views.explorer")
        self.assets = {path: (folder / path[1:]).read_bytes() for path in _ASSETS}
        super().__init__((ADDRESS, port), _Handler)
        number = self.server_address[1]
        self.hosts = frozenset({f"{ADDRESS}:{number}", f"localhost:{number}"})

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say in one line what went wrong; a visitor who went away is nothing wrong."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            print(f"{UNEXPECTED} {type(error).__name__}: {error}", file=sys.stderr)

    @property
    def address(self) -> str:
        """The address of the first page."""
        return f"http://{ADDRESS}:{self.server_address[1]}/"


def make_server(corpus: Corpus, port: int) -> ExplorerServer:
    """A server that listens on 127.0.0.1; `port` 0 takes a free one.

    Raises:
        ResultsError: the port cannot be used (E706).
    """
    try:
        return ExplorerServer(corpus, port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"port {port} cannot be used ({reason}): name another --port (0 takes a free one)"
        raise ResultsError(PORT_IN_USE, message) from None


class _Handler(BaseHTTPRequestHandler):
    server: ExplorerServer
    protocol_version = "HTTP/1.1"
    server_version = "imr-explore"
    sys_version = ""
    timeout = 60
    _started = False  # whether an answer is under way

    def do_GET(self) -> None:
        """Answer with a page, a file of the page's own or the CSV file."""
        self._started = False
        # A page of another site whose name is made to lead to this machine asks under its own name.
        if self.headers.get("Host", "").lower() not in self.server.hosts:
            self._problem(HTTPStatus.MISDIRECTED_REQUEST, "Wrong address", f"Open {self.server.address} instead.")
        elif len(self.path) > _LONGEST_ADDRESS:
            self._problem(HTTPStatus.REQUEST_URI_TOO_LONG, "Too long", "The address is too long.")
        else:
            try:
                self._answer()
            except Exception as error:
                if isinstance(error, ConnectionError) or self._started:
                    raise
                message = f"{UNEXPECTED} {type(error).__name__}: {error}"
                self._problem(HTTPStatus.INTERNAL_SERVER_ERROR, "This page could not be made", message[:400])

    do_HEAD = do_GET  # noqa: N815

    def _refuse(self) -> None:
        self.close_connection = True
        self._send(HTTPStatus.METHOD_NOT_ALLOWED, b"", "text/plain", {"Allow": "GET, HEAD"})

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = _refuse  # noqa: N815

    def send_response(self, code: int, message: str | None = None) -> None:
        """Begin an answer."""
        self._started = True
        super().send_response(code, message)

    def _answer(self) -> None:
        try:
            parts = urlsplit(self.path)
        except ValueError:
            return self._missing()
        corpus = self.server.corpus
        if parts.path == "/":
            view = view_of_query(parts.query)
            return self._page(corpus_page(corpus.index, view, corpus.folder, corpus.changed()))
        if parts.path in self.server.assets:
            return self._send(HTTPStatus.OK, self.server.assets[parts.path], _ASSETS[parts.path])
        if parts.path == "/favicon.ico":  # asked for beside a file that no page shows
            return self._send(HTTPStatus.OK, self.server.assets[_ICON], _ASSETS[_ICON])
        stem, _, kind = parts.path.rpartition(".")
        if stem == "/items" and kind in available_downloads():
            return self._download(download(corpus.index, view_of_query(parts.query), kind), kind)
        match = _LETTER.fullmatch(parts.path)
        number = corpus.index.letter_at(unquote(match[1], errors="replace")) if match else None
        if match is None or number is None:
            return self._missing()
        if match[2] is not None:
            return self._file(number, match[2])
        page = corpus.letter(number, view_of_query(parts.query).to_query())
        policy = {"Content-Security-Policy": f"{page.policy}; {_FRAMES}"} if page.policy else {}
        return self._send(HTTPStatus.OK, page.html.encode("utf-8", "replace"), _HTML, policy)

    def _file(self, number: int, what: str) -> None:
        """A letter's record, or the file that it was read from, if that is the same still."""
        record = self.server.corpus.record(number)
        if record is None:
            return self._missing()
        if what == "/record":
            body = json.dumps(record, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"
            return self._send(HTTPStatus.OK, body, "application/json", _attached(f"{record.get('letter_id')}.json"))
        source = self.server.corpus.source(record)
        if source.document is None or source.data is None:
            return self._missing()
        media_type, name = source.document.media_type, source.document.path
        more = _attached(PurePath(name.rpartition("!")[2]).name, inline=True)
        kind = "text/plain; charset=utf-8" if media_type == "text/plain" else media_type
        return self._send(HTTPStatus.OK, source.data, kind, more)

    def _missing(self) -> None:
        self._problem(HTTPStatus.NOT_FOUND, "Not found", "There is nothing at this address.")

    def _problem(self, status: HTTPStatus, heading: str, message: str) -> None:
        self._page(problem_page(heading, message, self.server.corpus.folder), status)

    def _page(self, html: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(status, html.encode("utf-8", "replace"), _HTML)

    def _send(self, status: HTTPStatus, body: bytes, kind: str, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Type": kind, **(more or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _download(self, chunks: Iterable[bytes], kind: str) -> None:
        """Send a file of unknown length; its end is the connection's."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        own = {"Content-Type": MEDIA_TYPES[kind], **_attached(f"determinations.{kind}"), "Connection": "close"}
        for name, value in {**_HEADERS, **own}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        try:
            for chunk in chunks:
                self.wfile.write(chunk)
        except ConnectionError:
            pass  # the visitor broke the download off

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: searches are the visitor's own."""
