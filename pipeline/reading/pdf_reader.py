"""PDFs, opened in a process of their own: one that unpacks without end, or crashes PDFium, costs that process alone.

The process is started with the first PDF, reads one after the other, and is replaced where one was its end.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any

from pipeline.reading.options import ReadingOptions
from pipeline.reading.pdf import PdfText, pdf_text
from pipeline.reading.pdf_child import TOO_MUCH_MEMORY, read_message, write_message
from pipeline.reading.problems import PDF_TOO_COSTLY, TOO_SLOW, UnreadableError, too_slow_message

_START = "from pipeline.reading.pdf_child import main; main()"
_TRIES = 2  # for a process that the system, and not its own limit, has ended


class PdfReader:
    """Reads PDFs in a process that it keeps. Safe in threads (one PDF at a time) and after a fork."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def read(self, data: bytes, options: ReadingOptions) -> PdfText:
        """The text of a PDF.

        Raises:
            UnreadableError: as `pdf_text`; or it takes more memory or time than it may, or crashes the process.
        """
        with self._lock:
            for _ in range(_TRIES):
                answer, ended_by = self._ask(data, options)
                if answer is not None or ended_by != -signal.SIGKILL:
                    break
        if answer is not None and "text" in answer:
            pages = tuple((start, end) for start, end in answer["pages"])
            return PdfText(answer["text"], pages, tuple(answer["scanned"]))
        if answer is not None and answer["code"] != TOO_MUCH_MEMORY:
            raise UnreadableError(answer["code"], answer["message"])
        if answer is None and ended_by == -getattr(signal, "SIGALRM", 0):
            raise UnreadableError(TOO_SLOW, too_slow_message(options.time_limit))
        raise UnreadableError(PDF_TOO_COSTLY, "opening the PDF takes too much memory, or crashes: it was set aside")

    def _ask(self, data: bytes, options: ReadingOptions) -> tuple[dict[str, Any] | None, int]:
        """The answer, or the code with which the process ended without one."""
        process = self._running()
        if process is None:  # no process is to be had: better here than not at all
            read = pdf_text(data, options.max_bytes)
            return {"text": read.text, "pages": read.pages, "scanned": read.scanned}, 0
        request = {"bytes": len(data), "max_characters": options.max_bytes, "seconds": options.time_limit}
        assert process.stdin is not None and process.stdout is not None
        answer = None
        try:
            with suppress(OSError, ValueError):
                write_message(process.stdin, request, data)
                answer = read_message(process.stdout)
        except BaseException:  # an alarm, Ctrl-C: what it would still say is not for the next PDF
            self.close()
            raise
        if answer is not None and answer.get("code") != TOO_MUCH_MEMORY:
            return answer, 0
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        ended_by = process.returncode or 0
        self.close()
        return answer, ended_by

    def _running(self) -> subprocess.Popen[bytes] | None:
        if self._process is not None and (self._owner != os.getpid() or self._process.poll() is not None):
            self._process = None
        if self._process is None:
            folder = _project()
            path = os.pathsep.join([folder, *map(os.path.abspath, sys.path)])
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-c", _START],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": path},
                    cwd=folder,
                )
            except (OSError, ValueError):
                return None
            self._owner = os.getpid()
        return self._process

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


def _project() -> str:
    """The folder from which this package is imported."""
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120


PDF_READER = PdfReader()
atexit.register(PDF_READER.close)
