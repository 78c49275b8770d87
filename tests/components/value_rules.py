"""What the shipped rules of dates and names find alone, and what is read of it, for the tests here."""

from __future__ import annotations

from functools import cache

from spacy.lang.en import English
from spacy.vocab import create_vocab

from pipeline.components.rules import RulesComponent
from pipeline.components.tags import Tag, within, write_tags
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.layouts.credentials import CredentialNames, CredentialsFinder
from pipeline.layouts.field_labels import FieldFinder
from pipeline.layouts.field_pairing import FieldsReading, pair_fields
from pipeline.layouts.model import Credentials, Fields
from pipeline.rules import load_rules, patterns_folder
from pipeline.rules.cues import standing
from pipeline.rules.load import shipped_shared
from pipeline.text.reading_text import ReadingText

DATES = ("values/dates.yml", "cues/dates/measurements.yml")
SPECIALTIES = ("terms/specialties.yml",)


@cache
def component(files: tuple[str, ...]) -> RulesComponent:
    vocab = create_vocab("en", English.Defaults)
    return RulesComponent(vocab, LetterTokenizer(vocab), rules=load_rules([patterns_folder() / file for file in files]))


def tags_in(files: tuple[str, ...], text: str, section: str = "") -> list[Tag]:
    """What the rules of some files find in a text, or in a section with this text."""
    rules = component(files)
    doc = rules.tokenize(text)
    if section:
        write_tags(doc, "sections", [Tag(section, 0, len(text))])
    return rules.tags(doc)


def dates_in(text: str, section: str = "") -> list[Tag]:
    """The dates of a text, or of a section with this text."""
    return standing(tags_in(DATES, text, section), "DATE")


def fields_of(fields: Fields, reading: ReadingText, start: int = 0) -> FieldsReading:
    """The fields in a reading text from `start` on."""
    end = len(reading.text)
    labels = FieldFinder(fields, "some-layout").find(reading.text, start, end)
    dates = within(dates_in(reading.text, "header"), start, end) if reading.text else []
    return pair_fields(reading, labels, dates, shipped_shared().vocabularies)


def credentials_of(credentials: Credentials, reading: ReadingText) -> list[Tag]:
    """The names of states and specialties in a reading text."""
    text = reading.text
    lists = CredentialsFinder(credentials, "x").find(text, 0, len(text))
    whole = tags_in(SPECIALTIES, text, "reviewer") if text else []
    return CredentialNames(shipped_shared()).read(reading, list(lists), whole)
