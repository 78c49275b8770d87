from __future__ import annotations

from pipeline.text.visible import visible


def test_what_acts_on_a_terminal_is_seen_and_the_rest_stays() -> None:
    assert visible("a\x1b[2Jb\x07\x9b1m\u202ec\r") == "a\\x1b[2Jb\\x07\\x9b1m\\u202ec\\x0d"
    assert visible("Knee’s\tpain\nleft – é\r\nnext") == "Knee’s\tpain\nleft – é\nnext"
