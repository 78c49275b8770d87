"""Colours of the labels of annotation tools."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable

_GOLDEN = 0.381966


def label_colours(labels: Iterable[str]) -> dict[str, str]:
    """A colour for each label as `#rrggbb`; labels of one kind (`date.visit`, `date.study`) share a hue."""
    kinds: dict[str, int] = {}
    found = {}
    for label in labels:
        kind = label.partition(".")[0]
        number = kinds.setdefault(kind, len(kinds))
        red, green, blue = colorsys.hls_to_rgb(number * _GOLDEN % 1, 0.42, 0.55)
        found[label] = "#" + "".join(f"{round(channel * 255):02x}" for channel in (red, green, blue))
    return found
