from __future__ import annotations

import sqlite3
from contextlib import closing
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.views.explorer.view import View, match_expression, view_of_query


def test_a_view_and_its_address() -> None:
    query = "q=pain&in=rationale&decision=upheld&drug=tramadol&drug=gabapentin&sort=ur&dir=desc&page=3"
    view = view_of_query(query)
    assert view == View(
        "pain", "rationale", {"decision": ("upheld",), "drug": ("tramadol", "gabapentin")}, "ur", True, 3
    )
    assert parse_qs(view.to_query()) == parse_qs(query)
    assert View().to_query() == ""


@given(st.text(max_size=300))
def test_every_query_leads_to_a_view_that_its_address_keeps(query: str) -> None:
    view = view_of_query(query)
    assert view_of_query(view.to_query()) == view


def test_days_stand_in_the_address() -> None:
    view = view_of_query("from=2016-01-01&to=2016-12-31&page=2")
    assert (view.since, view.until, view.narrowed) == ("2016-01-01", "2016-12-31", True)
    assert view.to_query() == "from=2016-01-01&to=2016-12-31&page=2"
    assert view.without_days() == View()
    assert view_of_query("from=2016-13-01&to=yesterday") == View()


def test_what_an_address_says_wrongly_is_left_out() -> None:
    assert view_of_query("sort=nothing&in=x&page=-4&unknown=1&dir=") == View()
    assert view_of_query("page=99999999999999").page == 1


def test_filters_are_taken_away_one_by_one() -> None:
    view = view_of_query("q=a&drug=b&drug=c&page=7")
    assert view.without("drug", "b") == view_of_query("q=a&drug=c")
    assert view.without("drug", "b").without("drug", "c") == view_of_query("q=a")
    assert view.without_search() == view_of_query("drug=b&drug=c")


def test_a_column_sorts_and_then_turns_round() -> None:
    assert not View().sorted_by("request").descending
    assert View().sorted_by("request").sorted_by("request").descending
    assert not View().sorted_by("date").descending


TEXTS = {
    1: "Lumbar epidural steroid injection at L4-L5",
    2: "steroid injections, lumbar",
    3: "Tendinitis of the shoulder",
    4: "tendon AND shoulder",
}


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("lumbar injection", {1, 2}),
        ('"steroid injection"', {1, 2}),
        ('"lumbar epidural"', {1}),
        ("lumbar -epidural", {2}),
        ('lumbar -"epidural steroid"', {2}),
        ("tendi*", {3}),
        ("L4-L5", {1}),
        ("tendon and shoulder", {4}),
        ("LUMBAR OR", set()),
    ],
)
def test_searches(search: str, found: set[int]) -> None:
    expression = match_expression(search, "request")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(request, rationale, tokenize = 'porter unicode61')")
        connection.executemany("INSERT INTO t(rowid, request) VALUES (?, ?)", TEXTS.items())
        assert {n for (n,) in connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (expression,))} == found


@given(st.text(max_size=120), st.sampled_from(["all", "request", "rationale"]))
def test_no_search_is_an_error_to_sqlite(search: str, scope: str) -> None:
    expression = match_expression(view_of_query("").__class__(search).search, scope)
    if expression is not None:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(request, rationale)")
            connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (expression,)).fetchall()


def test_nothing_to_search_for() -> None:
    assert match_expression("-pain", "all") is None
    assert match_expression('"" * ...', "all") is None
