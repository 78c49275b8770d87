"""Roles of dates in sentences as reviewers write them (`sentences.txt`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.lang.en import English
from spacy.vocab import create_vocab

from pipeline.components.dates import DatesComponent
from pipeline.components.tags import Tag, read_tags, write_tags
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.rules import load_rules, patterns_folder
from pipeline.rules.matching.engines import RuleMatcher, Section

Read = Callable[..., list[Tag]]
MARK = re.compile(r"\{([^={}]+)=([a-z_]+)\}")
LEAD = "The diagnoses include lumbar strain. "
LINES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [line for line in LINES if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def read() -> Read:
    """Reads the dates of a text as those of one section, with the shipped cues."""
    rules = load_rules([patterns_folder() / "cues" / "dates", patterns_folder() / "values" / "dates.yml"]).rules
    vocab = create_vocab("en", English.Defaults)
    tokenize = LetterTokenizer(vocab)
    match, component = RuleMatcher(rules, vocab, tokenize), DatesComponent()

    def read_text(text: str, section: str = "summary", before: str = "") -> list[Tag]:
        doc = tokenize(before + text)
        sections = [Section("summary", 0, len(tokenize(before)))] if before else []
        hits = match(doc, [*sections, Section(section, len(tokenize(before)), len(doc))])
        write_tags(doc, "sections", [Tag("summary", 0, len(before)), Tag(section, len(before), len(before + text))])
        write_tags(
            doc, "rules", [Tag(h.rule.label, h.start, h.end, h.value, h.rule.id, h.rule.attributes) for h in hits]
        )
        return [tag for tag in read_tags(component(doc), "dates") if tag.start >= len(before)]

    return read_text


@pytest.mark.parametrize("sentence", SENTENCES)
def test_roles_of_a_sentence(read: Read, sentence: str) -> None:
    text, wanted, at = LEAD, [], 0
    for mark in MARK.finditer(sentence):
        text += sentence[at : mark.start()] + mark[1]
        wanted.append((len(text) - len(mark[1]), len(text), mark[2]))
        at = mark.end()
    found = {tag.start: tag for tag in read(text + sentence[at:])}
    assert wanted
    for start, end, role in wanted:
        assert (found[start].end, found[start].label) == (end, role), found[start].rule


def test_the_labels_of_a_header_are_cues_where_no_field_was_found(read: Read) -> None:
    header = (
        "Date Assigned: 04/04/2014 Date of Injury: 04/14/2012 Decision Date: 05/05/2014 "
        "UR Denial Date: 01/03/2014 Priority: Standard Application Received: 02/01/2014"
    )
    roles = [tag.label for tag in read(header, section="header")]
    assert roles == ["assignment", "injury", "decision", "ur_decision", "application"]


def test_a_date_that_the_letter_told_before_keeps_its_role(read: Read) -> None:
    text = "The weather was bad on 3-4-14."
    assert [tag.label for tag in read(text)] == ["other"]
    assert [tag.label for tag in read(text, before="The injury was on 3-4-14. ")] == ["injury"]


def test_when_the_request_before_was_provided(read: Read) -> None:
    text = "provided from January 6, 2012 through June 29, 2012. The plan denied it."
    assert [tag.label for tag in read(text)] == ["service", "service"]


def test_a_date_of_service_is_a_visit_unless_the_request_is_retrospective(read: Read) -> None:
    text = "The note with the date of service 3/4/15 is short."
    assert [tag.label for tag in read(text)] == ["visit"]
    assert [tag.label for tag in read("The retrospective request has the date of service 3/4/15.")] == ["service"]
