from __future__ import annotations

import csv
import hashlib
import io
import json
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import quote

import pytest

from pipeline.views.explorer.server import ExplorerServer
from pipeline.views.results_folder import ResultsError
from tests.views.explorer.corpora import HOSTILE, item, letter, serving
from tests.views.generated import record, records, write_results


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Letters of every kind: two whose files are at hand, a hostile one, one without items."""
    folder = tmp_path_factory.mktemp("corpus")
    data, text = record(1)
    (folder / "letters").mkdir()
    (folder / data["source"]["path"]).write_text(text, encoding="utf-8", newline="")
    hostile = letter(HOSTILE, item(request=HOSTILE, category=HOSTILE, rationale=HOSTILE, decision=HOSTILE))
    hostile["findings"] = [{"code": HOSTILE, "message": HOSTILE, "determination": None, "spans": []}]
    others = list(records(40))[1:]
    return write_results(folder / "results", [data, hostile, letter("EMPTY"), *others])


@pytest.fixture(scope="module")
def server(results: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExplorerServer]:
    with serving(results, tmp_path_factory.mktemp("cache")) as running:
        yield running


def ask(server: ExplorerServer, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response, body


def test_first_page(server: ExplorerServer) -> None:
    response, body = ask(server, "/")
    assert response.status == 200
    assert "<strong>42</strong> letters" in body
    assert body.count('class="to-letter"') == 50
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_listens_on_the_loopback_address_alone(server: ExplorerServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.address.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", "evil.example:{port}", ""])
def test_pages_under_another_name_are_refused(server: ExplorerServer, host: str) -> None:
    response, body = ask(server, "/items.csv", Host=host.format(port=server.server_address[1]))
    assert response.status == 421
    assert "CM1" not in body


def test_localhost_is_a_name_of_this_machine(server: ExplorerServer) -> None:
    assert ask(server, "/", Host=f"localhost:{server.server_address[1]}")[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_written(server: ExplorerServer, method: str) -> None:
    assert ask(server, "/", method)[0].status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/letters.jsonl", "/../run.json", "/..%2frun.json", "/assets/../server.py", "/assets/", "/assets/..%2fx.py",
        "//etc/passwd", "/letter/", "/letter/-1", "/letter/9999", "/letter/1/../0", "/letter/²", "/%00", "http://[",
        "/templates/base.html", "/letter/99999999999999999999",
    ],
)  # fmt: skip
def test_there_is_nothing_at_other_addresses(server: ExplorerServer, path: str) -> None:
    status = socket_status(server, path)
    assert status == 404


def socket_status(server: ExplorerServer, path: str) -> int:
    """The status of a request line as it stands, which a client library would mend or refuse."""
    with socket.create_connection(server.server_address[:2], timeout=10) as connection:
        line = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.server_address[1]}\r\nConnection: close\r\n\r\n"
        connection.sendall(line.encode())
        return int(connection.makefile("rb").readline().split()[1])


def test_addresses_that_are_too_long(server: ExplorerServer) -> None:
    assert socket_status(server, "/?q=" + "a" * 20_000) == 414


@pytest.mark.parametrize(("path", "unseen"), [("/?q=KCABNRUT", "[U+202E]"), ("/letter/1", ">RLO<")])
def test_letters_cannot_put_anything_into_a_page(server: ExplorerServer, path: str, unseen: str) -> None:
    body = ask(server, path)[1]
    assert "KCABNRUT" in body
    for dangerous in ("<script>document", "<img src=x", "\u202e", "\u2069", '"badge <'):
        assert dangerous not in body
    assert unseen in body
    assert "&lt;script&gt;" in body


def test_what_is_typed_cannot_put_anything_into_a_page(server: ExplorerServer) -> None:
    body = ask(server, "/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&drug=%3Cb%3E%27%22")[1]
    assert "<script>alert" not in body
    assert "<b>'" not in body


def test_letter_with_its_text(server: ExplorerServer) -> None:
    data, text = record(1)
    response, body = ask(server, f"/letter/{data['letter_id']}?q=pain")
    assert response.status == 200
    assert 'data-path="determinations.0.decision"' in body
    assert 'href="/?q=pain"' in body and 'href="/letter/CM16-0000003?q=pain"' not in body
    assert "Upheld" in body and text.split("CLINICAL CASE SUMMARY")[1].split()[0] in body
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'sha256-" in policy and "frame-ancestors 'none'" in policy


def test_letters_have_their_number_in_the_address(server: ExplorerServer) -> None:
    name = record(1)[0]["letter_id"]
    assert f'href="/letter/{name}?q={name}#item-1"' in ask(server, f"/?q={name}")[1]
    assert ask(server, "/letter/0")[1] == ask(server, f"/letter/{record(1)[0]['letter_id']}")[1]
    assert ask(server, "/letter/" + quote(HOSTILE, safe=""))[0].status == 200


def test_letters_of_one_number_have_addresses_of_their_own(tmp_path: Path) -> None:
    found = [letter("A", item()), letter("A", item(decision="overturned")), letter("A~2"), letter("7"), letter("x")]
    with serving(write_results(tmp_path / "results", found), tmp_path / "cache") as server:
        assert "badge overturned" in ask(server, "/letter/A~2")[1]
        assert "badge upheld" in ask(server, "/letter/A")[1]
        assert "<h1>A~2</h1>" in ask(server, "/letter/A~2~2")[1]
        assert "<h1>7</h1>" in ask(server, "/letter/7")[1]
        assert "<h1>x</h1>" in ask(server, "/letter/4")[1]


def test_record_and_source_of_a_letter(server: ExplorerServer) -> None:
    data, text = record(1)
    response, body = ask(server, f"/letter/{data['letter_id']}/record")
    assert json.loads(body) == data
    assert f'filename="{data["letter_id"]}.json"' in response.headers["Content-Disposition"]
    response, body = ask(server, f"/letter/{data['letter_id']}/source")
    assert body == text
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert ask(server, "/letter/5/source")[0].status == 404


def test_letter_without_its_file_shows_the_record(server: ExplorerServer) -> None:
    body = ask(server, "/letter/5")[1]
    assert "not where the record says" in body
    assert '<details class="reasons" open>' in body and "<mark>is " in body
    assert "get-source" not in body


def test_letter_without_items(server: ExplorerServer) -> None:
    assert "No item was found in this letter" in ask(server, "/?q=EMPTY")[1]
    assert "No determination was found" in ask(server, "/letter/EMPTY")[1]


def test_csv_holds_what_is_shown_on_all_pages(server: ExplorerServer) -> None:
    response, body = ask(server, "/items.csv?decision=upheld&sort=request")
    assert "attachment" in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))
    page = ask(server, "/?decision=upheld")[1]
    assert len(rows) > 50
    assert f"<strong>{len(rows)}</strong> rows" in page
    assert {row["decision"] for row in rows} == {"upheld"}
    requests = [row["request"].lower() for row in rows]
    assert requests == sorted(requests)


def test_json_and_parquet_hold_the_same(server: ExplorerServer) -> None:
    response, body = ask(server, "/items.json?decision=overturned")
    rows = json.loads(body)
    assert rows and {row["decision"] for row in rows} == {"overturned"}
    assert 'filename="determinations.json"' in response.headers["Content-Disposition"]
    assert isinstance(rows[0]["number"], int) and isinstance(rows[0]["drugs"], list)
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request("GET", "/items.parquet?decision=overturned")
    table = parquet.read_table(io.BytesIO(connection.getresponse().read()))
    connection.close()
    assert table.to_pylist() == rows
    assert json.loads(ask(server, "/items.json?q=nowhereatall")[1]) == []


def test_findings_are_told_in_words(server: ExplorerServer) -> None:
    assert "F101 pages outside the cited section" in ask(server, "/")[1]


def test_no_cell_of_the_csv_is_a_formula(tmp_path: Path) -> None:
    formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"]
    found = [letter(f, item(request=f, rationale=f)) for f in formulas]
    with serving(write_results(tmp_path / "results", found), tmp_path / "cache") as server:
        rows = list(csv.reader(io.StringIO(ask(server, "/items.csv")[1].removeprefix("\ufeff"))))
    assert len(rows) == 1 + len(formulas)
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_empty_results(tmp_path: Path) -> None:
    with serving(write_results(tmp_path / "results", []), tmp_path / "cache") as server:
        assert "These results hold no letters" in ask(server, "/")[1]
        assert "Nothing matches" in ask(server, "/?q=pain")[1]
        assert ask(server, "/letter/0")[0].status == 404
        assert len(ask(server, "/items.csv")[1].splitlines()) == 1


def test_damaged_lines_and_new_results_are_told(tmp_path: Path) -> None:
    results = write_results(tmp_path / "results", list(records(2)))
    with (results / "letters.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("no json\n")
    with serving(results, tmp_path / "cache") as server:
        body = ask(server, "/")[1]
        assert "W701" in body
        assert "W702" not in body
        (results / "letters.jsonl").unlink()
        write_results(results, list(records(3)))
        assert "W702" in ask(server, "/")[1]
        assert ask(server, "/letter/1")[0].status == 200


def test_huge_values_break_no_page(tmp_path: Path) -> None:
    huge = "Tramadol " * 60_000
    found = [letter("HUGE", *(item(n, request=huge, rationale=huge, category=huge) for n in range(1, 4)))]
    with serving(write_results(tmp_path / "results", found), tmp_path / "cache") as server:
        body = ask(server, "/?q=tramadol")[1]
        assert len(body) < 200_000
        assert "<mark>" in body
        assert ask(server, "/letter/0")[0].status == 200


def test_thousands_of_marks(tmp_path: Path) -> None:
    text = "ab " * 4000
    dates = [{"value": "x", "text": "x", "start": n, "end": n + 40, "role": "other"} for n in range(9000)]
    source = {"path": str(tmp_path / "a.txt"), "media_type": "text/plain"}
    source["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = [letter("MARKS", item(), dates=dates) | {"source": source}]
    with serving(write_results(tmp_path / "results", found), tmp_path / "cache") as server:
        body = ask(server, "/letter/0")[1]
    assert "The first 4,000 of 9,00" in body


def test_port_that_is_taken(server: ExplorerServer) -> None:
    from pipeline.views.explorer.server import make_server

    with pytest.raises(ResultsError) as error:
        make_server(server.corpus, server.server_address[1])
    assert error.value.code == "E706"
