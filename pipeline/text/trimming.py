"""Stretches of a text without what stands around their words."""

from __future__ import annotations


def trimmed(text: str, start: int, end: int, before: str = " ", behind: str | None = None) -> tuple[int, int]:
    """`[start, end)` without the characters `before` at its beginning and `behind` at its end, which are the same where
    none are given; empty where it has no others."""
    behind = before if behind is None else behind
    while start < end and text[start] in before:
        start += 1
    while start < end and text[end - 1] in behind:
        end -= 1
    return start, end
