from __future__ import annotations

import pytest

from pipeline.exchange.annotations import DATE_ROLES
from pipeline.views.colours import PAGE_DARK, PAGE_LIGHT, colours, contrast, displacy_colours

LABELS = [*DATE_ROLES, "MTUS", "ODG", "drug", "decision", "disputed", "MY_LABEL", "ANOTHER", "x" * 80, "Ω"]


@pytest.mark.parametrize("label", LABELS)
def test_chips_and_bars_are_legible_in_both_modes(label: str) -> None:
    colour = colours([*LABELS])[label]
    assert contrast(colour.ink, colour.ground) >= 4.5
    assert contrast(colour.dark_ink, colour.dark_ground) >= 4.5
    assert contrast(colour.bar, PAGE_LIGHT) >= 3
    assert contrast(colour.dark_bar, PAGE_DARK) >= 3


def test_labels_of_a_users_own_get_colours_of_their_own() -> None:
    own = [f"OWN_{i}" for i in range(20)]
    assert len({colour.bar for colour in colours(own).values()}) == 20


def test_displacy_colours_bear_its_black_ink_and_stand_out_from_white() -> None:
    for label, colour in displacy_colours(LABELS).items():
        assert label == label.upper()
        assert contrast(colour, "#000000") >= 4.5
        assert contrast(colour, "#ffffff") >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
