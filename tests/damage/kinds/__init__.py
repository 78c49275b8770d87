"""Ways in which a letter is damaged, each named, with where such damage comes from: what the damage harness tries."""

from __future__ import annotations

from collections.abc import Mapping

from tests.damage.kinds import around_decisions, characters, injections, lines, pages
from tests.damage.kinds.base import Damaged, Kind

__all__ = ["KINDS", "Damaged", "Kind"]

KINDS: Mapping[str, Kind] = {
    kind.__name__: kind
    for kind in (
        around_decisions.word_before_decision, around_decisions.words_behind_decision, around_decisions.decision_struck,
        around_decisions.decision_boxes, around_decisions.decision_misread, around_decisions.broken_word,
        around_decisions.decision_elsewhere, around_decisions.verdict_turned,
        injections.sentence_in_rationale, injections.marks_in_rationale, injections.heading_in_rationale,
        injections.rationale_ends_oddly, injections.item_in_rationale, injections.item_before_the_items,
        injections.item_behind_the_end, injections.stray_decision, injections.stray_label, injections.stamp,
        pages.page_dropped, pages.pages_swapped, pages.pages_shuffled, pages.page_doubled, pages.foot_lost,
        pages.page_scanned, pages.letters_mixed, pages.headers_and_footers, pages.cut, pages.beginning_cut,
        pages.middle_cut,
        lines.header_line_lost, lines.header_label_lost, lines.header_date_lost, lines.header_stray,
        lines.header_shuffled, lines.header_line_in_statement, lines.item_label_lost, lines.item_label_misread,
        lines.item_labels_swapped, lines.heading_lost, lines.heading_lines, lines.line_lost, lines.line_breaks,
        characters.confused_characters, characters.confused_in_places, characters.odd_characters,
        characters.wrong_encoding, characters.letter_case, characters.words_blacked_out, characters.spaces,
        characters.hyphenated, characters.markup,
    )
}  # fmt: skip
"""The kinds by their names."""
