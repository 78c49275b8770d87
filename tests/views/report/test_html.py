from __future__ import annotations

import builtins
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from pipeline.views.explorer.view import view_of_query
from pipeline.views.report.corpus import Corpus, read_corpus
from pipeline.views.report.html import html_text
from pipeline.views.report.making import report_of
from pipeline.views.report.plots import Plot, can_plot, plots_of, standing_alone
from tests.views.explorer.corpora import HOSTILE, item, letter, opened
from tests.views.generated import records, write_results
from tests.views.report.test_report import HOSTILE_REPORT

needs_matplotlib = pytest.mark.skipif(not can_plot(), reason="matplotlib is not installed (extra `report`)")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return read_corpus(write_results(tmp_path_factory.mktemp("html"), records(400)))


@pytest.fixture(scope="module")
def drawn(corpus: Corpus) -> dict[str, Plot]:
    return plots_of(corpus, report_of(corpus))


def test_page_needs_nothing_else(corpus: Corpus) -> None:
    page = html_text(report_of(corpus), {})
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in page.replace("&#39;", "'")
    leads = {found[:22] for found in re.findall(r"""\b(?:src|href)=["']([^#"'][^"']*)""", page.replace(script, ""))}
    assert leads <= {"data:text/csv;charset=", "http://127.0.0.1:5100/"}
    assert "default-src 'none'" in page
    assert page.count("<table>") > 15


def test_tables_are_files_and_lead_into_the_explorer(corpus: Corpus) -> None:
    page = html_text(report_of(corpus), {}, explorer="http://127.0.0.1:9/")
    assert 'download="outcome_by_category.csv"' in page
    found = re.search(r'href="data:text/csv;charset=utf-8,([^"]*)" download="by_quarter.csv"', page)
    assert found
    assert unquote(found[1]).startswith("quarter,letters,items,")
    assert 'href="http://127.0.0.1:9/?category=pharmaceuticals"' in page
    assert 'href="http://127.0.0.1:9/?reviewer_guideline=MTUS+Low+Back+Complaints"' in page


def test_rows_lead_to_what_they_count(tmp_path: Path) -> None:
    """Every query of a table shows as many items in the explorer as its row counts."""
    found = [*records(60), letter("N", item(category=None, decision="?"))]
    results = write_results(tmp_path / "results", found)
    index, checked = opened(tmp_path / "index", found), 0
    for table in report_of(read_corpus(results)).tables:
        items = next((i for i, column in enumerate(table.columns) if column.key == "items"), None)
        for row, query in zip(table.rows, table.queries, strict=bool(table.queries)):
            if query and items is not None:
                assert index.select(view_of_query(query)).items == row[items], (table.name, query)
                checked += 1
    assert checked > 60


@needs_matplotlib
def test_charts_are_pictures_of_their_own(drawn: dict[str, Plot]) -> None:
    for plot in drawn.values():
        svg = standing_alone(plot.svg)
        assert "var(" not in svg
        ElementTree.fromstring(svg)


def test_letters_cannot_put_anything_into_the_page() -> None:
    page = html_text(HOSTILE_REPORT, {})
    assert "<script>document" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
    assert "[U+202E]" in page


@needs_matplotlib
def test_plots_take_the_pages_colours(corpus: Corpus, drawn: dict[str, Plot]) -> None:
    report, plots = report_of(corpus), drawn
    assert {"by_month", "by_year", "outcome_by_category", "cited_cross_table", "times"} <= set(plots)
    page = html_text(report, plots)
    for plot in plots.values():
        ElementTree.fromstring(plot.svg.replace("xlink:href", "href"))
        assert "var(--" in plot.svg
        assert "#0102" not in plot.svg
        assert plot.svg in page
        assert len(plot.caption) > 30


@needs_matplotlib
def test_ids_of_plots_do_not_meet(drawn: dict[str, Plot]) -> None:
    ids = [set(re.findall(r' id="([^"]+)"', plot.svg)) for plot in drawn.values()]
    clips = [{name for name in found if name.startswith("p") and re.fullmatch(r"p[0-9a-f]{6,}", name)} for found in ids]
    assert sum(map(len, clips)) == len(set().union(*clips))


@needs_matplotlib
def test_names_of_any_kind_can_be_drawn(tmp_path: Path) -> None:
    names = [HOSTILE, "a $x^2$ b $", "\\frac{1}", "x" * 500, "ת\u200f"]
    found = [
        letter(f"{n}{i}", item(category=name, drugs=[{"name": name}]))
        for n, name in enumerate(names)
        for i in range(12)
    ]
    corpus = read_corpus(write_results(tmp_path, found))
    page = html_text(report_of(corpus), plots_of(corpus, report_of(corpus)))
    assert "<script>document" not in page
    assert "A $x^2$ b $" in page
    assert "\u202e" not in page


@needs_matplotlib
def test_rows_of_few_items_are_not_drawn(tmp_path: Path) -> None:
    found = [
        letter(f"{name}{n}", item(category=name))
        for name, many in (("one", 12), ("two", 12), ("rare", 9))
        for n in range(many)
    ]
    corpus = read_corpus(write_results(tmp_path, found))
    plot = plots_of(corpus, report_of(corpus))["outcome_by_category"]
    assert "Rare" not in plot.svg
    assert "1 row with fewer than 10 decided items not drawn" in plot.caption


def run(*arguments: str) -> tuple[int, str]:
    import typer

    from pipeline.cli.report import report

    app = typer.Typer()
    app.command()(report)
    found = CliRunner().invoke(app, list(arguments))
    return found.exit_code, found.output


def test_command_writes_what_is_asked_for(tmp_path: Path) -> None:
    results = write_results(tmp_path / "results", records(5))
    html, markdown, tables = tmp_path / "out" / "r.html", tmp_path / "r.md", tmp_path / "tables"
    code, output = run(str(results), "--html", str(html), "--markdown", str(markdown), "--csv", str(tables))
    assert code == 0
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert markdown.read_text(encoding="utf-8").startswith("# Independent Medical Review")
    assert (tables / "by_month.csv").exists()
    assert "Outcome by category" not in output


def test_command_shows_tables_in_the_terminal(tmp_path: Path) -> None:
    code, output = run(str(write_results(tmp_path / "results", records(5))))
    assert code == 0
    assert "Outcome by category" in output
    assert "disputed requests only" in output


def test_report_without_matplotlib_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.views.report.plots.can_plot", lambda: False)
    plain_import = builtins.__import__

    def without_matplotlib(name: str, *rest: object, **more: object) -> object:
        assert not name.startswith("matplotlib")
        return plain_import(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without_matplotlib)
    results = write_results(tmp_path / "results", records(40))
    code, output = run(str(results), "--html", str(tmp_path / "r.html"))
    assert code == 0
    assert "W703" in output
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "W703" in page
    assert "Outcome by category" in page
