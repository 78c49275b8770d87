"""Each kind of wrong citation is found, and its correct twin is not."""

from __future__ import annotations

import pytest

from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.check import Dating, check_citation, problems
from pipeline.guidelines.loading import shipped_catalogue
from pipeline.guidelines.schema import CatalogueFile
from pipeline.records.model import Citation
from tests.guidelines.letters import cited

WRONG_AND_RIGHT = [
    # code, aspect, wrong, right, day
    (
        "F101",
        "pages",
        "MTUS Chronic Pain Treatment Guidelines Physical Medicine Page(s): 46-47",
        "MTUS Chronic Pain Treatment Guidelines Physical Medicine Page(s): 98-99",
        "2014-06-02",
    ),
    (
        "F102",
        "chapter",
        "MTUS ACOEM Chapter 9 Low Back Complaints",
        "MTUS ACOEM Chapter 12 Low Back Complaints",
        "2014-06-02",
    ),
    (
        "F103",
        "sections",
        "MTUS Low Back Complaints 2004, Section(s): Topical analgesics",
        "MTUS Chronic Pain Medical Treatment 2016, Section(s): Topical analgesics",
        "2017-01-09",
    ),
    ("F104", "edition", "MTUS Low Back Disorders 2016", "MTUS Low Back Complaints 2004", "2017-03-01"),
    (
        "F105",
        "edition",
        "MTUS Chronic Pain Medical Treatment 2009",
        "MTUS Chronic Pain Medical Treatment 2016",
        "2017-01-09",
    ),
    (
        "F107",
        "guideline",
        "MTUS Chronic Pain Medical Treatment Guidelines 9792.23.5",
        "MTUS Chronic Pain Medical Treatment Guidelines 9792.24.2",
        "2014-06-02",
    ),
    (
        "F109",
        "pages",
        "MTUS Low Back Complaints Page(s): 99",
        "MTUS Low Back Complaints Page(s): 303-305",
        "2014-06-02",
    ),
]


@pytest.mark.parametrize(("code", "aspect", "wrong", "right", "day"), WRONG_AND_RIGHT)
def test_wrong_citations_and_their_twins(code: str, aspect: str, wrong: str, right: str, day: str) -> None:
    catalogue = shipped_catalogue()
    assert [p.code for p in problems(cited(wrong), catalogue, Dating(day))] == [code]
    assert getattr(check_citation(cited(wrong), day, catalogue), aspect) == "mismatch"
    assert list(problems(cited(right), catalogue, Dating(day))) == []
    assert getattr(check_citation(cited(right), day, catalogue), aspect) == "ok"


def test_the_range_of_the_whole_schedule_fits_every_guideline() -> None:
    citation = cited(
        "MTUS Chronic Pain Treatment Guidelines Physical Medicine Section (9792.20-9792.26) Page(s): 98-99"
    )
    check = check_citation(citation, "2014-06-02", shipped_catalogue())
    assert (check.guideline, check.sections, check.pages) == ("ok", "ok", "ok")


def test_without_a_day_no_edition_is_wrong() -> None:
    citation = cited("MTUS Chronic Pain Medical Treatment 2009")
    assert check_citation(citation, None, shipped_catalogue()).edition == "ok"


def test_a_day_before_which_the_decision_was_not_made() -> None:
    catalogue = shipped_catalogue()
    old = cited("MTUS Chronic Pain Medical Treatment 2009")
    assert check_citation(old, None, catalogue, not_before="2016-09-01").edition == "mismatch"
    assert check_citation(old, None, catalogue, not_before="2015-09-01").edition == "ok"
    # that the decision was not made before a day does not say that an edition was still to come
    new = cited("MTUS Low Back Disorders 2016")
    assert check_citation(new, None, catalogue, not_before="2017-01-01").edition == "ok"


def test_pages_of_another_edition_are_unknown() -> None:
    citation = cited("MTUS Chronic Pain Medical Treatment 2016, Section(s): Physical medicine treatment, page 50")
    assert check_citation(citation, "2017-01-09", shipped_catalogue()).pages == "unknown"


def test_what_is_only_believed_proves_nobody_wrong() -> None:
    pages = {"ranges": [[10, 20]], "edition": "2004"}
    file = {
        "guidelines": [
            {
                "id": "mtus.low_back",
                "title": "Low Back Complaints",
                "source": "MTUS",
                "support": "unverified",
                "chapter": 12,
                "pages": [pages],
                "editions": [{"year": "2004", "adopted": "2007-01-01", "superseded": "2010-01-01"}],
                "section_lists": ["own"],
                "sections_known": True,
            },
            {"id": "mtus.other", "title": "Other", "source": "MTUS", "support": "seen", "section_lists": ["theirs"]},
        ],
        "section_lists": [
            {"id": "own", "sections": [{"title": "Care", "pages": [pages]}]},
            {"id": "theirs", "only_here": True, "sections": ["Topical analgesics"]},
        ],
    }
    believed = Catalogue([CatalogueFile.model_validate(file)])
    for text in (
        "MTUS ACOEM Chapter 9 Low Back Complaints 2004, Section(s): Care, page 99",
        "MTUS Low Back Complaints 2004, Section(s): Topical analgesics",
    ):
        assert list(problems(cited(text), believed, Dating("2014-06-02"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "MTUS Elbow Complaints 2007, Section(s): 326",
        "MTUS Knee Complaints 2004, Section(s): 3",
        "MTUS Knee Complaints 2004, Section(s): 3.1",
    ],
)
def test_a_bare_number_proves_nothing(text: str) -> None:
    citation = cited(text)
    assert list(problems(citation, shipped_catalogue(), Dating("2017-01-09"))) == []


def test_a_guideline_that_is_cited_for_itself_needs_no_adoption() -> None:
    mtus, acoem = cited("MTUS Low Back Disorders 2019"), cited("ACOEM Low Back Disorders 2019")
    catalogue = shipped_catalogue()
    assert [problem.code for problem in problems(mtus, catalogue, Dating("2019-04-01"))] == ["F104"]
    assert list(problems(acoem, catalogue, Dating("2019-04-01"))) == []


def test_an_edition_inherits_pages() -> None:
    def guidelines(**edition: str) -> Catalogue:
        base = {"id": "x", "title": "Gait", "source": "MTUS", "support": "page"}
        base |= {"editions": [{"year": "2020"}], "pages": [{"edition": "2020", "ranges": [[1, 9]], "support": "page"}]}
        newer = {"id": "x", "inherits": "x", "editions": [{"year": "2026", **edition}]}
        return Catalogue([CatalogueFile.model_validate({"guidelines": [one]}) for one in (base, newer)])

    citation = Citation("", 0, 0, "MTUS", "Gait", "2026", None, (), (), ((12, 12),), "x.2026")
    assert [p.code for p in problems(citation, guidelines(inherits="2020"), Dating())] == ["F109"]
    assert list(problems(citation, guidelines(), Dating())) == []


def test_a_fact_that_letters_agree_with_confirms_pages_and_proves_nobody_wrong() -> None:
    catalogue, day = shipped_catalogue(), "2014-05-01"
    inside, outside = cited("MTUS Knee Complaints Page(s): 341"), cited("MTUS Knee Complaints Page(s): 99")
    assert check_citation(inside, day, catalogue).pages == "ok"
    assert check_citation(outside, day, catalogue).pages == "unknown"
    assert list(problems(outside, catalogue, Dating(day))) == []
