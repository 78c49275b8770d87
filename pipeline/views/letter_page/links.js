// Addresses of values (#determinations.0.decision, #c120-134), citations to copy, and the record as a file.
"use strict";
(() => {
  const { marks, places, choose, show, element, links, $, $$ } = window.imr;
  const PATH = 0, MARK = 3, PAGE = 4, START = 1, END = 2, BECAME = 6;
  const record = JSON.parse($("#record-data").textContent);
  const number = new Map(places.map((place, i) => [place[PATH], i]));

  // ---- addresses ---------------------------------------------------------------------------------------------------
  const addressOf = (mark, path) => {
    const place = path || (marks[mark][BECAME].length ? places[marks[mark][BECAME][0]][PATH] : "");
    return place ? `#${place}` : `#c${marks[mark][START]}-${marks[mark][END]}`;
  };
  // Replacing the address keeps the way back to where the reader came from.
  links.chosen = (mark, path) => history.replaceState(history.state, "", addressOf(mark, path));
  const follow = () => {
    let wanted = "";
    try { wanted = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    if (number.has(wanted)) {
      choose(places[number.get(wanted)][MARK], { from: "address", path: wanted });
      return;
    }
    const range = /^c(\d+)-(\d+)$/.exec(wanted);
    if (!range) return;
    const [start, end] = [Number(range[1]), Number(range[2])];
    const at = marks.findIndex((mark) => mark[START] === start && mark[END] === end);
    if (at >= 0) choose(at, { from: "address" });
  };
  window.addEventListener("hashchange", follow);

  // ---- citations ---------------------------------------------------------------------------------------------------
  // "CM17-0019011, item 2, p. 3, decided 2017-03-02", as far as the record says it.
  const citation = (path, page) => {
    const item = /^determinations\.(\d+)/.exec(path || "");
    const of = item ? record.determinations[Number(item[1])] : null;
    const on = page || (of && ((of.decision && of.decision.page) || of.request.page)) || 0;
    const decided = record.case.decision_date;
    return [
      record.letter_id, of && `item ${of.number}`, on && `p. ${on}`, decided && `decided ${decided.value}`,
    ].filter(Boolean).join(", ");
  };
  const copy = async (text, button) => {
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch { // without leave to use the clipboard, by the older way
      const field = element("textarea", "", text);
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = "Copied";
    button.dataset.copied = text;
    setTimeout(() => { button.textContent = said; }, 1500);
  };
  links.buttons = (mark, path) => {
    if (!record) return [];
    const at = number.has(path) ? number.get(path) : marks[mark][BECAME][0];
    const place = at === undefined ? null : places[at];
    const button = (name, made) => {
      const one = element("button", "", name);
      one.type = "button";
      one.addEventListener("click", () => copy(made(), one));
      return one;
    };
    return [
      button("Copy link", () => location.href.split("#")[0] + addressOf(mark, path)),
      button("Copy citation", () => citation(place ? place[PATH] : path, place ? place[PAGE] : 0)),
    ];
  };
  for (const button of $$(".cite")) {
    button.addEventListener("click", () => copy(citation(button.dataset.cite, 0), button));
  }

  // ---- the record ---------------------------------------------------------------------------------------------------
  const LONGEST = 400_000;
  // What turns the direction of a text, or cannot be seen, stands as its escape.
  const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
  const escaped = (text) => text.replace(UNSEEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  if (record) {
    const json = escaped(JSON.stringify(record, null, 2));
    $("#record pre").textContent = json.length > LONGEST ? `${json.slice(0, LONGEST)}\n…` : json;
    const get = $("#get-record");
    if (get.getAttribute("href") === "#record") {
      get.addEventListener("click", () => {
        get.href = URL.createObjectURL(new Blob([`${json}\n`], { type: "application/json" }));
      }, { once: true });
    }
  }
  follow();
})();
