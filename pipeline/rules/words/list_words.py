"""The words by which lists in clinical prose are built, from the vocabulary `clinical_words`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.rules.vocabularies import Vocabularies

_VOCABULARY = "clinical_words"


@dataclass(frozen=True)
class ListWords:
    """Expressions over the reading text; each of whole words, in any case.

    Attributes:
        separators: between two entries; the group `joint` holds its word.
        ends: where a list is over.
        asides: where an entry is over.
        verbs: a finite verb.
        articles: what stands before an entry and is no part of it.
        before_date: what stands between an entry and its date.
        sites: an entry of which all belongs to the one behind it.
        adjectives: a word of `sites` behind which another has to come.
        tails: one that belongs to the one before it.
        parts: what an entry goes on behind in several parts.
        companions: what brings a second part of an entry.
        request_ends: where the words of a request are over.
        reason_ends: where its reason is.
        further: what comes before something else that is asked for; the group `more` holds a word that tells so
            where a treatment follows alone.
        reviewers: words of a sentence that tells of utilization review.
        deniers: what makes a denial that of utilization review.
        openers: a sentence that begins with its circumstances.
        clauses: what begins a clause: "the provider said that | a brace was requested".
        pronouns: words that name nothing that is asked for.
        negated_joints: joints over which a negation goes on.
    """

    separators: re.Pattern[str]
    ends: re.Pattern[str]
    asides: re.Pattern[str]
    verbs: re.Pattern[str]
    articles: re.Pattern[str]
    before_date: re.Pattern[str]
    sites: re.Pattern[str]
    adjectives: re.Pattern[str]
    tails: re.Pattern[str]
    parts: re.Pattern[str]
    companions: re.Pattern[str]
    request_ends: re.Pattern[str]
    reason_ends: re.Pattern[str]
    further: re.Pattern[str]
    reviewers: re.Pattern[str]
    deniers: re.Pattern[str]
    openers: re.Pattern[str]
    clauses: re.Pattern[str]
    pronouns: re.Pattern[str]
    negated_joints: frozenset[str]

    @classmethod
    def of(cls, lists: Mapping[str, Sequence[str]]) -> ListWords:
        """From the vocabulary's lists."""
        one = {name: _one_of(words) for name, words in lists.items()}
        places = _one_of([word for word in lists["sites"] if word not in lists["articles"]])
        return cls(
            separators=_compiled(
                rf"\s*[;,]\s*(?:(?P<joint>{one['joints']})\s+)?|\s+(?P<alone>{one['joints']})\s+"
                r"|[.]?\s+\(?\d{1,2}\)\s+|[.]\s+\d{1,2}[.]\s+"
            ),
            ends=_compiled(rf"[\s,;]+(?:{one['ends']})\b"),
            asides=_compiled(
                rf"[\s,]+(?:(?:{one['asides']})\b|(?:{one['aside_ways']})\b(?!\s(?:(?:{one['articles']})\s)?(?:{places})\b))"
            ),
            verbs=_compiled(rf"(?:^|\s)(?:{one['verbs']})(?:\s|$)"),
            articles=_compiled(rf"(?:(?:{one['articles']}|\(?\d{{1,2}}[.)])\s+)+"),
            before_date=_compiled(rf"[\s,(]+(?:{one['before_dates']})?\s*$"),
            sites=_compiled(rf"(?:{one['sites']})(?:\s+(?:{one['sites']}))*"),
            adjectives=_compiled(rf"\b(?:{one['site_adjectives']})$"),
            tails=_compiled(rf"(?:{one['tails']})"),
            parts=_compiled(rf"\s(?:{one['openers_of_parts']})\s"),
            companions=_compiled(rf"\s(?:{one['companions']})\s"),
            request_ends=_compiled(rf"[\s,;]+(?:{one['request_ends']})\b"),
            reason_ends=_compiled(rf"\s*;|[\s,]+(?:{one['reason_ends']})\b"),
            further=_compiled(
                rf"(?:\s*[;,]\s*(?:(?:{one['joints']})\s+)?|\s+(?:{one['joints']})\s+)"
                rf"(?=(?:{one['further_requests']}|(?P<more>{one['more_of_a_treatment']}))\b)"
            ),
            reviewers=_compiled(rf"\b(?:{one['reviewers']})\b"),
            deniers=_compiled(rf"\b(?:{one['deniers']})\b"),
            openers=_compiled(rf"(?:{one['openers']})\b"),
            clauses=_compiled(rf"\s(?:{one['clauses']})\s"),
            pronouns=_compiled(rf"(?:{one['pronouns']})\b"),
            negated_joints=frozenset(map(str.lower, lists["negated_joints"])),
        )


def list_words(vocabularies: Vocabularies) -> ListWords:
    """The words of these vocabularies; made once for each."""
    return vocabularies.made(_made)


def _made(vocabularies: Vocabularies) -> ListWords:
    return ListWords.of(vocabularies.lists[_VOCABULARY])


def _one_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)
