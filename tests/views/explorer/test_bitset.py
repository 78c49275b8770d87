from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.views.explorer.bitset import bitset, flags, full, pack, unpack


@given(st.sets(st.integers(0, 199)), st.sets(st.integers(0, 199)))
def test_sets(one: set[int], other: set[int]) -> None:
    bits = bitset(one, 200)
    assert bits.bit_count() == len(one)
    both = flags(bits & bitset(other, 200), 200)
    assert len(both) == 200
    assert {n for n, flag in enumerate(both) if flag} == one & other
    assert unpack(pack(bits, 200)) == bits


def test_full_and_empty() -> None:
    assert flags(full(3), 3) == b"\1\1\1"
    assert flags(full(0), 0) == b""
