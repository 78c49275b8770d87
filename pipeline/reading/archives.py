"""Letters inside a zip archive. Nothing is unpacked to disk, and no header is trusted with memory."""

from __future__ import annotations

import io
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO

from pipeline.reading.content import read_content
from pipeline.reading.jsonl import read_rows
from pipeline.reading.kinds import TABLES, kind_of_name
from pipeline.reading.named_tables import read_table
from pipeline.reading.options import ReadingOptions
from pipeline.reading.pipes import read_up_to
from pipeline.reading.problems import (
    ARCHIVE_EXPANDS,
    BAD_ARCHIVE,
    ENCRYPTED_MEMBER,
    NESTED_ARCHIVE,
    NO_LETTERS_IN_ARCHIVE,
    ReadingProblem,
    UnreadableError,
    too_large,
)
from pipeline.text.document import Document

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OverflowError,
    RuntimeError,
    OSError,
)


def read_archive(
    stream: IO[bytes], path: str, options: ReadingOptions, skipped: Callable[[str], None]
) -> Iterator[Document | ReadingProblem]:
    """The documents of a zip archive's members, in the order of their names. `stream` is seekable; members of
    other kinds are told to `skipped`. A member's path is shown as `path!member`."""
    try:
        archive = zipfile.ZipFile(stream)
    except _DAMAGED:
        yield ReadingProblem(BAD_ARCHIVE, "the archive is damaged and cannot be opened", path)
        return
    with archive:
        members = sorted((m for m in archive.infolist() if _counts(m)), key=lambda m: m.filename)
        readable = [m for m in members if kind_of_name(m.filename) != "unnamed"]
        for member in members:
            if kind_of_name(member.filename) == "unnamed":
                skipped(f"{path}!{member.filename}")
        if not readable:
            yield ReadingProblem(NO_LETTERS_IN_ARCHIVE, "no file that is read is in the archive", path)
            return
        # A member never yields more than its header says (zipfile stops there): the headers' sum is a bound.
        size = stream.seek(0, os.SEEK_END)
        if sum(m.file_size for m in readable) > max(options.max_bytes, options.max_expansion * size):
            yield ReadingProblem(
                ARCHIVE_EXPANDS,
                f"the archive unpacks to more than {options.max_expansion} times its size: refused",
                path,
            )
            return
        for member in readable:
            yield from _read_member(archive, member, f"{path}!{member.filename}", options)


def _counts(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    return (
        bool(parts)
        and not member.filename.endswith("/")
        and not any(p.startswith(".") or p == "__MACOSX" for p in parts)
    )


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, options: ReadingOptions
) -> Iterator[Document | ReadingProblem]:
    kind = kind_of_name(member.filename)
    try:
        if kind == "zip":
            raise UnreadableError(NESTED_ARCHIVE, "an archive in an archive is not opened: unpack it first")
        if member.flag_bits & 0x1:
            raise UnreadableError(ENCRYPTED_MEMBER, "the archive's member is encrypted: unpack it first")
        if kind == "jsonl":
            with archive.open(member) as stream:
                yield from read_rows(stream, path, options)
            return
        if kind in TABLES:
            with archive.open(member) as stream:
                packed = stream if kind == "csv" else io.BytesIO(read_up_to(stream, options.max_bytes))
                yield from read_table(packed, kind, path, options)
            return
        if member.file_size > options.max_bytes:
            raise too_large(options.max_bytes)
        yield read_content(archive.read(member), kind, path, PurePosixPath(member.filename).stem, options)
    except UnreadableError as error:
        yield error.at(path)
    except _DAMAGED:
        yield ReadingProblem(BAD_ARCHIVE, "the archive's member is damaged and cannot be read", path)
