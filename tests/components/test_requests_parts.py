"""The two forms of a request that utilization review modified, and their variations."""

from __future__ import annotations

import pytest

from pipeline.components.request_reading.parts import read_parts
from tests.components.heading_samples import hits

REMAINING = (
    "Tizanidine 4mg #90 was the original request. Tizanidine 4mg #30 was authorized by the Claims Administrator. "
    "The remaining IMR eligible portion of the original request, Tizanidine 4mg #60 is"
)
LEAVING = (
    "Walker purchase was the original request. The Claims Administrator authorized a walker for 1 month, leaving the "
    "original request IMR eligible. The original request, walker purchase is"
)


def parts_of(heading: str) -> tuple[str | None, str | None, str]:
    found = hits(heading)
    parts = {label: found.text[slice(*place)] for label, place in read_parts(found).items()}
    return parts.get("original"), parts.get("authorized"), parts["disputed"]


def test_remaining_portion() -> None:
    assert parts_of(REMAINING) == ("Tizanidine 4mg #90", "Tizanidine 4mg #30", "Tizanidine 4mg #60")


def test_original_request_left_whole() -> None:
    assert parts_of(LEAVING) == ("Walker purchase", "a walker for 1 month", "walker purchase")


@pytest.mark.parametrize(
    "heading",
    [
        REMAINING.removesuffix(" is"),
        REMAINING.removesuffix(" is") + ", is",
        REMAINING.replace("remaining", "remainig").replace("original", "orginal"),
        REMAINING.replace("Administrator", "Adminstrator"),
        REMAINING.replace("request. ", "request; "),
        REMAINING.replace("was the original", "was original"),
        REMAINING.replace("was authorized", "were approved"),
        REMAINING.replace("request, Tiz", "request Tiz"),
        REMAINING.replace("IMR eligible portion", "IMR-eligible portion"),
    ],
)
def test_remaining_portion_in_other_words(heading: str) -> None:
    assert parts_of(heading) == ("Tizanidine 4mg #90", "Tizanidine 4mg #30", "Tizanidine 4mg #60")


@pytest.mark.parametrize(
    "heading",
    [
        LEAVING.replace("month, leaving", "month leaving"),
        LEAVING.replace("authorized a", "has authorized a"),
        LEAVING.replace("request, walker", "request walker"),
    ],
)
def test_original_request_left_whole_in_other_words(heading: str) -> None:
    assert parts_of(heading) == ("Walker purchase", "a walker for 1 month", "walker purchase")


def test_quoted_request_with_periods_inside() -> None:
    heading = (
        "Brace for L. knee, min. 1 yr. use was the original request. The Claims Administrator authorized a sleeve, "
        "leaving the original request IMR eligible. The original request, brace for L. knee, min. 1 yr. use is"
    )
    assert parts_of(heading) == ("Brace for L. knee, min. 1 yr. use", "a sleeve", "brace for L. knee, min. 1 yr. use")


def test_rest_that_is_not_named_leaves_the_whole_in_dispute() -> None:
    heading = "Home kit purchase was the original request. The Claims Administrator authorized a rental"
    assert parts_of(heading) == ("Home kit purchase", "a rental", "Home kit purchase")


@pytest.mark.parametrize(
    "heading", ["Naproxen 550mg #60", "Request for medical records", "Prospective request for a cane"]
)
def test_plain_heading_is_disputed_whole(heading: str) -> None:
    assert parts_of(heading) == (None, None, heading)
