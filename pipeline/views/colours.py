"""Colours of labels: distinct hues, each solved for the luminance that keeps it legible.

A label's colour is one hue in several strengths: a bar that stands out from the page (contrast of 3:1 and more), and
a chip whose ink stands out from its ground (4.5:1 and more, WCAG AA). The shipped labels have hues of their own;
labels of a user's own rules take the next ones of a series in which neighbours lie far apart.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from dataclasses import dataclass

# Hue (degrees) and saturation (percent), by family: header green-grey, requests blue to teal, guidelines violet, dates
# ochre, decisions red and green.
_HUES: dict[str, tuple[int, int]] = {
    "case_number": (205, 12),
    "date_assigned": (95, 26),
    "date_of_injury": (20, 42),
    "decision_date": (140, 28),
    "ur_denial_date": (352, 36),
    "priority": (262, 20),
    "application_received": (60, 38),
    "licensure": (190, 30),
    "specialties": (168, 32),
    "age": (322, 38),
    "sex": (292, 34),
    "injury": (16, 62),
    "ur_decision": (350, 52),
    "request_for_authorization": (44, 68),
    "application": (60, 50),
    "assignment": (92, 38),
    "visit": (34, 62),
    "study": (184, 48),
    "surgery": (2, 54),
    "treatment": (156, 40),
    "service": (74, 48),
    "guideline": (282, 48),
    "other": (215, 14),
    "MTUS": (258, 62),
    "ACOEM": (314, 52),
    "ODG": (228, 58),
    "edition": (38, 56),
    "section": (300, 42),
    "chapter_number": (246, 44),
    "chapter_title": (270, 40),
    "regulation": (12, 30),
    "pages": (330, 48),
    "disputed": (212, 72),
    "original": (198, 46),
    "authorized": (172, 52),
    "drug": (336, 62),
    "drug_class": (318, 44),
    "strength": (28, 66),
    "form": (52, 56),
    "quantity": (146, 48),
    "refills": (128, 36),
    "sessions": (160, 56),
    "frequency": (186, 60),
    "body_part": (10, 58),
    "laterality": (286, 46),
    "spinal_level": (264, 50),
    "category": (222, 40),
    "retrospective": (68, 46),
    "date_of_service": (80, 50),
    "decision": (140, 58),
    "upheld": (4, 62),
    "overturned": (140, 58),
    "not_medically_necessary": (14, 44),
    "medically_necessary": (128, 44),
    "conclusion": (128, 44),
    "depends_on": (24, 70),
    "finding": (0, 76),
    "warning": (36, 88),
}
_GOLDEN_ANGLE = 137.508
PAGE_LIGHT, PAGE_DARK = "#ffffff", "#15181c"


@dataclass(frozen=True, slots=True)
class Colour:
    """One hue in the strengths that a page needs, as `#rrggbb`, for light and for dark mode.

    `bar` is drawn on the page itself, `ground` lies under a chip's `ink`.
    """

    bar: str
    ground: str
    ink: str
    dark_bar: str
    dark_ground: str
    dark_ink: str


def colours(labels: Iterable[str]) -> dict[str, Colour]:
    """A colour for each label, the same whenever the same labels are given."""
    found: dict[str, Colour] = {}
    unknown = 0
    for label in sorted(set(labels)):
        if label in _HUES:
            hue, saturation = _HUES[label]
        else:
            hue, saturation = int(55 + unknown * _GOLDEN_ANGLE) % 360, 62 - 14 * (unknown // 9 % 3)
            unknown += 1
        found[label] = _strengths(hue, saturation)
    return found


def displacy_colours(labels: Iterable[str]) -> dict[str, str]:
    """A colour for each label, in upper case as `spacy.displacy` wants it: legible under displaCy's black ink and, as
    a bar, on a white page."""
    return {label.upper(): _solve(*_hue(colour), 0.28) for label, colour in colours(labels).items()}


def shipped_displacy_colours() -> dict[str, str]:
    """The colours of all shipped labels, by which displaCy shows a letter without options (the entry point
    `spacy_displacy_colors`)."""
    return displacy_colours(_HUES)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it: 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`: 0 to 1."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _strengths(hue: int, saturation: int) -> Colour:
    return Colour(
        bar=_solve(hue, saturation, 0.22),
        ground=_solve(hue, saturation, 0.79),
        ink=_solve(hue, saturation, 0.045),
        dark_bar=_solve(hue, saturation, 0.30),
        dark_ground=_solve(hue, saturation * 0.8, 0.045),
        dark_ink=_solve(hue, saturation, 0.62),
    )


def _hue(colour: Colour) -> tuple[float, float]:
    red, green, blue = (int(colour.bar[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    return hue * 360, saturation * 100


def _solve(hue: float, saturation: float, target: float) -> str:
    """The colour of that hue and saturation with the luminance `target`: found by halving, since luminance grows with
    lightness."""
    low, high = 0.0, 1.0
    for _ in range(14):
        middle = (low + high) / 2
        if luminance(_hex(hue, middle, saturation)) < target:
            low = middle
        else:
            high = middle
    return _hex(hue, high, saturation)


def _hex(hue: float, lightness: float, saturation: float) -> str:
    channels = colorsys.hls_to_rgb(hue / 360, lightness, saturation / 100)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
