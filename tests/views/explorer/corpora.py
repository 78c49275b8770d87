"""Opened corpora for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from pipeline.views.explorer.index import Index
from pipeline.views.explorer.index_file import index_of
from pipeline.views.explorer.server import Corpus, ExplorerServer, make_server
from pipeline.views.results_folder import open_records
from tests.views.generated import write_results

# Words that a careless page would run, hide or turn round.
HOSTILE = "<script>document.title='run'</script><img src=x onerror=alert(1)>\u202eKCABNRUT\u2069 \"'&amp; =1+1"


def item(number: int = 1, **parts: Any) -> dict[str, Any]:
    """A determination with the parts that matter."""
    request = {"text": parts.get("request", "A request"), "start": 0, "end": 9, "drugs": [], "body_parts": []}
    request["disputed"] = {"value": request["text"], "text": request["text"], "start": 0, "end": 9}
    request |= {key: parts[key] for key in ("category", "subcategory", "drugs", "utilization_review") if key in parts}
    return {
        "number": number,
        "request": request,
        "decision": {"value": parts.get("decision", "upheld"), "text": "Upheld", "start": 0, "end": 6},
        "claims_administrator_guideline": parts.get("ur", {}),
        "reviewer_guideline": parts.get("reviewer", {}),
        "rationale": {"text": parts.get("rationale", ""), "start": 0, "end": 1, "agreement": "agree"},
    }


def letter(name: str, *items: dict[str, Any], decided: str | None = None, **parts: Any) -> dict[str, Any]:
    """A record with the parts that matter."""
    case = {"decision_date": {"value": decided, "text": decided, "start": 0, "end": 1}} if decided else {}
    return {"letter_id": name, "source": {}, "case": case, "determinations": list(items), **parts}


def opened(folder: Path, records: list[dict[str, Any]]) -> Index:
    """The index of a results folder with these records."""
    with open_records(write_results(folder / "results", records)) as stream:
        return Index(index_of(stream, folder / "cache"))


@contextmanager
def serving(results: Path, cache: Path) -> Iterator[ExplorerServer]:
    """A server over a results folder, at a free port, in a thread of its own."""
    with open_records(results) as records:
        index = Index(index_of(records, cache))
        server = make_server(Corpus(results, records, index), 0)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
            index.close()
