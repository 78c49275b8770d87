from __future__ import annotations

import pickle

import pytest

from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.loading import shipped_catalogue
from pipeline.guidelines.model import Edition, Guideline
from pipeline.guidelines.schema import CatalogueFile


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped_catalogue()


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Forearm, Wrist, and Hand Complaints", "mtus.forearm_wrist_hand"),
        ("Forewarm, Wrist, and Hand Complaints", "mtus.forearm_wrist_hand"),
        ("Low Back Complaint", "mtus.low_back"),
        ("Acupunctre Treatment", "mtus.acupuncture"),
        ("Workplace Mental Health: Depressive Disorders", "mtus.depressive"),
    ],
)
def test_titles_resolve(catalogue: Catalogue, title: str, id_: str) -> None:
    found = catalogue.resolve_title(title)
    assert found is not None
    assert found.id == id_


def test_a_title_that_is_none_does_not_resolve(catalogue: Catalogue) -> None:
    assert catalogue.resolve_title("Toxic Exposure Complaints") is None


@pytest.mark.parametrize(
    ("guideline", "title", "id_"),
    [
        ("mtus.low_back", "Inital Care", "acoem.common.initial_care"),
        ("mtus.low_back", "Diagnositc Criteria", "acoem.common.diagnostic_criteria"),
        ("mtus.chronic_pain", "Lidoderm (Lidocaine patch)", "chronic_pain.lidoderm"),
        (
            "mtus.chronic_pain",
            "NSAIDs, GI symptoms and cardiovascular risk",
            "chronic_pain.nsaids_gi_symptoms_cardiovascular_risk",
        ),
        ("mtus.opioid", "4.1 Tapering Opioids: Indications for Tapering Opioids", "opioid.s4_1"),
        ("mtus.low_back", "Topical analgesics", None),
        ("mtus.elbow", "326", None),
        (None, "Special Studies", None),
    ],
)
def test_sections_resolve_within_their_guideline(
    catalogue: Catalogue, guideline: str | None, title: str, id_: str | None
) -> None:
    assert catalogue.resolve_section(guideline, title) == id_


def test_entry_is_the_edition_where_the_year_names_one(catalogue: Catalogue) -> None:
    work = catalogue.guidelines["mtus.chronic_pain"]
    assert catalogue.entry(work, "2016") == "mtus.chronic_pain.2016"
    assert catalogue.entry(work, "2012") == "mtus.chronic_pain"
    assert catalogue.work("mtus.chronic_pain.2016") is work
    assert catalogue.work(None) is None


def test_works_of_one_title_are_told_apart_by_the_year(catalogue: Catalogue) -> None:
    ids = catalogue.titles.exact("Chronic Pain")
    assert catalogue.dated_work(ids, "2017") == "mtus.chronic_pain_acoem"
    assert catalogue.dated_work(ids, "2016") == "mtus.chronic_pain"


def test_edition_in_force() -> None:
    first = Edition("x.1", "2009", "X", "seen", "2009-07-18", "page", "2016-07-28", "seen")
    second = Edition("x.2", "2016", "X", "seen", "2016-07-28", "seen")
    believed = Edition("x.3", "2020", "X", "seen", "2020-01-01", "unverified")
    work = Guideline("x", "MTUS", "X", ("X",), "seen", (first, second, believed))
    assert [work.in_force(day) for day in ("2009-01-01", "2016-07-27", "2016-07-28", "2021-01-01")] == [
        None,
        first,
        second,
        second,
    ]


def test_a_catalogue_makes_itself_again(catalogue: Catalogue) -> None:
    copies = [
        pickle.loads(pickle.dumps(catalogue)),
        Catalogue(CatalogueFile.model_validate(file) for file in catalogue.data()),
    ]
    for copy in copies:
        assert copy.guidelines == catalogue.guidelines
        assert copy.sections == catalogue.sections


def test_only_here_needs_support() -> None:
    sections = [{"title": "Known", "support": "seen"}, {"title": "Believed", "support": "unverified"}]
    file = {
        "guidelines": [
            {"id": "a", "title": "A", "source": "MTUS", "support": "seen", "section_lists": ["l"]},
            {"id": "b", "title": "B", "source": "MTUS", "support": "seen"},
        ],
        "section_lists": [{"id": "l", "only_here": True, "sections": sections}],
    }
    made = Catalogue([CatalogueFile.model_validate(file)])
    known = made.elsewhere(made.guidelines["b"], "Known")
    assert known is not None
    assert known[1].id == "a"
    assert made.elsewhere(made.guidelines["b"], "Believed") is None
    assert made.elsewhere(made.guidelines["a"], "Known") is None


def test_shipped_facts_are_consistent(catalogue: Catalogue) -> None:
    for work in catalogue.guidelines.values():
        for edition in work.editions:
            if edition.adopted and edition.superseded:
                assert edition.adopted < edition.superseded, edition.id
        if work.regulation is not None:
            assert work.regulation in catalogue.regulations, work.id
    for section in catalogue.sections.values():
        for fact in section.pages:
            assert fact.first <= fact.last, section.id
    numbers = [work.chapter for work in catalogue.guidelines.values() if work.chapter is not None]
    assert sorted(numbers) == list(range(1, 17))
