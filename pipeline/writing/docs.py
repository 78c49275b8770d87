"""Docs with all their spans as bytes: a `DocBin` of one, and many of them as one shard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

LETTER_ID = "letter_id"
"""The key of `doc.user_data` under which a shard's Doc has the `letter_id` of its record."""


def doc_bytes(doc: Doc, letter_id: str) -> bytes:
    """One Doc, with its letter's id."""
    from spacy.tokens import DocBin

    doc.user_data[LETTER_ID] = letter_id
    return DocBin(docs=[doc], store_user_data=True).to_bytes()


def merged(docs: Iterable[bytes]) -> bytes:
    """One shard of many Docs, in their order."""
    from spacy.tokens import DocBin

    shard = DocBin(store_user_data=True)
    for data in docs:
        shard.merge(DocBin(store_user_data=True).from_bytes(data))
    return shard.to_bytes()
