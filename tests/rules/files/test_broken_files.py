"""Every kind of broken rule file gets one precise message with file and line, and never a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.rules import PatternError, load_rules
from pipeline.rules.checking.check import check_files
from pipeline.rules.files.found import find_files
from tests.deep_folders import deep_folder
from tests.rules.samples import tokens


class Broken(NamedTuple):
    """A broken file: what is wrong, its text, and the code, line, rule and words that the message has to have."""

    what: str
    text: str
    code: str
    line: int
    rule: str
    words: str


HEAD = "pack: mine\nlabel: X\nrules:\n"
ONE = HEAD + "  - id: a\n    "
KINDS = [
    Broken("not YAML", "pack: mine\nrules: [\n", "E301", 3, "", "not YAML"),
    Broken("a tab for indentation", "pack: mine\nrules:\n\t- id: a\n", "E301", 3, "", "not YAML"),
    Broken("an unquoted colon", ONE + "pattern: note: this\n", "E301", 5, "", "quote"),
    Broken("a key twice", ONE + "pattern: x\n    pattern: y\n", "E302", 6, "", "`pattern` stands here twice"),
    Broken("a tag", ONE + "pattern: !!python/name:os.system x\n", "E303", 5, "", "nothing was executed"),
    Broken("an alias", HEAD + "  - &r {id: a, pattern: x}\n  - *r\n", "E303", 4, "", "aliases"),
    Broken("nothing in it", "# to do\n", "E306", 1, "", "holds nothing"),
    Broken("a list at the top", "- id: a\n  pattern: x\n", "E311", 1, "a", "`label` is missing"),
    Broken("no name", "rules:\n  - {id: a, label: X, pattern: x}\n", "E311", 1, "", "`pack` is missing"),
    Broken("an unknown key of the pack", "pack: mine\nlable: X\n", "E310", 2, "", "Did you mean `label`?"),
    Broken("an unknown key of a rule", ONE + "patern: x\n", "E310", 5, "a", "Did you mean `pattern`?"),
    Broken(
        "an unknown key of examples", ONE + "pattern: x\n    examples:\n      matches: [x]\n", "E310", 7, "a", "`match`"
    ),
    Broken("an unknown key of a token", ONE + "pattern: [{LOWERCASE: x}]\n", "E310", 5, "a", "`LOWER`"),
    Broken("a token key that needs a tagger", ONE + "pattern: [{POS: NOUN}]\n", "E318", 5, "a", "tagger"),
    Broken("no id", HEAD + "  - pattern: x\n", "E311", 4, "number 1", "`id` is missing"),
    Broken("an unquoted regulation", ONE + "pattern: 9792.20\n", "E312", 5, "a", 'quotes: "9792.20"'),
    Broken("an unquoted date", ONE + "pattern: x\n    value: 2014-05-30\n", "E312", 6, "a", 'quotes: "2014-05-30"'),
    Broken("an unquoted number", ONE + "phrases: [x, 12]\n", "E312", 5, "a", 'quotes: "12"'),
    Broken("an unquoted truth value", ONE + "pattern: x\n    value: true\n", "E312", 6, "a", 'quotes: "true"'),
    Broken("a priority in quotes", ONE + 'pattern: x\n    priority: "3"\n', "E313", 6, "a", "whole number"),
    Broken("a flag that is none", ONE + "regex: x\n    case_sensitive: 1\n", "E313", 6, "a", "true or false"),
    Broken("one section without brackets", ONE + "pattern: x\n    sections: request\n", "E314", 6, "a", "[request]"),
    Broken("a list for a regex", ONE + "regex: [x, y]\n", "E314", 5, "a", "`|`"),
    Broken(
        "an example that is a mapping",
        ONE + "pattern: x\n    examples:\n      match:\n        - Note: x\n",
        "E314",
        8,
        "a",
        "Quote",
    ),
    Broken("an unknown section", ONE + "pattern: x\n    sections: [rational]\n", "E315", 6, "a", "`rationale`"),
    Broken(
        "a label in small letters", HEAD + "  - id: a\n    label: my drug\n    pattern: x\n", "E316", 5, "a", "MY_DRUG"
    ),
    Broken("an id with spaces", HEAD + "  - id: my rule\n    pattern: x\n", "E316", 4, "my rule", "no id"),
    Broken("an operator that is none", ONE + "pattern: [{LOWER: x, OP: many}]\n", "E316", 5, "a", "operator"),
    Broken("an empty value", ONE + "pattern: x\n    value:\n", "E317", 6, "a", "empty"),
    Broken("no phrases", ONE + "phrases: []\n", "E317", 5, "a", "empty"),
    Broken("a blank phrase", ONE + 'pattern: "  "\n', "E317", 5, "a", "empty"),
    Broken(
        "a category that is none",
        HEAD + "  - {id: a, label: TREATMENT, pattern: x,\n     value: rehab/acupuncture}\n",
        "E319",
        5,
        "a",
        "Did you mean `rehabilitation/acupuncture`?",
    ),
    Broken(
        "a verdict that is none", HEAD + "  - {id: a, label: VERDICT, pattern: x, value: nay}\n", "E319", 4, "a", "nay"
    ),
    Broken(
        "a class that is none",
        HEAD + "  - {id: a, label: DRUG, pattern: x, value: y, role: opiod}\n",
        "E319",
        4,
        "a",
        "`opioid`",
    ),
    Broken(
        "a part of the body that is none",
        "pack: m\nlabel: BODY_PART\nrules:\n  - {id: a, pattern: x, value: lower back}\n",
        "E319",
        4,
        "a",
        "lumbar spine",
    ),
    Broken("too many levels", "[" * 200 + "]" * 200, "E301", 1, "", "too deeply"),
    Broken("far too many levels", "[" * 3000, "E301", 1, "", "nesting"),
    Broken("far too many levels of blocks", "- " * 3000 + "x", "E301", 1, "", "nesting"),
    Broken("a merged mapping", HEAD + "  - &r {id: a, pattern: x}\n  - {<<: *r, id: b}\n", "E303", 4, "", "aliases"),
    Broken("a character that is none", "pack: mine\x07\n", "E301", 1, "", "not YAML"),
    Broken("no label", "pack: mine\nrules:\n  - {id: a, pattern: x}\n", "E320", 3, "a", "label"),
    Broken("nothing to look for", ONE + "value: x\n", "E321", 4, "a", "`pattern`, `phrases` and `regex`"),
    Broken("two patterns", ONE + "pattern: x\n    regex: y\n", "E321", 6, "a", "`pattern` and `regex`"),
    Broken("a phrase with a case", ONE + "pattern: x\n    case_sensitive: true\n", "E322", 6, "a", "`regex` only"),
    Broken("an unknown variable", ONE + 'regex: "{BE} x"\n', "E323", 5, "a", "{BE}"),
    Broken(
        "a variable of itself",
        'pack: m\nlabel: X\nvariables: {A: "{A}"}\nrules:\n  - {id: a, regex: "{A}"}\n',
        "E323",
        5,
        "a",
        "{A}",
    ),
    Broken("an invalid regex", ONE + 'regex: "(x"\n', "E324", 5, "a", "not valid"),
    Broken("an invalid regex of a token", ONE + 'pattern: [{TEXT: {REGEX: "(x"}}]\n', "E324", 5, "a", "TEXT"),
    Broken("a regex that backtracks", ONE + 'regex: "(?:\\\\w+\\\\s?)+x"\n', "E325", 5, "a", "backtrack"),
    Broken("an id twice", HEAD + "  - {id: a, pattern: x}\n  - {id: a, pattern: y}\n", "E330", 5, "a", "mine.yml:4"),
    Broken("off what is not there", "pack: mine\noff:\n  - no.such.rule\n", "E331", 3, "", "no.such.rule"),
]


@pytest.mark.parametrize("broken", KINDS, ids=lambda broken: broken.what)
def test_a_broken_file_gets_one_precise_message(tmp_path: Path, broken: Broken) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(broken.text, encoding="utf-8")
    with pytest.raises(PatternError) as caught:
        load_rules([], [file])
    assert len(caught.value.problems) == 1, str(caught.value)
    problem = caught.value.problems[0]
    assert (problem.code, problem.line, problem.rule) == (broken.code, broken.line, broken.rule), str(problem)
    assert problem.file == file.as_posix()
    assert broken.words in str(problem)
    assert str(problem).startswith(f"{file.as_posix()}:{broken.line}: {broken.code} ")


CHECKED = [
    Broken("LOWER with capitals", ONE + "pattern: [{LOWER: Norco}]\n", "E350", 5, "a", "'norco'"),
    Broken("no lemma", ONE + "pattern: [{LEMMA: recommended}]\n", "E350", 5, "a", "'recommend'"),
    Broken("a long suffix", ONE + "pattern: [{SUFFIX: ation}]\n", "E350", 5, "a", "3 characters"),
    Broken("a line break", ONE + 'regex: "not\\\\s\\\\n certified"\n', "E350", 5, "a", "single spaces"),
    Broken(
        "two words as one token", ONE + "pattern: [{LOWER: {IN: [low back, hip]}}]\n", "E351", 5, "a", "'low' + 'back'"
    ),
    Broken("a regex for nothing", ONE + 'regex: "(?:really )?"\n', "E352", 5, "a", "empty"),
    Broken(
        "a phrase in the shade",
        HEAD + "  - {id: b, pattern: ice, priority: 1}\n  - {id: a, pattern: ICE}\n",
        "E353",
        5,
        "a",
        "the rule b",
    ),
    Broken(
        "an example without a match",
        ONE + 'pattern: x\n    examples: {match: ["[[y]] z"]}\n',
        "E354",
        6,
        "a",
        "finds nothing",
    ),
    Broken(
        "an example with another span",
        ONE + 'pattern: x\n    examples: {match: ["[[x y]]"]}\n',
        "E355",
        6,
        "a",
        "finds 'x'",
    ),
    Broken(
        "an example that must not match",
        ONE + "pattern: x\n    examples: {match: ['[[x]]'], no_match: [a x]}\n",
        "E356",
        6,
        "a",
        "must not",
    ),
    Broken(
        "an example without marks", ONE + "pattern: x\n    examples: {match: [x]}\n", "E357", 6, "a", "[[like this]]"
    ),
    Broken(
        "an example with half a mark", ONE + 'pattern: x\n    examples: {match: ["[[x"]}\n', "E357", 6, "a", "no `]]`"
    ),
]


@pytest.mark.parametrize("broken", CHECKED, ids=lambda broken: broken.what)
def test_a_rule_that_cannot_work_is_found_by_check(tmp_path: Path, broken: Broken) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(broken.text, encoding="utf-8")
    errors = [one for one in check_files([file], *tokens(), shipped=[]).problems if one.severity == "error"]
    assert [(one.code, one.line, one.rule) for one in errors] == [(broken.code, broken.line, broken.rule)], errors
    assert broken.words in str(errors[0])
    assert errors[0].file == file.as_posix()


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_bytes(b"pack: mine\nlabel: CAF\xc9\n")
    with pytest.raises(PatternError, match=r"mine\.yml:2: E305 .*UTF-8"):
        load_rules([], [file])


def test_a_missing_file_is_named() -> None:
    with pytest.raises(PatternError, match=r"nowhere\.yml: E304 "):
        load_rules([], ["nowhere.yml"])


def test_a_folder_without_rules_is_named(tmp_path: Path) -> None:
    (tmp_path / "rules.txt").write_text("pack: mine\n", encoding="utf-8")
    with pytest.raises(PatternError, match=f"{tmp_path.as_posix()}: E307 "):
        load_rules([], [tmp_path])


def test_a_folder_is_searched_deeper_than_pythons_stack(tmp_path: Path) -> None:
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "no.yml").write_text("pack: no\n", encoding="utf-8")
    (tmp_path / "round").symlink_to(tmp_path)
    with deep_folder(tmp_path):
        Path("mine.yml").write_text("pack: mine\n", encoding="utf-8")
        found = [file.path.name for file in find_files([tmp_path])]
    assert found == ["mine.yml"]


def test_a_misspelt_id_that_is_switched_off_brings_up_the_right_one(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text("pack: mine\noff: [drug.hydrocodone-acetaminophen]\n", encoding="utf-8")
    with pytest.raises(PatternError, match=r"Did you mean `drug\.hydrocodone_acetaminophen`"):
        load_rules(overlays=[file])


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.mkdir [{made}]",
        "!!python/object/new:os.mkdir [{made}]",
        "!!python/object/apply:subprocess.check_output [[mkdir, {made}]]",
    ],
)
def test_a_file_that_would_execute_code_executes_nothing(tmp_path: Path, value: str) -> None:
    made = tmp_path / "made"
    file = tmp_path / "mine.yml"
    file.write_text(f"pack: mine\nrules: {value.format(made=made)}\n", encoding="utf-8")
    with pytest.raises(PatternError, match="E303"):
        load_rules([], [file])
    assert not made.exists()
