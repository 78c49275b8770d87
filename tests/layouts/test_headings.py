"""Where a heading begins behind the last item's rationale."""

from __future__ import annotations

import pytest

from tests.layouts.readers import lines

PARTS = "Claims guideline: none Reviewer guideline: none Decision rationale: "
MODIFIED = (
    "Norco 10/325mg #90 was the original request. Norco 10/325mg #60 was authorized by the Claims Administrator. The "
    "remaining IMR eligible portion of the original request, Norco 10/325mg #30 is"
)


def second(rationale: str, heading: str, between: str) -> tuple[str, str]:
    """(the first item's rationale, the second item's request)."""
    found = lines(f"Cane: Upheld {PARTS}{rationale}{between}{heading}: Upheld {PARTS}None.")
    assert len(found) == 2
    return found[0][2]["rationale"], found[1][0]


@pytest.mark.parametrize("between", [" ", "\n", "\n\n", "\n\f\n"])
@pytest.mark.parametrize(
    ("rationale", "heading"),
    [
        ("The cane is not necessary.", "Lumbar MRI"),
        ("It is old. The cane is not necessary.", "1 lumbar MRI without contrast"),
        ("The cane is not necessary.", "Tramadol 50mg 1 tab. p.r.n. #60"),
        ("The cane is not necessary.", "Consultation with Dr. Who on the back"),
        ("The cane is not necessary.", "Cream 20% q.i.d. NSAID, see No. 2 of the list"),
        ("The cane is not necessary.", "Lumbar MRI. Without contrast"),
        ("The cane is not necessary.", MODIFIED),
        ("The cane is not necessary.", MODIFIED.replace(". ", ".\n")),
        ("The cane is not necessary.", "Consultation, q.i.d.\nNSAID use per Dr.\nWho"),
        ("The cane is not certified", "Lumbar MRI"),
        ("The cane is not necessary. Slow tapering is advised.", "Norco 10/325mg #60"),
        ('A stick ("cane") is not necessary."', "Lumbar MRI"),
    ],
)
def test_headings_begin_behind_the_verdict(rationale: str, heading: str, between: str) -> None:
    assert second(rationale, heading, between) == (rationale, " ".join(heading.split()))


def test_a_line_break_behind_a_sentence_tells_where_no_verdict_does() -> None:
    assert second("The cane broke. It was old.", "Lumbar MRI", "\n") == ("The cane broke. It was old.", "Lumbar MRI")


def test_a_verdict_in_the_middle_of_a_sentence_ends_nothing() -> None:
    rationale = "A cane is not certified here. The rest is told above."
    assert second(rationale, "Lumbar MRI", "\n") == (rationale, "Lumbar MRI")


def test_the_first_heading_begins_where_the_items_do() -> None:
    found = lines(f"One. Two. Three is necessary. Cane: Upheld {PARTS}None.")
    assert found[0][0] == "One. Two. Three is necessary. Cane"
