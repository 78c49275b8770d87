"""Items that a sentence or a number opens: `1) … has determined the request for X is not medically necessary.`"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.layouts.counted import gaps, letter_of, number_of
from pipeline.layouts.decision_lines import Doubt, ItemParts
from pipeline.layouts.model import Statement
from pipeline.layouts.printed import Printed
from pipeline.layouts.rulings import Ruling, Rulings, Seat
from pipeline.rules.expressions.prefiltered import PrefilteredRegex
from pipeline.text.boxes import ticked
from pipeline.text.numbering import LETTERS
from pipeline.text.reading_text import ReadingText
from pipeline.text.trimming import trimmed

_DECISION, _FINDINGS, _RESULT = "decision", "findings", "result"
_DIRECTLY = 40  # characters between openings that nothing else parts
_LONGEST_ANSWER = 160  # characters of a part in which its decision is looked for
_REMARK = 60  # characters behind a decision that may speak of it
_MOST_LOST = 3  # items in a row whose openings may be lost
_AROUND = " ,:;"
_BRACKETED = re.compile(r" ?(?:\[[^\]]*[^\W\d][^\]]*\]?|\(?\?)")  # behind a decision: "[sic]", "(?)"
_UNFILLED = "words of a template that nobody filled in are left out of the request"


class StatementReader:
    """Reads the items of layouts with opening sentences.

    An item may be opened several times (stated at the top, and again with its reasons): what belongs to it stands
    behind its last opening, and its verdicts must agree. Numbered openings count only in sequence, so that "page 42.
    The request for …" opens nothing; where no opening with the next number is left, a few numbers may be missing.
    """

    def __init__(self, items: Statement) -> None:
        self._counts_else = re.compile(items.counts_else, re.IGNORECASE)
        self._article = re.compile(rf"{items.articles}|\W+")
        self._openings = [PrefilteredRegex(opening) for opening in items.openings]
        self._rulings = Rulings(items)
        self._undecided = re.compile(items.undecided, re.IGNORECASE) if items.undecided else None
        self._parts = [(part.section, Printed(part.text, part.regex), part.keep) for part in items.parts]
        # Labels that an item has once; single words stand in rationales too.
        phrases = [
            (tuple(words for words in part.text if " " in words), None if part.text else part.regex)
            for part in items.parts
            if part.section != _DECISION and not part.keep
        ]
        self._once = [Printed(words, regex) for words, regex in phrases if words or regex]
        self._template = PrefilteredRegex(items.templates)
        self._leads = PrefilteredRegex(items.leads)
        self._open_end = re.compile(rf"(?<!\w)(?:{items.open_ends})[ ,;:(]*$", re.IGNORECASE)
        self._otherwise = items.otherwise
        self._single, self._whole = items.once, items.whole
        self._panel = items.panel
        self._seat = re.compile(items.seat, re.IGNORECASE) if items.seat else None
        self._followed_by = re.compile(items.followed_by, re.IGNORECASE) if items.followed_by else None
        self._verdicts = [PrefilteredRegex(verdict) for verdict in items.verdicts]
        self._before = re.compile(
            rf"(?<!\w)(?:{items.doubts})(?:[ (:;-]+(?:{items.doubts}|{items.fillers}))*[ (:;-]*$", re.IGNORECASE
        )
        self._leading = re.compile(rf"[^\w?]*(?:(?:{items.fillers})[^\w?]+)*", re.IGNORECASE)
        self._doubt = re.compile(rf"(?<!\w)(?:{items.doubts})(?!\w)", re.IGNORECASE)
        self._by_another = re.compile(rf"[ ,;:.(\[]*?(?:{items.by_another})", re.IGNORECASE)
        self._ends = [PrefilteredRegex(end, 0) for end in items.ends]
        self._unlabelled = re.compile(items.unlabelled, re.IGNORECASE) if items.unlabelled else None

    def read(
        self, reading: ReadingText, start: int, end: int, barriers: Sequence[int]
    ) -> tuple[list[ItemParts], list[Doubt]]:
        """The items in `[start, end)` of the reading text, and what is doubtful about them; none of their parts goes
        beyond a barrier (a heading)."""
        text = reading.text
        matches_found = self._matches(text, start, end)
        groups = self._grouped([self._only(text, matches_found)] if self._single and matches_found else matches_found)
        lasts = sorted(matches[-1].start() for matches in groups)
        items = []
        templates: list[Doubt] = []
        for matches in groups:
            last = matches[-1]
            behind = next((s for s in lasts if s > last.start()), end)
            stop = min([behind, *(m.start() for e in self._ends for m in [e.search(text, last.end(), behind)] if m)])
            parts = self._parts_behind(text, start if self._whole else last.end(), stop, barriers)
            named = next((m for m in reversed(matches) if m["request"]), last)  # "Issue 1" over the answer names none
            request, template = self._asked(text, *named.span("request"))
            templates += template
            if any(label.every(text, *request, damaged=True) for label in self._once):
                templates.append(Doubt(*request, "an item's label stands inside a request"))
            if self._leads.search(text, *request):
                templates.append(Doubt(*request, "words that lead to a request stand inside this one"))
            second = self._second_label(text, last.end(), stop)
            decision = self._decision(reading, matches, parts, stop, runs_on=second is not None)
            if second is not None:  # another item's parts follow, perhaps before this one's own
                own = self._is_answered_next(matches_found, last)
                parts = [part for part in parts if own and part[2] <= second]
            labelled = tuple(each for part in parts if part[0] != _DECISION for each in _around(part, request))
            unstated = decision is None and not self._is_ruled_on(text, matches, start, end)
            items.append(ItemParts(request, decision, labelled, unstated))
        templates += self._twice(text, items)
        return items, templates + ([] if self._single else self._doubts(reading, start, end, matches_found, groups))

    def _twice(self, text: str, items: Iterable[ItemParts]) -> Iterator[Doubt]:
        """Items with the request of another one: words of it stand once more, under what looks like a number."""
        seen: set[str] = set()
        for item in items:
            request = self._article.sub("", text[slice(*item.request)].casefold())
            if request and request in seen:
                yield Doubt(*item.request, "this item stands in the letter twice")
            seen.add(request)

    def _asked(self, text: str, start: int, end: int) -> tuple[tuple[int, int], list[Doubt]]:
        """A request without the words of a template that stand before or behind it, which nobody filled in; and where
        such words stand."""
        found = [m.span() for m in self._template.finditer(text, start, end)]
        for s, e in found:
            if not text[start:s].strip(_AROUND):
                start = e
        for s, e in reversed(found):
            if s >= start and not text[e:end].strip(_AROUND):
                end = s
        doubts = [Doubt(s, e, _UNFILLED) for s, e in found]
        return trimmed(text, start, max(start, end), _AROUND), doubts

    def elsewhere(self, text: str, start: int, end: int, items: Sequence[ItemParts]) -> list[Doubt]:
        """Openings of other items behind the letter's items."""
        known = {self._article.sub("", text[slice(*item.request)].casefold()) for item in items}
        return [
            Doubt(*m.span(), "an item begins here behind the letter's items")
            for m in ([] if self._single else self._matches(text, start, end))
            if self._article.sub("", m["request"].casefold().strip(" :;")) not in known
        ]

    def _doubts(
        self,
        reading: ReadingText,
        start: int,
        end: int,
        openings: Sequence[re.Match[str]],
        groups: Sequence[Sequence[re.Match[str]]],
    ) -> list[Doubt]:
        """Openings that are out of sequence, and labels of more items than there are."""
        text = reading.text
        used = {m.start() for matches in groups for m in matches}
        lost = [
            m
            for m in openings
            if m.start() not in used and not self._counts_else.search(text, m.start() - 20, m.start())
        ]
        doubts = [Doubt(*m.span(), "what looks like the beginning of an item is out of sequence") for m in lost]
        numbered = [(number, m) for m, *_ in groups if (number := number_of(m))]
        for number, m in numbered[-1:] if numbered and numbered[-1][1]["number"].isdigit() else ():
            following = f"{number + 1}{text[m.end('number') : m.start('request')]}"
            place = text.find(following, m.end(), end) if following[-1:] == " " else -1
            if place >= 0:
                doubts.append(Doubt(place, place + len(following), "another item begins here, which cannot be read"))
        lettered = [(LETTERS.find(letter.upper()) + 1, m) for m, *_ in groups if (letter := letter_of(m))]
        doubts += [*gaps(numbered), *gaps(lettered)]
        doubts += self._letter_behind(reading, [matches[-1] for matches in groups], end)
        for label in self._once:
            places = label.every(text, start, end, damaged=False)
            if len(places) > len(groups):
                doubts.append(Doubt(*places[-1], "labels stand here of more items than the letter shows"))
        return doubts

    def _letter_behind(self, reading: ReadingText, openings: Sequence[re.Match[str]], end: int) -> Iterator[Doubt]:
        """Where behind the last of items with letters, each of which begins a line, a line begins with the next letter
        and labels of an item follow: "C. Smith, M.D." at the letter's end is none."""
        text, letters = reading.text, "".join(map(letter_of, openings))
        lined = all(m.start() == 0 or reading.breaks_between(m.start() - 1, m.start()) for m in openings)
        if len(letters) < 2 or len(letters) < len(openings) or not lined or letters.upper() not in LETTERS:
            return
        mark = openings[-1][0].split(" ")[0].replace(letters[-1], chr(ord(letters[-1]) + 1))
        for m in re.compile(rf"{re.escape(mark)} (?=[A-Z0-9])").finditer(text, openings[-1].end(), end):
            labels = any(label.first(text, m.end(), end, damaged=False) for _, label, _ in self._parts)
            if labels and reading.breaks_between(m.start() - 1, m.start()):
                yield Doubt(*m.span(), "another item begins here, which cannot be read")
                return

    def _only(self, text: str, openings: Sequence[re.Match[str]]) -> re.Match[str]:
        """The opening of a text that holds one item."""
        surest = (m for m in openings if self._followed_by is not None and self._followed_by.match(text, m.end()))
        return next(surest, None) or next((m for m in openings if m["request"]), openings[0])

    def _matches(self, text: str, start: int, end: int) -> list[re.Match[str]]:
        found = [m for opening in self._openings for m in opening.finditer(text, start, end)]
        # Of two that begin together the one that asks for less: the other's request runs on into what is said of it.
        found.sort(key=lambda m: (m.start(), m.end("request"), -m.end()))
        apart: list[re.Match[str]] = []
        for m in found:
            if not apart or m.start() >= apart[-1].end():
                apart.append(m)
        return apart

    def _grouped(self, matches: Iterable[re.Match[str]]) -> list[list[re.Match[str]]]:
        """The openings of each item, in the order of the items."""
        matches = list(matches)
        numbers = [number_of(m) or 0 for m in matches]
        groups: dict[str, list[re.Match[str]]] = {}
        last = 0
        for i, m in enumerate(matches):
            request = self._article.sub("", m.group("request").casefold())
            if number_of(m) is None:
                groups.setdefault(request, []).append(m)
                continue
            number = str(numbers[i])
            expected = max(last, len(groups)) + 1
            if number in groups:
                if request in ("", self._article.sub("", groups[number][0].group("request").casefold())):
                    groups[number].append(m)
            elif numbers[i] == expected or self._skips(m, numbers[i], expected, numbers[i + 1 :]):
                groups[number] = [m]
                last = numbers[i]
        return list(groups.values())

    def _skips(self, m: re.Match[str], number: int, expected: int, behind: Sequence[int]) -> bool:
        """Whether an opening is an item's though the numbers before its own are missing, here and behind it."""
        if not expected < number <= expected + _MOST_LOST or any(expected <= n < number for n in behind):
            return False
        return self._counts_else.search(m.string, max(0, m.start() - 20), m.start()) is None

    def seats(self, reading: ReadingText, start: int, end: int) -> list[Seat]:
        """What each reviewer of a panel writes in `[start, end)`, in the order of their printed numbers; nothing where
        the layout, or the text, tells none of these."""
        if self._seat is None:
            return []
        text, openings = reading.text, self._matches(reading.text, start, end)
        marks: list[re.Match[str]] = []
        for m in self._seat.finditer(text, start, end):
            if not marks or int(m["number"]) > int(marks[-1]["number"]):
                marks.append(m)
        stops = [*(m.start() for m in marks), end][1:]
        return [
            Seat(int(m["number"]), m.end(), stop, self._rulings.settled(self._said(text, openings, m.start(), stop)))
            for m, stop in zip(marks, stops, strict=True)
        ]

    def _said(self, text: str, openings: Iterable[re.Match[str]], start: int, stop: int) -> list[Ruling]:
        """What is said of the denial in `[start, stop)`: in openings there, or else in the layout's verdicts."""
        inside = [m for m in openings if start <= m.start() < stop and m.groupdict().get("verdict")]
        if inside:
            return [self._rulings.ruling(text, *m.span("verdict")) for m in inside]
        found: list[Ruling] = []
        for verdict in self._verdicts:
            for m in verdict.finditer(text, start, stop):
                if self._by_another.match(text, m.end(_group(m))):
                    continue
                ruling = self._rulings.ruling(text, *m.span(_group(m)), m.groupdict().get("of") or "")
                if not any(ruling.start < one.end and one.start < ruling.end for one in found):
                    found.append(ruling)
        return found

    def _decision(
        self,
        reading: ReadingText,
        matches: Sequence[re.Match[str]],
        parts: Sequence[tuple[str, int, int]],
        stop: int,
        *,
        runs_on: bool,
    ) -> Ruling | None:
        """The decision, where every statement of it agrees (of a panel: most of them): in the openings, in parts
        labelled as decisions, or in the layout's verdicts behind the opening. None where a statement cannot be read,
        or is the next item's: where the item `runs_on` to another's labels, or its request holds a decision, as the
        other's opening is damaged."""
        text, rulings = reading.text, self._rulings
        seats = self.seats(reading, 0, stop) if self._panel else []
        if len(seats) > 1:  # a majority is of the reviewers, and not of those alone whose words can be read
            return rulings.majority([seat.finding for seat in seats], seats[-1].number)
        stated = [rulings.ruling(text, *m.span("verdict")) for m in matches if m.groupdict().get("verdict")]
        if stated and any(self._open_end.search(m["request"]) or self._is_another(text, m) for m in matches):
            return None  # "… is or is not necessary", "… is said to be necessary", "… is not necessary per UR"
        if not stated and (runs_on or rulings.value(matches[-1].group("request")) is not None):
            return None
        for section, start, end in parts:
            if section == _DECISION:
                answer = ticked(text, start, min(end, start + _LONGEST_ANSWER))
                first = None if answer is None else self._first(text, *answer)
                if answer is None or first is None or self._is_open(text, answer[0], min(end, answer[1]), first):
                    return None
                stated.append(rulings.ruling(text, *first))
        start = 0 if self._whole else matches[-1].start()
        stated = stated or self._said(text, (), start, stop)
        settled = rulings.settled(stated)
        voices = self._voices(text, start, stop)
        if settled is not None and 2 * len(stated) > voices:
            return settled
        return rulings.majority(stated, voices) if self._panel else None

    def _is_ruled_on(self, text: str, matches: Iterable[re.Match[str]], start: int, end: int) -> bool:
        """Whether anything is said of the denial, in the openings or anywhere in the text."""
        return any(m.groupdict().get("verdict") for m in matches) or bool(self._said(text, (), start, end))

    def _is_another(self, text: str, opening: re.Match[str]) -> bool:
        """Whether words behind an opening's verdict say that it is another's than the reviewer's."""
        stated = opening.groupdict().get("verdict") is not None
        return stated and self._by_another.match(text, opening.end("verdict")) is not None

    def _voices(self, text: str, start: int, stop: int) -> int:
        """How many reviewers a panel's item has by its openings, of which two may be one reviewer's; 0 where the layout
        knows no panel."""
        followed_by = self._followed_by
        if not self._panel or followed_by is None:
            return 0
        openings = sum(followed_by.match(text, m.end()) is not None for m in self._matches(text, start, stop))
        return openings if openings > 2 else 0

    @staticmethod
    def _is_answered_next(openings: Sequence[re.Match[str]], last: re.Match[str]) -> bool:
        """Whether no other opening stands directly before an item's last one: else the answers of both may stand
        behind it, in whatever order."""
        before = [m for m in openings if m.end() <= last.start()]
        return not before or last.start() - before[-1].end() > _DIRECTLY

    def _second_label(self, text: str, start: int, stop: int) -> int | None:
        """Where the first label stands for the second time in `[start, stop)`: an item has each once."""
        seconds = [
            places[1][0]
            for label in self._once
            for places in [label.every(text, start, stop, damaged=True)]
            if len(places) > 1
        ]
        return min(seconds, default=None)

    def _first(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """The first decision in `[start, end)`; none where it is one in part."""
        if self._undecided is not None and self._undecided.search(text, start, end):
            return None
        return self._rulings.first(text, start, end)

    def _is_open(self, text: str, start: int, end: int, decision: tuple[int, int]) -> bool:
        """Whether words beside a decision leave it open: "No longer Upheld", "Upheld or Overturned", "Upheld [sic]"."""
        if self._before.search(text, start, decision[0]):
            return True
        if text[decision[0]].isupper() and not self._leading.fullmatch(text, start, decision[0]):
            return True  # what is no sentence answers the label with the decision alone
        remark = text[decision[1] : min(end, decision[1] + _REMARK)].split(". ")[0]
        value = self._rulings.value(text[slice(*decision)])
        bracketed = _BRACKETED.match(remark)
        if bracketed is not None and not self._leading.fullmatch(bracketed[0]):
            return True
        if self._by_another.match(text, decision[1], end):
            return True
        return self._doubt.search(remark) is not None or self._rulings.value(remark) not in (None, value)

    def _parts_behind(self, text: str, start: int, end: int, barriers: Sequence[int]) -> list[tuple[str, int, int]]:
        labels: list[tuple[int, int, str]] = []
        for section, printed, keep in self._parts:
            if section == _DECISION:
                # Every one counts, the damaged ones too: two that differ show that an opening was lost.
                found = printed.every(text, start, end, damaged=True)
            else:
                first = printed.first(text, start, end, damaged=False) or printed.first(text, start, end, damaged=True)
                found = [first] if first else []
            for label, content in found:
                labels.append((label, label if keep else content, section))
        labels.sort()
        parts = [(self._otherwise, start, labels[0][0] if labels else end)]
        for i, (_, content, section) in enumerate(labels):
            parts.append((section, content, labels[i + 1][0] if i + 1 < len(labels) else end))
        if any(section == self._otherwise for section, _, _ in parts[1:]):
            parts = parts[1:]
        elif len(parts) > 1:
            parts = [parts[0], *(part for each in parts[1:] for part in self._with_reasons(text, *each))]
        cut = [(section, s, min([e, *(b for b in barriers if b > s)])) for section, s, e in parts]
        return [(section, s, e) for section, s, e in cut if text[s:e].strip(" .:")]

    def _with_reasons(self, text: str, section: str, start: int, end: int) -> list[tuple[str, int, int]]:
        """A part, and the reasons that follow it without a label."""
        line = self._unlabelled.match(text, start, end) if self._unlabelled is not None else None
        if section != "reviewer_guideline" or line is None:
            return [(section, start, end)]
        return [(section, start, line.end()), (self._otherwise, line.end(), end)]


def _around(part: tuple[str, int, int], request: tuple[int, int]) -> list[tuple[str, int, int]]:
    """A part without the request that stands inside it: the longer side is the part, the other one tells what leads to
    it, or its result."""
    name, start, end = part
    first, last = request
    if not start <= first < last <= end:
        return [part]
    if first - start < end - last:
        return [(_FINDINGS, start, first), (name, last, end)]
    return [(name, start, first), (_RESULT, last, end)]


def _group(verdict: re.Match[str]) -> str | int:
    return "verdict" if "verdict" in verdict.re.groupindex else 0
