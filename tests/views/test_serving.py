from __future__ import annotations

import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest

from pipeline.views.serving import ServingError, page_server


@pytest.fixture
def port() -> Iterator[int]:
    server = page_server("<p>pâge</p>", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def get(port: int, path: str, **headers: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_serves_the_page_at_the_root_alone(port: int) -> None:
    answer = get(port, "/")
    assert answer.read().decode() == "<p>pâge</p>"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    for path in ("/etc/passwd", "/../x", "/index.html"):
        assert get(port, path).status == 404


def test_a_foreign_name_is_no_way_in(port: int) -> None:
    assert get(port, "/", Host=f"evil.example:{port}").status == 421
    assert get(port, "/", Host="evil.example").status == 421
    assert get(port, "/", Host=f"localhost:{port}").status == 200


def test_listens_on_the_loopback_address(port: int) -> None:
    server = page_server("", 0)
    assert server.server_address[0] == "127.0.0.1"
    server.server_close()


def test_a_taken_port_is_told(port: int) -> None:
    with pytest.raises(ServingError, match="--port") as error:
        page_server("", port)
    assert error.value.code == "E603"
