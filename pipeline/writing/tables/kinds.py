"""The kinds of values that columns have, with their form in CSV and in Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.records.model import Citation, Drug, Frequency
from pipeline.writing.citations import citation_names
from pipeline.writing.csv_text import cell

if TYPE_CHECKING:
    import pyarrow as pa


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Kind:
    """A kind of values.

    Attributes:
        name: for readers of the data dictionary.
        arrow: its type in Parquet.
        cell: a value as a cell of CSV.
        plain: a value as the type in Parquet takes it.
        bare: whether no cell of it is ever put in quotes.
    """

    name: str
    arrow: Callable[[], pa.DataType]
    cell: Callable[[Any], str] = cell
    plain: Callable[[Any], Any] = _same
    bare: bool = False


def _arrow(name: str) -> Callable[[], pa.DataType]:
    def make() -> pa.DataType:
        import pyarrow as pa

        return getattr(pa, name)()

    return make


def _list_of(item: Callable[[], pa.DataType]) -> Callable[[], pa.DataType]:
    def make() -> pa.DataType:
        import pyarrow as pa

        return pa.list_(item())

    return make


def _struct(**fields: Callable[[], pa.DataType]) -> Callable[[], pa.DataType]:
    def make() -> pa.DataType:
        import pyarrow as pa

        return pa.struct([(name, kind()) for name, kind in fields.items()])

    return make


_string, _int, _date, _bool = _arrow("string"), _arrow("int32"), _arrow("date32"), _arrow("bool_")
_ints, _strings = _list_of(_int), _list_of(_string)


def _joined(values: Sequence[Any]) -> str:
    return cell("; ".join(map(str, values))) if values else ""


def _text(value: str | None) -> str | None:
    """A text that Parquet takes: half of a pair of surrogates has no form in UTF-8."""
    return value if value is None or value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")


def _bare(value: Any) -> str:
    """Numbers and dates, which nothing takes for a formula."""
    return "" if value is None else str(value)


def _truth(value: bool | None) -> str:
    return "" if value is None else "true" if value else "false"


def _texts(values: Iterable[str | None]) -> list[str | None]:
    return list(map(_text, values))


def _number(value: int | float | None) -> int | float | None:
    """A count that the column can hold; a longer number is a misprint, and stands in the record."""
    return value if value is None or abs(value) < 2**31 else None


def _counts(values: Iterable[int]) -> list[int]:
    return [value for value in values if abs(value) < 2**31]


def _pages(pages: Iterable[tuple[int, int]]) -> str:
    return "; ".join(_range(pair) for pair in pages)


def _range(bounds: tuple[int, int]) -> str:
    low, high = bounds
    return str(low) if low == high else f"{low}-{high}"


def _drug_cell(drugs: Iterable[Drug]) -> str:
    return cell("; ".join(" ".join(p for p in (d.name, d.strength, d.form) if p) for d in drugs))


def _drug_data(drugs: Iterable[Drug]) -> list[dict[str, Any]]:
    return [
        {"name": _text(d.name), "strength": _text(d.strength), "form": _text(d.form), "class": _text(d.class_)}
        for d in drugs
    ]


def _citation_cell(citations: Iterable[Citation]) -> str:
    return cell(citation_names(citations))


def _citation_data(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    return [
        {
            "source": _text(c.source),
            "guideline": _text(c.guideline),
            "edition": _text(c.edition),
            "chapter": _number(c.chapter.number) if c.chapter else None,
            "sections": _texts(section.text for section in c.sections),
            "pages": pages_data(c.pages),
            "entry": _text(c.entry),
            "text": _text(c.text),
            "page": _number(c.page),
        }
        for c in citations
    ]


def pages_data(pages: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Ranges that the column can hold."""
    return [list(pair) for pair in pages if max(map(abs, pair)) < 2**31]


def frequency_cell(frequency: Frequency | None) -> str:
    """`2 per week for 6 weeks`, `2-3 per week`, `for 7 days`."""
    if frequency is None:
        return ""
    parts = []
    if frequency.times:
        parts.append(f"{_range(frequency.times)} per {frequency.per}" if frequency.per else _range(frequency.times))
    if frequency.for_:
        plural = "" if frequency.for_[1] == 1 else "s"
        parts.append(f"for {_range(frequency.for_)} {frequency.unit or ''}{plural}")
    return " ".join(parts)


def _frequency_data(frequency: Frequency | None) -> dict[str, Any] | None:
    if frequency is None:
        return None
    times, duration = (pages_data([pair]) if pair else None for pair in (frequency.times, frequency.for_))
    return {
        "times": times[0] if times else None,
        "per": _text(frequency.per),
        "for": duration[0] if duration else None,
        "unit": _text(frequency.unit),
    }


TEXT = Kind("text", _string, plain=_text)
NUMBER = Kind("whole number", _int, _bare, _number, bare=True)
DECIMAL = Kind("number", _arrow("float64"), _bare, _number, bare=True)
DATE = Kind("date", _date, _bare, bare=True)
YES = Kind("true or false", _bool, _truth, bare=True)
TEXTS = Kind("texts", _strings, _joined, _texts)
DATES = Kind("dates", _list_of(_date), _joined, list)
NUMBERS = Kind("whole numbers", _ints, _joined, _counts)
PAGES = Kind("page ranges", _list_of(_ints), _pages, pages_data)
DRUGS = Kind(
    "drugs",
    _list_of(_struct(name=_string, strength=_string, form=_string, **{"class": _string})),
    _drug_cell,
    _drug_data,
)
CITATIONS = Kind(
    "citations",
    _list_of(
        _struct(
            source=_string,
            guideline=_string,
            edition=_string,
            chapter=_int,
            sections=_strings,
            pages=_list_of(_ints),
            entry=_string,
            text=_string,
            page=_int,
        )
    ),
    _citation_cell,
    _citation_data,
)
FREQUENCY = Kind(
    "frequency", _struct(times=_ints, per=_string, **{"for": _ints}, unit=_string), frequency_cell, _frequency_data
)
KINDS = (TEXT, NUMBER, DECIMAL, DATE, YES, TEXTS, DATES, NUMBERS, PAGES, DRUGS, CITATIONS, FREQUENCY)
