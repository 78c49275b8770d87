"""The process that opens PDFs for another: it may run out of memory or time, and is then replaced.

It takes requests from standard input and answers on standard output, each a length (8 bytes) and as much JSON; the
bytes of the PDF follow a request. It ends with its standard input.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from contextlib import suppress
from typing import IO, Any

LENGTH = struct.Struct(">Q")
TOO_MUCH_MEMORY = "memory"
_SPARE = 256_000_000  # bytes that opening a PDF may take, beside some copies of it
_COPIES = 4


def main() -> None:
    """Answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the asking process's to handle
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while (request := read_message(requests)) is not None:
        data = requests.read(request["bytes"])
        answer = _answer(data, request["max_characters"], request["seconds"])
        write_message(answers, answer)
        if answer.get("code") == TOO_MUCH_MEMORY:
            return


def read_message(stream: IO[bytes]) -> dict[str, Any] | None:
    """The next message; `None` at the end of the stream."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        return None
    message: dict[str, Any] = json.loads(body)
    return message


def write_message(stream: IO[bytes], message: dict[str, Any], data: bytes = b"") -> None:
    """Send a message, with the bytes that belong to it."""
    body = json.dumps(message).encode("ascii")
    stream.write(LENGTH.pack(len(body)) + body + data)
    stream.flush()


def _answer(data: bytes, max_characters: int, seconds: float) -> dict[str, Any]:
    from pipeline.reading.pdf import pdf_text
    from pipeline.reading.problems import UnreadableError

    _limit_memory(_SPARE + _COPIES * len(data))
    _limit_time(seconds)
    try:
        read = pdf_text(data, max_characters)
    except UnreadableError as error:
        return {"code": error.code, "message": error.message}
    except MemoryError:
        return {"code": TOO_MUCH_MEMORY, "message": ""}
    finally:
        _limit_time(0)
    return {"text": read.text, "pages": read.pages, "scanned": read.scanned}


def _limit_memory(spare: int) -> None:
    """Let this process take `spare` bytes more than it has, and leave no image of its memory behind where that ends
    it, where the system can see to it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        with open("/proc/self/statm", "rb") as figures:  # noqa: PTH123  (read for each PDF)
            pages = int(figures.read().split()[0])
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = pages * resource.getpagesize() + spare
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _limit_time(seconds: float) -> None:
    """Have the system end this process in so many seconds, whatever it is doing; 0 for never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
