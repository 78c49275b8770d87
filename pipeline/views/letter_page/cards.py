"""The record as cards: the letter's header, its determinations, its dates, what is to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.views.labels import label
from pipeline.views.letter_page.linking import Links
from pipeline.views.letter_page.places import Place
from pipeline.views.letter_page.safe import attribute, shown

Data = Mapping[str, Any]
_HEADER = (
    ("case_number", "Case number"),
    ("date_assigned", "Assigned"),
    ("date_of_injury", "Date of injury"),
    ("ur_denial_date", "UR denial"),
    ("application_received", "Application received"),
    ("decision_date", "Decision"),
    ("priority", "Priority"),
)
_LONGEST_RATIONALE = 20_000
_AGREEMENT = {"agree": "agrees with the decision", "disagree": "contradicts the decision"}


class Values:
    """Makes values of the record into buttons that lead to their place in the text."""

    def __init__(self, places: Sequence[Place], links: Links) -> None:
        self._links = links
        self._number = {place.path: i for i, place in enumerate(places)}

    def button(self, path: str, html: str, style: str = "") -> str:
        """The value at `path`, shown as `html`; plain where it has no place in the text."""
        number = self._number.get(path)
        if number is None:
            return f'<span class="v plain {style}">{html}</span>'
        return self.to_mark(self._links.mark_of[number], html, style, path)

    def to_mark(self, index: int, html: str, style: str = "", path: str = "") -> str:
        """A button that leads to a mark."""
        mark = self._links.marks[index]
        rule = f"rule {mark.rule}" if mark.rule else "no rule of its own"
        title = attribute(f"{rule} · characters {mark.start}–{mark.end}")
        return (
            f'<button type="button" class="v {style}" data-m="{index}" data-path="{attribute(path)}" '
            f'title="{title}">{html}</button>'
        )

    def marks_in(self, group: str, label: str, start: int, end: int) -> list[int]:
        """Indices of the marks of a group and label inside a stretch."""
        marks = enumerate(self._links.marks)
        return [i for i, m in marks if m.group == group and m.label == label and m.start >= start and m.end <= end]


def words(name: str | None) -> str:
    """A name of the record's closed lists for a reader: `not_medically_necessary` is `not medically necessary`."""
    return shown(label(name or ""))


def header_card(record: Data, values: Values) -> str:
    """The header's facts, the reviewer and the injured worker. What the letter does not say is a dash."""
    rows = [(name, _value(values, f"case.{key}", record["case"][key])) for key, name in _HEADER]
    reviewer, worker = record["expert_reviewer"], record["injured_worker"]
    for key, name in (("licensure", "Licensed in"), ("specialties", "Specialties")):
        buttons = [_value(values, f"expert_reviewer.{key}.{i}", v) for i, v in enumerate(reviewer[key])]
        rows.append((name, ", ".join(buttons)))
    person = [_value(values, f"injured_worker.{key}", worker[key]) for key in ("age", "sex") if worker[key]]
    rows.append(("Injured worker", ", ".join(person)))
    return f'<section class="card facts" aria-label="Header"><h2>Header</h2>{_rows(rows, keep_empty=True)}</section>'


def reviewers_card(record: Data, values: Values) -> str:
    """The reviewers of a panel: who they are and what each found; and how many found alike."""
    reviewers = record.get("reviewers") or []
    votes = record.get("votes") or []
    if len(reviewers) + len(votes) < 2:
        return ""
    dash = '<span class="nothing">—</span>'
    rows = ""
    for i, one in enumerate(reviewers):
        path = f"reviewers.{i}"
        told = [_value(values, f"{path}.specialties.{k}", v) for k, v in enumerate(one["specialties"])]
        found = values.button(f"{path}.finding", words(one["finding"]["value"])) if one["finding"] else dash
        rows += f"<tr><td>{one['number']}</td><td>{', '.join(told) or dash}</td><td>{found}</td></tr>"
    said = "".join(
        f"<p>{values.button(f'votes.{i}', shown(vote['text']))}: {words(vote['finding'] or 'not told')}</p>"
        for i, vote in enumerate(votes)
    )
    table = _table(("Reviewer", "Specialties", "Found"), rows)
    return _folded(f"Reviewers ({len(reviewers)})", table + said, is_open=True)


