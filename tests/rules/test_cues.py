"""Cues: what they act on, on which side, how far, what ends their reach, and what they do."""

from __future__ import annotations

import pytest

from pipeline.rules import PatternError
from pipeline.rules.cues import CUE, VETOED, CueSpec, apply_cues
from pipeline.rules.load import parse_pack
from pipeline.rules.tags import FrozenMapping, Tag

TEXT = "UR denied it, but X is necessary. X is fine."
RANGES = {"sentence": [(0, 34), (34, 44)], "clause": [(0, 14), (14, 34), (34, 44)]}


def scope_at(kind: str, place: int) -> tuple[int, int]:
    return next(one for one in RANGES[kind] if one[0] <= place < one[1])


def tag(label: str, words: str, spec: CueSpec | None = None, nth: int = 0) -> Tag:
    start = TEXT.index(words)
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    attributes = FrozenMapping({CUE: spec.to_text()} if spec is not None else {})
    return Tag(label, start, start + len(words), "", f"rule.{words}", attributes)


def says(**given: object) -> CueSpec:
    return CueSpec(**({"modifies": ("VERDICT",), "effect": {"voice": "ur"}} | given))  # type: ignore[arg-type]


NECESSARY = tag("VERDICT", "necessary")


@pytest.mark.parametrize(
    ("cue", "acts"),
    [
        (tag("C", "UR", says()), True),
        (tag("C", "UR", says(scope="clause")), False),
        (tag("C", "but", says(scope="clause")), True),
        (tag("C", "UR", says(direction="backward")), False),
        (tag("C", "UR", says(direction="forward")), True),
        (tag("C", "fine", says(direction="backward")), False),  # another sentence
        (tag("C", "fine", says(direction="backward", scope="20")), True),
        (tag("C", "fine", says(direction="backward", scope="5")), False),
        (tag("C", "UR", says(modifies=("OTHER",))), False),
        (tag("C", "UR", says(until=("BREAK",))), False),
        (tag("C", "is", says(until=("BREAK",))), True),
        (tag("C", "is necessary", says()), True),  # around it
        (tag("C", "is necessary", says(direction="forward")), False),
    ],
)
def test_where_a_cue_acts(cue: Tag, acts: bool) -> None:
    (target,) = apply_cues([NECESSARY], [cue, tag("BREAK", "but"), NECESSARY], scope_at)
    expected = {"voice": "ur", "voice.rule": cue.rule} if acts else {}
    assert target == NECESSARY._replace(attributes=FrozenMapping(expected))


def test_the_nearest_of_rivals_wins_but_for_its_reach() -> None:
    far, near = tag("C", "UR", says(effect={"voice": "far"})), tag("C", "but", says(effect={"voice": "near"}))
    assert apply_cues([NECESSARY], [far, near], scope_at)[0].attributes["voice"] == "near"
    far = tag("C", "UR", says(effect={"voice": "far"}, reach=40))
    assert apply_cues([NECESSARY], [far, near], scope_at)[0].attributes["voice"] == "far"


def test_cues_of_different_attributes_all_act_and_the_rules_own_are_kept() -> None:
    target = NECESSARY._replace(attributes=FrozenMapping({"certainty": "weak", "voice": "reviewer"}))
    cues = [tag("C", "UR", says()), tag("C", "but", says(effect={VETOED: "rule.but"}))]
    (marked,) = apply_cues([target], cues, scope_at)
    assert marked.attributes == {"certainty": "weak", "voice": "ur", "voice.rule": "rule.UR", VETOED: "rule.but"}


def test_a_cue_that_is_vetoed_does_nothing() -> None:
    veto = tag("V", "denied", says(modifies=("C",), effect={VETOED: "rule.denied"}))
    assert apply_cues([NECESSARY], [tag("C", "UR", says()), veto], scope_at) == [NECESSARY]


PACK = """pack: x
label: C
cue: {modifies: [DAY], direction: both, effect: {role: "{value}"}}
rules:
  - {id: a, phrases: [seen], value: visit, cue: {scope: clause, reach: 40}}
  - {id: b, phrases: [no], cue: {modifies: [VERDICT], scope: 60, effect: veto, until: [BREAK]}}
  - {id: c, phrases: [on], value: x}
"""


def test_a_rules_cue_is_completed_by_its_packs() -> None:
    a, b, c = (rule.cue for rule in parse_pack(PACK, "x.yml").rules)
    assert a == CueSpec(("DAY",), "both", "clause", effect={"role": "visit"}, reach=40)
    assert b == CueSpec(("VERDICT",), "both", "60", ("BREAK",), {VETOED: "b"})
    assert c == CueSpec(("DAY",), effect={"role": "x"})
    assert b is not None
    assert CueSpec.from_text(b.to_text()) == b


@pytest.mark.parametrize(
    ("cue", "words"),
    [
        ("{effect: veto}", "no `modifies`"),
        ("{modifies: [X]}", "no `effect`"),
        ("{modifies: [X], effect: vetoes}", "Write `veto`"),
        ("{modifies: [X], effect: veto, direction: backwards}", "Did you mean `backward`?"),
        ("{modifies: [X], effect: veto, scope: sentences}", "Did you mean `sentence`?"),
    ],
)
def test_what_is_wrong_with_a_cue(cue: str, words: str) -> None:
    with pytest.raises(PatternError, match=r"x\.yml:4: E327 rule a") as caught:
        parse_pack(f"pack: x\nlabel: X\nrules:\n  - {{id: a, phrases: [x], cue: {cue}}}\n", "x.yml")
    assert words in str(caught.value)
