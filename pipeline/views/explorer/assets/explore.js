// The page works without this: it keeps the place while filters change and makes rows clickable.
"use strict";

const ask = document.getElementById("ask");
let latest = 0;

function addressOfForm() {
  const pairs = [...new FormData(ask)].filter(([, value]) => value !== "");
  const query = new URLSearchParams(pairs.filter(([name, value]) => !(name === "in" && value === "all"))).toString();
  return query ? `/?${query}` : "/";
}

// Fetch a view and put its parts in the place of the present ones: the focus, the scroll position and the
// unfolded lists stay.
async function show(address, { push = true, toTop = false } = {}) {
  const turn = ++latest;
  const typed = document.getElementById("q").value;
  document.body.classList.add("waiting");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== latest) return;
    const fresh = page.getElementById("ask");
    if (!answer.ok || !fresh) throw new Error("no view");
    replace(fresh, typed);
    document.title = page.title;
    if (push) history.pushState(null, "", address);
    if (toTop) scrollTo({ top: 0 });
  } catch {
    if (turn === latest) location.assign(address);
  } finally {
    if (turn === latest) document.body.classList.remove("waiting");
  }
}

function replace(fresh, typed) {
  const focused = document.activeElement;
  const again = focused && ask.contains(focused) ? selectorOf(focused) : null;
  const unfolded = new Set([...ask.querySelectorAll("#filters details[open]")].map(nameOf));
  const folded = new Set([...ask.querySelectorAll("#filters details:not([open])")].map(nameOf));
  const scroll = document.getElementById("filters").scrollTop;
  for (const details of fresh.querySelectorAll("#filters details")) {
    const name = nameOf(details);
    if (unfolded.has(name)) details.open = true;
    if (folded.has(name)) details.open = false;
  }
  for (const id of ["filters", "results"]) {
    document.getElementById(id).replaceWith(fresh.querySelector(`#${id}`));
  }
  for (const old of ask.querySelectorAll(":scope > input[type=hidden]")) old.remove();
  ask.append(...fresh.querySelectorAll(":scope > input[type=hidden]"));
  const search = document.getElementById("q");
  if (search.value === typed) search.value = fresh.elements.q.value; // unless more was typed meanwhile
  document.getElementById("in").value = fresh.elements.in.value;
  document.getElementById("filters").scrollTop = scroll;
  if (again) ask.querySelector(again)?.focus({ preventScroll: true });
}

const nameOf = (details) => details.id || `${details.closest(".group")?.id} rest`;

function selectorOf(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.matches("input[type=checkbox]")) return `input[name="${element.name}"][value="${CSS.escape(element.value)}"]`;
  if (element.matches("th a")) return `th.${element.parentElement.className} a`;
  return null;
}

if (ask) {
  // On a narrow page the filters stand above the table, folded.
  const narrow = matchMedia("(max-width: 860px)");
  const fold = () => { document.getElementById("all-filters").open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  ask.addEventListener("submit", (event) => {
    event.preventDefault();
    show(addressOfForm());
  });
  ask.addEventListener("change", (event) => {
    if (event.target.matches("input[type=checkbox], input[type=date], #in")) show(addressOfForm());
  });
  ask.addEventListener("search", (event) => {
    if (event.target.id === "q" && event.target.value === "") show(addressOfForm());
  }, true);
  ask.addEventListener("input", (event) => {
    if (event.target.matches("[data-find]")) findInList(event.target);
  });
  ask.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-find]")) event.preventDefault();
  });
  ask.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a");
    if (link?.hasAttribute("data-view")) {
      event.preventDefault();
      show(link.getAttribute("href"), { toTop: link.closest(".pages") !== null });
      return;
    }
    const row = event.target.closest("tbody tr");
    if (row && !link && getSelection().isCollapsed) row.querySelector("a.to-letter").click();
  });
  addEventListener("popstate", () => show(location.pathname + location.search, { push: false }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.matches("input, select, textarea") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.getElementById("q").focus();
    }
  });
}

function findInList(input) {
  const wanted = input.value.trim().toLowerCase();
  const group = input.closest(".group");
  for (const label of group.querySelectorAll("label")) {
    const name = label.querySelector(".value").textContent.toLowerCase();
    label.parentElement.hidden = wanted !== "" && !name.includes(wanted);
  }
  const rest = group.querySelector(".rest > details");
  if (rest && wanted) rest.open = true;
}