def item_card(item: Data, i: int, values: Values, notes: str, *, without_text: bool = False) -> str:
    """One determination. `notes` is the HTML of its findings and warnings; `without_text` says that the letter's text
    is not shown, so that the rationale is unfolded here."""
    path = f"determinations.{i}"
    number, request, decision = item["number"], item["request"], item["decision"]
    title = values.button(f"{path}.request.disputed", shown(request["disputed"]["text"]), "title")
    badge = '<span class="badge none">no decision</span>'
    if decision:
        style = "badge " + (decision["value"] if decision["value"] in ("upheld", "overturned") else "none")
        badge = values.button(f"{path}.decision", words(decision["value"]).capitalize(), style)
    rows = [
        ("Request", _request(request, f"{path}.request", values)),
        ("Original", _value(values, f"{path}.request.original", request["original"])),
        ("Authorized", _value(values, f"{path}.request.authorized", request["authorized"])),
        (
            "UR cited",
            _guidelines(item["claims_administrator_guideline"], f"{path}.claims_administrator_guideline", values),
        ),
        ("Reviewer cited", _guidelines(item["reviewer_guideline"], f"{path}.reviewer_guideline", values)),
        *_rationale(item["rationale"], f"{path}.rationale", values),
    ]
    return (
        f'<article class="card item" id="item-{number}" aria-label="Item {number}">'
        f'<header><span class="number">{number}</span><h3>{title}</h3>{badge}</header>'
        f"{_rows(rows)}{notes}{_reasons(item['rationale'], is_open=without_text)}"
        f'<p class="do"><a href="#item-{number}">Link to this item</a>'
        f'<button type="button" class="cite" data-cite="{path}">Copy citation</button></p></article>'
    )


def _reasons(rationale: Data, *, is_open: bool) -> str:
    """The rationale, folded, with the words of its conclusion marked: the last place where they stand."""
    text = rationale["text"]
    if not text:
        return ""
    said = rationale["conclusion"]["text"] if rationale["conclusion"] else ""
    at = text.rfind(said) if said else -1
    html = shown(text[:_LONGEST_RATIONALE])
    if at >= 0 and at + len(said) <= _LONGEST_RATIONALE:
        before, after = text[:at], text[at + len(said) : _LONGEST_RATIONALE]
        html = f"{shown(before)}<mark>{shown(said)}</mark>{shown(after)}"
    more = " …" if len(text) > _LONGEST_RATIONALE else ""
    state = " open" if is_open else ""
    return f'<details class="reasons"{state}><summary>Rationale</summary><p dir="auto">{html}{more}</p></details>'


def dates_card(record: Data, values: Values) -> str:
    """Every date of the letter, folded away."""
    if not record["dates"]:
        return ""
    rows = "".join(
        f"<tr><td>{values.button(f'dates.{i}', shown(date['value']))}</td><td>{words(date['role'])}</td>"
        f"<td>{words(date['section'])}</td></tr>"
        for i, date in enumerate(record["dates"])
    )
    return _folded(f"Dates in the text ({len(record['dates'])})", _table(("Date", "Role", "Section"), rows))


def own_card(record: Data, values: Values) -> str:
    """Hits of a user's own rules."""
    if not record["spans"]:
        return ""
    rows = "".join(
        f"<tr><td>{shown(span['label'])}</td><td>{values.button(f'spans.{i}', shown(span['text']))}</td>"
        f"<td><code>{shown(span['id'])}</code></td></tr>"
        for i, span in enumerate(record["spans"])
    )
    table = _table(("Label", "Text", "Rule"), rows)
    return _folded(f"Found by your own rules ({len(record['spans'])})", table, is_open=True)


def _table(headings: Sequence[str], rows: str) -> str:
    head = "".join(f"<th>{heading}</th>" for heading in headings)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _folded(title: str, html: str, is_open: bool = False) -> str:
    state = " open" if is_open else ""
    return f'<details class="card fold"{state}><summary>{title}</summary>{html}</details>'


def _rows(rows: Iterable[tuple[str, str]], keep_empty: bool = False) -> str:
    """Names and values; a row without a value is left out, or shows a dash."""
    dash = '<span class="nothing">—</span>'
    shown_rows = [(name, html or dash) for name, html in rows if html or keep_empty]
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{html}</dd>' for name, html in shown_rows)}</dl>"


def _value(values: Values, path: str, grounded: Data | None) -> str:
    return "" if grounded is None else values.button(path, shown(str(grounded["value"])))


def _request(request: Data, path: str, values: Values) -> str:
    category = words(request["category"])
    if request["subcategory"]:
        category += f" / {words(request['subcategory'])}"
    facts = [f'<span class="category">{category}</span>'] if category else []
    if request["utilization_review"] == "modified":
        facts.append('<span class="tag">modified by UR</span>')
    if request["retrospective"]:
        facts.append('<span class="tag">retrospective</span>')
    facts += [_drug(drug, f"{path}.drugs.{i}", values) for i, drug in enumerate(request["drugs"])]
    for key in ("quantity", "refills", "sessions", "laterality"):
        facts.append(_fact(key, _value(values, f"{path}.{key}", request[key])))
    if request["frequency"]:
        frequency = shown(frequency_words(request["frequency"]))
        facts.append(_fact("frequency", values.button(f"{path}.frequency", frequency)))
    for key, name in (("body_parts", ""), ("spinal_levels", ""), ("dates_of_service", "service")):
        facts += [_fact(name, _value(values, f"{path}.{key}.{i}", v)) for i, v in enumerate(request[key])]
    return f'<span class="factlist">{"".join(filter(None, facts))}</span>'


