"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  // A mark: [entry of the legend or -1, start, end, label, value, rule, places it became, place around it, its words]
  const { marks, places, entries, wavy, rules } = data;
  const ENTRY = 0, START = 1, END = 2, LABEL = 3, VALUE = 4, RULE = 5, BECAME = 6, WITHIN = 7, WORDS = 8;
  const DEEPEST = 14, CHARACTERS_PER_CHIP_LETTER = 0.78;
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const text = $("#text"), detail = $("#detail"), tip = $("#tip");

  const element = (name, style, content, children = []) => {
    const made = document.createElement(name);
    if (style) made.className = style;
    if (content !== undefined) made.textContent = content;
    made.append(...children);
    return made;
  };

  // ---- the words under each mark -------------------------------------------------------------------------------
  const wordsOf = marks.map(() => []);
  const words = $$(".w", text);
  const marksOf = new Map();
  for (const word of words) {
    const here = word.dataset.m.split(" ").map(Number);
    marksOf.set(word, here);
    for (const mark of here) wordsOf[mark].push(word);
  }
  const boxesOf = new Map();
  for (const box of $$(".r")) {
    const mark = Number(box.dataset.m);
    if (!boxesOf.has(mark)) boxesOf.set(mark, []);
    boxesOf.get(mark).push(box);
  }

  // ---- drawing: a bar for each mark, in the first lane that is free ---------------------------------------------
  const boxesOfLegend = $$("#legend input[data-k]");
  const drawn = new Set();
  let walk = [];

  const draw = () => {
    drawn.clear();
    for (const box of boxesOfLegend) if (box.checked) drawn.add(Number(box.dataset.k));
    const names = text.classList.contains("names");
    const order = marks.map((_, i) => i).filter((i) => drawn.has(marks[i][ENTRY]) && wordsOf[i].length);
    order.sort((a, b) => marks[a][START] - marks[b][START] || marks[b][END] - marks[a][END] || a - b);
    walk = order;
    // A lane is taken to the end of its last mark; and, on the same line, to the end of that mark's name.
    const lanes = [], lane = new Map();
    const broken = text.classList.contains("lines");
    for (const i of order) {
      const [, start, end, label] = marks[i];
      const room = names ? Math.ceil(label.length * CHARACTERS_PER_CHIP_LETTER) + 2 : 0;
      const line = broken ? wordsOf[i][0].parentNode : null;
      let k = lanes.findIndex((last) => last.end <= start && (last.named <= start || last.line !== line));
      if (k < 0) k = lanes.length;
      if (k >= DEEPEST) continue;
      lanes[k] = { end, named: start + room, line };
      lane.set(i, k);
    }
    for (const bar of $$(".b", text)) bar.remove();
    const depth = new Map();
    for (const [i, k] of lane) {
      const [entry, , , label] = marks[i];
      const [, , style] = entries[entry];
      const mine = wordsOf[i];
      mine.forEach((word, n) => {
        const bar = element("i", `b ${style}`);
        if (wavy.includes(entry)) bar.classList.add("wavy");
        if (n === 0) { bar.classList.add("a"); bar.dataset.l = label; }
        if (n === mine.length - 1) bar.classList.add("z");
        bar.style.setProperty("--l", k);
        word.append(bar);
        for (const block of [word.parentNode, word.parentNode.parentNode]) {
          depth.set(block, Math.max(depth.get(block) || 0, k + 1));
        }
      });
    }
    for (const block of $$("p:not(.note), .l", text)) block.style.setProperty("--d", depth.get(block) || 0);
    for (const [i, boxes] of boxesOf) for (const box of boxes) box.classList.toggle("off", !drawn.has(marks[i][ENTRY]));
  };

  // ---- the legend ------------------------------------------------------------------------------------------------
  for (const group of $$("#legend fieldset")) {
    const all = $(".all", group), each = $$("input[data-k]", group);
    all.addEventListener("change", () => { for (const box of each) box.checked = all.checked; draw(); });
    const settle = () => {
      const checked = each.filter((box) => box.checked).length;
      all.checked = checked > 0;
      all.indeterminate = checked > 0 && checked < each.length;
    };
    for (const box of each) box.addEventListener("change", () => { settle(); draw(); });
    settle();
  }
  $("#names").addEventListener("change", (event) => { text.classList.toggle("names", event.target.checked); draw(); });
  const lines = $("#lines");
  const setLines = () => text.classList.toggle("lines", lines.checked);
  lines.addEventListener("change", () => { setLines(); draw(); });
  setLines();
  if (window.matchMedia("(max-width: 999px), (max-height: 800px)").matches && $("#legend")) $("#legend").open = false;

  // ---- choosing a mark: its words, its rule, what it became -------------------------------------------------------
  let chosen = -1;
  const links = { chosen: () => {}, buttons: () => [] }; // what links.js adds
  const clear = () => {
    for (const lit of $$(".hl, .v.on")) lit.classList.remove("hl", "on");
    chosen = -1;
    detail.hidden = true;
  };
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const reveal = (node) => node && node.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  const isShown = (node) => node && node.offsetParent !== null;

  const choose = (mark, { from, path } = {}) => {
    clear();
    chosen = mark;
    for (const word of wordsOf[mark]) word.classList.add("hl");
    for (const box of boxesOf.get(mark) || []) box.classList.add("hl");
    const paths = new Set(marks[mark][BECAME].map((i) => places[i][0]));
    if (path) paths.add(path);
    const values = $$(".v[data-m]").filter((v) => Number(v.dataset.m) === mark || paths.has(v.dataset.path));
    for (const value of values) value.classList.add("on");
    showDetail(mark, path);
    if (from !== "address") links.chosen(mark, path);
    if (from !== "text") {
      const inPages = $("#pages") && !$("#pages").hidden;
      if (!inPages) show("text");
      reveal(inPages ? (boxesOf.get(mark) || [])[0] : wordsOf[mark][0]);
    }
    if (from !== "cards") {
      const value = values.find(isShown);
      if (value) reveal(value);
    }
  };

  const showDetail = (mark, path) => {
    const [entry, start, end, label, value, rule, became, within, said] = marks[mark];
    const row = (name, ...content) => [element("dt", "", name), element("dd", "", undefined, content)];
    const group = entry < 0 ? "record" : entries[entry][0];
    const rows = [];
    if (value && value !== said) rows.push(...row("Value", value));
    if (rule) rows.push(...row("Rule", element("code", "", rule)));
    else if (rules) rows.push(...row("Rule", "none: read by the component, or derived"));
    rows.push(...row("Where", `${group} · characters ${start}–${end}${wordsOf[mark].length ? "" : " (not in the text shown)"}`));
    const link = (i) => {
      const button = element("button", "v", places[i][1] + (places[i][2] ? `: ${places[i][2]}` : ""));
      button.type = "button";
      button.addEventListener("click", () => toCard(places[i][0]));
      return element("div", "", undefined, [button]);
    };
    if (became.length) rows.push(...row("Became", ...became.slice(0, 12).map(link)));
    else if (within >= 0) rows.push(...row("Part of", link(within)));
    else rows.push(...row("Became", "nothing in the record"));
    const close = element("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", clear);
    const name = element("span", `name ${entry < 0 ? "" : entries[entry][2]}`, label);
    const head = element("div", "head", undefined, [name, element("span", "words", said)]);
    detail.replaceChildren(close, head, element("dl", "", undefined, rows), element("p", "do", undefined, links.buttons(mark, path)));
    detail.hidden = false;
    detail.scrollTop = 0;
  };

  const toCard = (path) => {
    for (let at = path; at; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
      const target = $$(".v[data-path]").find((v) => v.dataset.path === at);
      if (!target) continue;
      const fold = target.closest("details");
      if (fold) fold.open = true;
      target.classList.add("on");
      target.focus({ preventScroll: true });
      reveal(target);
      return;
    }
  };

  // Of the marks at a word the one that says most: drawn, then the shortest; a second click goes on to the next.
  const candidates = (here) => here
    .filter((i) => drawn.has(marks[i][ENTRY]))
    .sort((a, b) => (marks[a][END] - marks[a][START]) - (marks[b][END] - marks[b][START]));
  text.addEventListener("click", (event) => {
    const word = event.target.closest(".w");
    if (!word || !window.getSelection().isCollapsed) return;
    const here = candidates(marksOf.get(word));
    if (here.length) choose(here[(here.indexOf(chosen) + 1) % here.length], { from: "text" });
  });
  document.addEventListener("click", (event) => {
    const value = event.target.closest(".v[data-m]");
    if (value) choose(Number(value.dataset.m), { from: "cards", path: value.dataset.path });
    const box = event.target.closest(".r");
    if (box) choose(Number(box.dataset.m), { from: "text" });
  });

  // ---- hovering ---------------------------------------------------------------------------------------------------
  const hover = (here, x, y) => {
    if (!here.length) { tip.hidden = true; return; }
    tip.replaceChildren(...here.slice(0, 8).map((i) => element("div", "", undefined, [
      element("span", `name ${entries[marks[i][ENTRY]][2]}`, marks[i][LABEL]),
      element("span", "", marks[i][VALUE]),
      element("code", "", marks[i][RULE]),
    ])));
    tip.hidden = false;
    tip.style.left = `${Math.max(4, Math.min(x + 12, window.innerWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${y + 22 + tip.offsetHeight > window.innerHeight ? y - tip.offsetHeight - 12 : y + 20}px`;
  };
  document.addEventListener("mousemove", (event) => {
    const word = event.target.closest && event.target.closest("#text .w");
    const box = event.target.closest && event.target.closest(".r");
    hover(word ? candidates(marksOf.get(word)) : box ? [Number(box.dataset.m)] : [], event.clientX, event.clientY);
  });

  // ---- tabs ---------------------------------------------------------------------------------------------------------
  const tabs = $$("[role=tab]");
  const show = (id) => {
    for (const tab of tabs) {
      const on = tab.getAttribute("aria-controls") === id;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !on;
    }
  };
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => show(tab.getAttribute("aria-controls")));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(i + step + tabs.length) % tabs.length];
      next.focus();
      show(next.getAttribute("aria-controls"));
    });
  });

  // ---- keyboard: arrows walk from span to span, Escape lets go --------------------------------------------------------
  text.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || !walk.length) return;
    event.preventDefault();
    const at = walk.indexOf(chosen);
    const next = walk[at < 0 ? (step > 0 ? 0 : walk.length - 1) : (at + step + walk.length) % walk.length];
    choose(next, { from: "text" });
    reveal(wordsOf[next][0]);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });

  draw();
  window.imr = { marks, places, choose, show, element, links, $, $$ };
})();
