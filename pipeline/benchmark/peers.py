"""What each of the measured tools reads of a letter, and what it does not."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.benchmark.contenders import FLAT_TOKENIZER, PIPELINE, RULER, SCRIPT, TOKEN_RULER, TOKENIZER


class Peer(NamedTuple):
    """What a tool reads, and what it does not read that the pipeline does."""

    reads: str
    not_read: str


_NO_RECORD = "sections, items, decisions, cues, a record"
_RULES = "phrase and token rules"
PEERS: dict[str, Peer] = {
    PIPELINE: Peer("all of the record, from text to the lines of the output", "nothing that the others read"),
    TOKENIZER: Peer("tokens", f"everything else: page furniture, rules, {_NO_RECORD}"),
    FLAT_TOKENIZER: Peer("tokens of the text with white space as single spaces", "as above; where the words stand"),
    RULER: Peer("tokens; phrase rules in any case, token rules", f"expressions, values, {_NO_RECORD}"),
    TOKEN_RULER: Peer("the same, phrases as token patterns", f"expressions, values, {_NO_RECORD}"),
    SCRIPT: Peer(
        "header, items, decisions, dates, guideline names and verdicts, by expressions for one layout",
        "other layouts and extractors, page furniture, places, roles of dates, details of requests, sections and pages "
        "of citations, who speaks, checks",
    ),
    "edsnlp": Peer(f"tokens; {_RULES}", f"expressions, values, dates, {_NO_RECORD}"),
    "edsnlp with dates": Peer(
        f"tokens; {_RULES}; sentences; dates and durations, with French words and the day before the month",
        f"expressions, other values, {_NO_RECORD}",
    ),
    "medspacy": Peer(f"tokens; {_RULES}", f"expressions, values, {_NO_RECORD}"),
}