def _fact(name: str, html: str) -> str:
    if not html:
        return ""
    key = f'<span class="k">{name}</span> ' if name else ""
    return f'<span class="fact">{key}{html}</span>'


def _drug(drug: Data, path: str, values: Values) -> str:
    details = " ".join(shown(drug[key]) for key in ("strength", "form") if drug[key])
    class_ = f' <span class="k">{words(drug["class"])}</span>' if drug["class"] else ""
    return f'<span class="fact">{values.button(path, shown(drug["name"]))} {details}{class_}</span>'


def frequency_words(frequency: Data) -> str:
    """`2 per week for 6 weeks`, `2–3 per week`, `for 7 days`."""
    parts = []
    if frequency["times"]:
        parts.append(_range(frequency["times"]) + (f" per {frequency['per']}" if frequency["per"] else ""))
    if frequency["for"]:
        plural = "" if frequency["for"][1] == 1 else "s"
        parts.append(f"for {_range(frequency['for'])} {frequency['unit'] or ''}{plural}")
    return " ".join(parts)


def _range(bounds: Sequence[int]) -> str:
    low, high = bounds
    return str(low) if low == high else f"{low}–{high}"


def _guidelines(line: Data, path: str, values: Values) -> str:
    if line["cited"] is None:
        return '<span class="nothing">no guideline line</span>'
    listed = _citations(line["citations"], f"{path}.citations", values)
    if line["cited"] is False:
        listed = values.button(path, "no medical evidence cited", "quiet") + listed
    elif not line["citations"]:
        listed = values.button(path, "a line without a guideline that was read", "quiet")
    if line["outside_mtus"]:
        listed += '<span class="tag">outside of the MTUS</span>'
    return listed


def _citations(citations: Sequence[Data], path: str, values: Values) -> str:
    if not citations:
        return ""
    listed = (_citation(c, f"{path}.{i}", values) for i, c in enumerate(citations))
    return f'<ul class="citations">{"".join(f"<li>{one}</li>" for one in listed)}</ul>'


def _citation(citation: Data, path: str, values: Values) -> str:
    name = citation["guideline"] or citation["text"]
    chapter = citation["chapter"]
    if chapter:
        name = f"{name}, chapter {chapter['number']}" if citation["guideline"] else f"chapter {chapter['number']}"
    parts = [f'<span class="source">{shown(citation["source"])}</span> ', values.button(path, shown(name))]
    if citation["edition"]:
        parts.append(f' <span class="edition">{shown(citation["edition"])}</span>')
    for i, section in enumerate(citation["sections"]):
        entry = f"catalogue: {section['entry']}" if section["entry"] else "not in the catalogue"
        button = values.button(f"{path}.sections.{i}", shown(section["text"]), "quiet")
        parts.append(f'<span class="section" title="{attribute(entry)}">§ {button}</span>')
    if citation["pages"]:
        pages = ", ".join(_range(pages) for pages in citation["pages"])
        parts.append(f'<span class="section">p. {pages}</span>')
    for regulation in citation["regulations"]:
        parts.append(f'<span class="section">8 CCR {shown(regulation)}</span>')
    return "".join(parts) + _check(citation["check"])


def _check(check: Data | None) -> str:
    wrong = [aspect for aspect, result in (check or {}).items() if result == "mismatch"]
    if not wrong:
        return ""
    return f'<span class="tag alert">disagrees with the catalogue: {shown(", ".join(wrong))}</span>'


def _rationale(rationale: Data, path: str, values: Values) -> Iterable[tuple[str, str]]:
    conclusion, agreement = rationale["conclusion"], rationale["agreement"]
    if conclusion:
        verdict = values.button(f"{path}.conclusion", f"“{shown(conclusion['text'])}”")
        style = " alert" if agreement == "disagree" else ""
        note = f'<span class="tag{style}">{_AGREEMENT.get(agreement, words(agreement))}</span>'
        yield "Verdict", f"{verdict} {note}"
    elif rationale["text"]:
        yield "Verdict", '<span class="nothing">no verdict was read</span>'
    if rationale["depends_on"]:
        numbers = [f'<a href="#item-{n}">item {n}</a>' for n in rationale["depends_on"]]
        inside = values.marks_in("decisions", "depends_on", rationale["start"] or 0, rationale["end"] or 0)
        said = "".join(" " + values.to_mark(i, "where it says so", "quiet") for i in inside[:3])
        yield "Rests on", ", ".join(numbers) + said
    if rationale["citations"]:
        yield "Rationale cites", _citations(rationale["citations"], f"{path}.citations", values)
    if rationale["text"]:
        yield "Rationale", values.button(path, f"{len(rationale['text'].split())} words", "quiet")
