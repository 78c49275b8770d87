"""Sets of item numbers as one integer each: bit i stands for item i. Two such sets of 150,000 items intersect
in microseconds."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

_ONE = ord("1")
_DIGITS = bytes.maketrans(b"01", b"\x00\x01")


def bitset(numbers: Iterable[int], size: int) -> int:
    """The set of `numbers`, each below `size`."""
    digits = bytearray(b"0") * (size + 1)
    for number in numbers:
        digits[number] = _ONE
    return int(digits[::-1], 2)  # a base of two: takes time in proportion to the digits


def full(size: int) -> int:
    """The set of all numbers below `size`."""
    return (1 << size) - 1


def flags(bits: int, size: int) -> bytes:
    """One byte per number below `size`: 1 where it is in the set, else 0."""
    return format(bits, f"0{size}b").encode()[::-1].translate(_DIGITS) if size else b""


def pack(bits: int, size: int) -> bytes:
    """The set as bytes for storage."""
    return zlib.compress(bits.to_bytes(size // 8 + 1, "little"), 1)


def unpack(data: bytes) -> int:
    """The set that `pack` stored."""
    return int.from_bytes(zlib.decompress(data), "little")
