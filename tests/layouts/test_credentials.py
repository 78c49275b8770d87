"""Licensure and specialties, as fields and as prose."""

from __future__ import annotations

import pytest

from pipeline.layouts.loading import load_layouts
from pipeline.rules.where import patterns_folder
from tests.components.value_rules import credentials_of
from tests.text.shipped import reflow

LAYOUTS = load_layouts(sorted((patterns_folder() / "layouts").glob("*.yml")))
CREDENTIALS = next(layout.credentials for layout in LAYOUTS if layout.layout == "final-determination")


def read(text: str) -> tuple[list[str], list[str]]:
    assert CREDENTIALS
    reading = reflow(text)
    tags = credentials_of(CREDENTIALS, reading)
    assert all(reading.text[tag.start : tag.end] == tag.value and tag.rule.startswith("x.") for tag in tags)
    return (
        [tag.value for tag in tags if tag.label == "licensure"],
        [tag.value for tag in tags if tag.label == "specialties"],
    )


@pytest.mark.parametrize(
    ("text", "states", "specialties"),
    [
        (
            "State(s) of Licensure: California Certification(s)/Specialty: Pain Medicine",
            ["California"],
            ["Pain Medicine"],
        ),
        (
            "State(s) of Licensure:\nNew York\nOregon\nCertification(s)/Specialty:\nInternal Medicine\nRheumatology\n",
            ["New York", "Oregon"],
            ["Internal Medicine", "Rheumatology"],
        ),
        (
            "State(s) of Licensure:\nNew\nYork\nCertification(s)/Specialty:\nPhysical Medicine\n& Rehabilitation\n",
            ["New York"],
            ["Physical Medicine & Rehabilitation"],
        ),
        (
            "State(s) of Licensure: Texas, New York "
            "Certification(s)/Specialty: Physical Medicine and Rehabilitation, Pain Medicine",
            ["Texas", "New York"],
            ["Physical Medicine and Rehabilitation", "Pain Medicine"],
        ),
        (
            "Certification(s)/Specialty: Neurology and Psychiatry State(s) of Licensure: Iowa",
            ["Iowa"],
            ["Neurology and Psychiatry"],
        ),
        (
            "The reviewer is Board Certified in Family Medicine and is licensed to practice in California.",
            ["California"],
            ["Family Medicine"],
        ),
        (
            "The reviewer is Board-Certified in Anesthesiology and Pain Medicine "
            "and is licensed to practice in Iowa and Texas.",
            ["Iowa", "Texas"],
            ["Anesthesiology", "Pain Medicine"],
        ),
        (
            "He/she is Board Certified in Internal Medicine, has a subspecialty in Rheumatology "
            "and is licensed to practice in Ohio.",
            ["Ohio"],
            ["Internal Medicine", "Rheumatology"],
        ),
        ("The reviewer is a licensed Chiropractor.", [], ["Chiropractor"]),
        ("The reviewer is in active practice.", [], []),
        ("", [], []),
    ],
)
def test_credentials(text: str, states: list[str], specialties: list[str]) -> None:
    assert read(text) == (states, specialties)
