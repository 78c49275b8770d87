from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.views.letter_page.safe import attribute, script_data, shown

ANY_TEXT = st.text(alphabet=st.characters(codec=None))


@given(ANY_TEXT)
def test_data_in_a_script_cannot_end_it_and_comes_back(text: str) -> None:
    written = script_data({"text": text})
    assert not set("<>&\u2028\u2029\u202e") & set(written)
    assert json.loads(written) == {"text": text}
    written.encode("utf-8")


@given(ANY_TEXT)
def test_shown_text_opens_no_tag_of_its_own(text: str) -> None:
    html = shown(text).replace('<span class="ctl" title=', "").replace("</span>", "")
    assert "<" not in html
    shown(text).encode("utf-8")


def test_characters_that_turn_the_direction_are_named_and_gone() -> None:
    html = shown("a\u202eb\u2066c\x00")
    assert "\u202e" not in html
    assert "\u2066" not in html
    assert ">RLO<" in html
    assert ">LRI<" in html
    assert "U+0000" in html


def test_plain_text_stays_as_it_is() -> None:
    assert shown("L4-L5 décompression 5 < 6\n") == "L4-L5 décompression 5 &lt; 6\n"


def test_an_attribute_cannot_be_left() -> None:
    assert attribute('"><script>') == "&quot;&gt;&lt;script&gt;"
