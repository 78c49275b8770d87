"""Rule files to rule sets: defaults, variables, folders, overlays, and the way to disk and back."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.rules import PatternError, RuleSet, load_rules
from pipeline.rules.load import parse_pack

BASE = """
pack: base
label: MODALITY
sections: [request]
variables: {UNITS: [sessions, visits], BE: "is|are"}
rules:
  - {id: t.pt, pattern: "physical   therapy", value: pt, role: first, priority: 2}
  - id: t.count
    label: COUNT
    sections: [rationale, request]
    pattern: [{LIKE_NUM: true}, {LOWER: {IN: ["{UNITS}", weeks]}}]
  - {id: t.denied, regex: "{BE} denied for {UNITS}", case_sensitive: true}
  - {id: t.cold, phrases: [cold pack, ice], examples: {match: ["an [[ice]] bag"], no_match: [rice]}}
"""


def write(folder: Path, **packs: str) -> None:
    for name, text in packs.items():
        file = folder / (name.replace("__", "/") + ".yml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def pack(name: str, *ids: str, more: str = "") -> str:
    entries = "".join(f"  - {{id: {one}, label: X, pattern: word {one}}}\n" for one in ids)
    return f"pack: {name}\n{more}" + (f"rules:\n{entries}" if ids else "")


def test_a_rule_takes_the_defaults_of_its_pack_unless_it_has_its_own() -> None:
    therapy, count, denied, cold = parse_pack(BASE, "base.yml").rules
    assert (therapy.label, therapy.sections, therapy.value, dict(therapy.attributes), therapy.priority) == (
        "MODALITY",
        ("request",),
        "pt",
        {"role": "first"},
        2,
    )
    assert (count.label, count.sections, count.priority) == ("COUNT", ("rationale", "request"), 0)
    assert (denied.kind, count.kind, cold.kind) == ("regex", "tokens", "phrase")
    assert (cold.match, cold.no_match) == (("an [[ice]] bag",), ("rice",))


def test_white_space_in_a_phrase_is_one_space() -> None:
    assert parse_pack(BASE, "base.yml").rules[0].phrases == ("physical therapy",)


def test_variables_are_filled_in_as_groups_and_as_words() -> None:
    _, count, denied, _ = parse_pack(BASE, "base.yml").rules
    assert denied.regex == "(?:is|are) denied for (?:sessions|visits)"
    assert denied.case_sensitive
    assert count.tokens[1] == {"LOWER": {"IN": ["sessions", "visits", "weeks"]}}


def test_variables_may_use_each_other() -> None:
    text = 'pack: a\nlabel: X\nvariables: {A: "{B}s", B: "x|y"}\nrules: [{id: a, regex: "{A}"}]'
    assert parse_pack(text, "a.yml").rules[0].regex == "(?:(?:x|y)s)"


def test_a_rule_knows_its_file_and_line() -> None:
    rules = parse_pack(BASE, "base.yml").rules
    assert [rule.place for rule in rules] == ["base.yml:7", "base.yml:8", "base.yml:12", "base.yml:13"]


def test_a_folder_is_read_with_its_subfolders_but_for_data_of_other_shapes(tmp_path: Path) -> None:
    write(tmp_path, b=pack("b", "b1"), a=pack("a", "a1"), sub__c=pack("c", "c1"))
    write(tmp_path, guidelines__g="entries: []", layouts__l="x: 1")
    rules = load_rules([tmp_path])
    assert [rule.id for rule in rules.rules] == ["a1", "b1", "c1"]
    assert [one.file for one in rules.packs] == [f"{tmp_path.name}/{name}.yml" for name in ("a", "b", "sub/c")]


def test_packs_are_kept_with_their_digest(tmp_path: Path) -> None:
    write(tmp_path, a=pack("first", "a1", "a2"))
    source = load_rules([tmp_path / "a.yml"]).packs[0]
    digest = hashlib.sha256((tmp_path / "a.yml").read_bytes()).hexdigest()
    assert (source.name, source.rules, source.sha256, source.overlay) == ("first", 2, digest, False)


def test_an_overlay_adds_replaces_in_place_and_switches_off(tmp_path: Path) -> None:
    write(tmp_path, base=pack("base", "one", "two", "three"))
    write(
        tmp_path,
        mine="pack: mine\noff: [three]\nrules:\n  - {id: one, label: NEW, regex: uno}\n"
        + "  - {id: z, label: X, pattern: z}\n",
    )
    rules = load_rules([tmp_path / "base.yml"], [tmp_path / "mine.yml"])
    assert [(rule.id, rule.overlay) for rule in rules.rules] == [("z", True), ("one", True), ("two", False)]
    assert rules.by_id["one"].regex == "uno"
    assert rules.packs[1].off == ("three",)
    assert rules.own_labels == {"NEW"}


def test_the_later_overlay_wins(tmp_path: Path) -> None:
    write(tmp_path, base=pack("base", "one"))
    for name in ("first", "second"):
        write(tmp_path, **{name: f"pack: {name}\nrules: [{{id: one, label: X, pattern: {name}}}]"})
    overlays = [tmp_path / "first.yml", tmp_path / "second.yml"]
    assert load_rules([tmp_path / "base.yml"], overlays).by_id["one"].phrases == ("second",)


@pytest.mark.parametrize("broken", ["pack: [", "pack: mine\nrules: 3"])
def test_problems_of_all_files_come_together(tmp_path: Path, broken: str) -> None:
    write(tmp_path, base=pack("base", "one"), x=broken, y="pack: y\nrule: []")
    with pytest.raises(PatternError) as caught:
        load_rules([tmp_path / "base.yml"], [tmp_path / "x.yml", tmp_path / "y.yml", tmp_path / "none.yml"])
    assert {Path(problem.file).name for problem in caught.value.problems} == {"x.yml", "y.yml", "none.yml"}


def test_rules_come_back_from_json_as_they_were() -> None:
    loaded = parse_pack(BASE, "base.yml")
    rules = RuleSet(loaded.rules, (loaded.source,), ("MODALITY",))
    again = RuleSet.from_data(json.loads(json.dumps(rules.to_data())))
    assert again == rules
    assert again.own_labels == {"COUNT"}


def test_the_shipped_rules_are_read_where_no_paths_are_given() -> None:
    shipped = load_rules()
    assert {"DRUG", "VERDICT"} <= set(shipped.labels)
    assert not shipped.own_labels
    assert all(pack.file.startswith("patterns/") for pack in shipped.packs)


def test_a_role_is_the_attribute_of_its_label_with_a_note() -> None:
    loaded = parse_pack(
        "pack: old\nrules:\n"
        "  - {id: a, label: DRUG, pattern: x, value: y, role: opioid}\n"
        "  - {id: b, label: BODY_PART, pattern: x, value: knee, role: left}\n"
        "  - {id: c, label: BODY_PART, pattern: x, value: spine, role: adjective}\n"
        "  - {id: d, label: MINE, pattern: x, role: any}\n"
        "  - {id: e, label: DRUG, pattern: x, value: y, attributes: {class: opioid}}\n",
        "old.yml",
    )
    attributes = [dict(rule.attributes) for rule in loaded.rules]
    assert attributes == [
        {"class": "opioid"},
        {"side": "left"},
        {"form": "adjective"},
        {"role": "any"},
        {"class": "opioid"},
    ]
    assert [(note.code, note.line, note.rule) for note in loaded.warnings] == [
        ("W367", line, rule) for line, rule in zip((3, 4, 5, 6), "abcd", strict=True)
    ]
    assert "attributes: {class: opioid}" in loaded.warnings[0].advice


def test_for_a_few_names_that_no_rule_has_another_one_is_looked_for(tmp_path: Path) -> None:
    """To look for one takes long: thousands of them would hang."""
    off = ", ".join(f"t.pt{number}" for number in range(50))
    write(tmp_path, base=pack("base", "t.pt"), mine=pack("mine", more=f"off: [{off}]\nrules: []\n"))
    with pytest.raises(PatternError) as caught:
        load_rules([tmp_path / "base.yml"], overlays=[tmp_path / "mine.yml"])
    found = [problem.code for problem in caught.value.problems if "Did you mean" in problem.advice]
    assert (len(caught.value.problems), found) == (50, ["E331"] * 20)
