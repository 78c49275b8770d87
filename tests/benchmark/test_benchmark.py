"""The benchmark's figures: what is compared does the same work, and goals are judged by the figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pipeline.benchmark import children, plain_script
from pipeline.benchmark.benchmark import Plan, _middle, benchmark, goals
from pipeline.benchmark.contenders import (
    FLAT_TOKENIZER,
    RULER,
    TOKEN_RULER,
    document_of,
    ruler_contender,
    ruler_patterns,
)
from pipeline.benchmark.letters import generated, templates
from pipeline.benchmark.peers import PEERS
from pipeline.benchmark.report import markdown, plot, sections
from pipeline.benchmark.rivals import RIVALS
from pipeline.benchmark.rule_counts import FORMS, token_rules, twins
from pipeline.benchmark.stages import stage_times
from pipeline.benchmark.timing import figure, ratios, times
from pipeline.benchmark.unread import AGAIN, NEVER_READ
from pipeline.rules import load_rules
from pipeline.running.letters import read_letter

Imr = Callable[..., int]


def fake_run(letters: int, workers: int, folder: Path | None = None) -> dict[str, Any]:
    return {
        "letters": letters,
        "workers": workers,
        "per_second": 900.0 * workers,
        "peak_mb": {"parent": 200, "worker": 0},
        "processor_seconds": {"parent": 1.0, "workers": 2.0},
    }


RAY = {"workers": 2, "seconds": 5.0}


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(children, "run_over", fake_run)
        patch.setattr(children, "start_up", lambda times: {"--help": [0.2, 0.3]})
        patch.setattr(children, "ray_over", lambda python, letters, workers, folder: dict(RAY, letters=letters))
        patch.setattr("pipeline.benchmark.benchmark.python_with", lambda package: "python")
        return benchmark(Plan(10, 2, 2, 1, (10, 20), 10, 2))


def test_everything_is_measured_and_shown(data: dict[str, Any], tmp_path: Path) -> None:
    assert json.loads(json.dumps(data)) == data
    assert set(data["contenders"]) >= {"pipeline", "spaCy tokenizer", FLAT_TOKENIZER, RULER, TOKEN_RULER, "re script"}
    assert data["contenders"][TOKEN_RULER]["milliseconds"]["median"] > 0
    assert [run["letters"] for run in data["memory"]] == [10, 20]
    text = markdown(data)
    for words in ("# Benchmark", "imr_requests", "two workers against one", "times as fast", "load average"):
        assert words in text, words
    pytest.importorskip("matplotlib", reason="matplotlib is an extra: pip install 'imr-pipeline[report]'")
    plot(data, tmp_path / "plot.png")
    assert (tmp_path / "plot.png").stat().st_size > 5000


def test_each_contender_says_what_it_reads_and_what_not(data: dict[str, Any]) -> None:
    assert PEERS.keys() >= {*data["contenders"], *RIVALS}
    rows = {title: rows for title, _, _, rows in sections(data)}
    assert {row[0] for row in rows["What each of them reads"]} == set(data["contenders"])
    assert all(reads and not_read for _, reads, not_read in rows["What each of them reads"])


def test_letters_never_read_before_and_ray_are_shown(data: dict[str, Any]) -> None:
    rows = {title: rows for title, _, _, rows in sections(data)}
    assert [row[0] for row in rows["Letters never read before"]] == [NEVER_READ, AGAIN]
    assert rows["On Ray"] == [("10", "2", "5.0", "2")]
    absent = next(table for table in sections({**data, "ray": []}) if table[0] == "On Ray")
    assert "not measured" in absent[1] and absent[3] == []


def test_the_middle_run_counts() -> None:
    runs = [{"per_second": rate} for rate in (300.0, 100.0, 200.0)]
    assert _middle(runs) == {"per_second": 200.0}


def test_goals_are_judged_by_the_figures(data: dict[str, Any]) -> None:
    good = json.loads(json.dumps(data))
    for ratio in (*good["ratios"].values(), good["pdf_ratio"]):
        ratio["median"] = 100
    for ratio in good["rules_doubled_ratios"].values():
        ratio["median"] = 1.0
    assert all(goal.met for goal in goals(good))
    good["memory"][-1]["peak_mb"]["worker"] = 500
    good["workers"][1]["per_second"] = 1500
    good["ratios"][RULER]["median"] = 14.9
    assert sum(not goal.met for goal in goals(good)) == 4
    shown = next(sections(good))[3]
    assert [row[3] for row in shown].count("no") == 4


def test_the_command_shows_what_was_measured_before(
    data: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from pipeline.cli.benchmark import benchmark as command

    (tmp_path / "in.json").write_text(json.dumps(data))
    command(None, False, tmp_path / "out.json", None, tmp_path / "out.md", None, tmp_path / "in.json")
    assert json.loads((tmp_path / "out.json").read_text()) == data
    assert "# Benchmark" in (tmp_path / "out.md").read_text()
    assert "What was promised" in capsys.readouterr().out


def test_the_ruler_holds_every_phrase_and_token_rule() -> None:
    rules = load_rules()
    ids = {pattern["id"] for pattern in ruler_patterns(rules)}
    assert ids == {rule.id for rule in rules.rules if rule.kind in ("phrase", "tokens")}
    doc: Any = ruler_contender(rules)("Tramadol 50mg and physical therapy of the lumbar spine.")
    assert {"Tramadol", "lumbar spine"} <= {span.text for span in doc.spans["ruler"]}


def test_the_rulers_find_the_same_with_phrases_as_token_patterns() -> None:
    rules = load_rules()
    few = type(rules)(rules.rules[::9])
    phrases: Any = ruler_contender(few)
    patterns: Any = ruler_contender(few, token_patterns=True)
    docs = [nlp(templates()[0]) for nlp in (phrases, patterns)]
    found = [{(span.start, span.end, span.id_) for span in doc.spans["ruler"]} for doc in docs]
    assert found[0] == found[1] and found[0]


def test_the_script_finds_what_the_pipeline_finds(nlp: Language) -> None:
    text = templates()[0]
    record, facts = read_letter(nlp, document_of(text)), plain_script.read(text)
    assert facts["case"] == record.letter_id
    assert [item["decision"] for item in facts["items"]] == [
        item.decision.value for item in record.determinations if item.decision
    ]
    assert len(facts["dates"]) >= len(record.dates) - 2
    assert any(item["verdict"] for item in facts["items"])


def test_twin_rules_match_nothing_of_their_own(nlp: Language) -> None:
    rules = load_rules()
    more = twins(rules.rules)
    assert len({rule.id for rule in (*rules.rules, *more)}) == len(rules.rules) + len(more)
    found: Any = ruler_contender(type(rules)(tuple(more)))
    assert not any(found(text).spans["ruler"] for text in generated(10))


def test_made_token_rules_of_each_form_match() -> None:
    rules = load_rules()
    more = token_rules(rules.rules, 900)
    assert len({rule.id for rule in more}) == 900
    found: Any = ruler_contender(type(rules)(tuple(more)))
    docs = [found(text) for text in generated(60)]
    hits = [span.id_.rpartition("-")[2] for doc in docs for span in doc.spans["ruler"]]
    assert {int(number) % FORMS for number in hits} == set(range(FORMS))
    assert {"BODY_PART", "DATE_CUE", "DRUG", "TREATMENT"} <= {rule.label for rule in more}


def test_stages_are_the_pipelines(nlp: Language) -> None:
    found = stage_times(nlp, list(generated(2)), 1)
    assert list(found) == ["reflow and tokenizer", *nlp.pipe_names, "record to output lines"]
    assert all(value[0] > 0 for value in found.values())


def test_the_first_round_is_left_out_and_all_see_the_same() -> None:
    seen: dict[str, list[str]] = {"a": [], "b": []}
    taken = times({name: seen[name].append for name in seen}, ["x", "y"], 3)
    assert seen["a"] == seen["b"] == ["x", "y"] * 4
    assert [len(values) for values in taken.values()] == [3, 3]


def test_a_figure_is_a_median_with_its_interval() -> None:
    found = figure([1.0, 2.0, 3.0, 4.0, 100.0])
    assert found.median == 3.0
    assert found.low <= 2.0
    assert found.high >= 4.0
    assert ratios([2.0, 6.0], [1.0, 2.0]).median == 2.5


def test_a_run_is_measured_in_a_process_of_its_own() -> None:
    found = children.run_over(40, 1)
    assert (found["letters"], found["workers"]) == (40, 1)
    assert found["per_second"] > 1
    assert 50 < found["peak_mb"]["parent"] < 2000
