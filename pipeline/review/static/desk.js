"use strict";
/* The desk in the browser: moving, deciding, comparing, searching. Everything shown is made by the
   server; nothing here knows a score. */

const $ = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const places = { list: $("#list"), hits: $("#hits"), candidate: $("#candidate") };
const ticked = new Set();
const MOST_COMPARED = 5;
let latest = 0;
let verdict = "";
let member = document.body.dataset.member;
let decided = [];
let next = null;

/* what is asked of the server */

function asked() {
  const found = new URLSearchParams();
  const weights = all(".weights input").filter((i) => Number(i.value) !== 1);
  if (weights.length) found.set("w", weights.map((i) => `${i.name}:${i.value}`).join(","));
  for (const choice of all(".filters select")) if (choice.value) found.set(choice.name, choice.value);
  if (member) found.set("membre", member);
  return found;
}

/* what every view depends on: the weights, and who looks */
function kept(before = {}) {
  const found = new URLSearchParams(before);
  for (const name of ["w", "membre"]) if (asked().has(name)) found.append(name, asked().get(name));
  return found;
}

async function fetched(path, options) {
  const answer = await fetch(path, { credentials: "same-origin", ...options });
  if (answer.ok) return answer;
  const told = answer.headers.get("content-type").includes("json") ? (await answer.json()).fault : "";
  throw new Error(told || "Le bureau ne répond pas ; relancer vivier review.");
}

async function html(path) {
  return (await fetched(path)).text();
}

function say(text, bad = false) {
  const said = $("#said");
  said.textContent = text;
  said.classList.toggle("bad", bad);
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (said.textContent = ""), bad ? 9000 : 4000);
}

function tried(work) {
  return async (...given) => {
    try {
      return await work(...given);
    } catch (error) {
      return say(error instanceof TypeError ? "Le bureau est fermé ; relancer vivier review." : error.message, true);
    }
  };
}

/* the list and the candidate */

const current = () => $(".answers", places.candidate)?.dataset.key ?? "";

function marked() {
  const key = current();
  for (const row of all(".row")) {
    if (row.dataset.key === key) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  for (const box of all(".tick")) box.checked = ticked.has(box.value);
  for (const count of all(".ticked")) count.textContent = ticked.size;
  const query = asked();
  if (key) query.set("c", key);
  history.replaceState(null, "", `/?${query}`);
}

const relist = tried(async (start = 0) => {
  const turn = ++latest;
  const query = asked();
  if (start) query.set("debut", start);
  const shown = await html(`/liste?${query}`);
  if (turn !== latest) return;
  places.list.innerHTML = shown;
  marked();
});

const open = tried(async (key, line = 0, view = "answers") => {
  open.wanted = key;
  const shown = await html(`/candidat/${key}?${kept()}`);
  if (open.wanted !== key) return;
  places.candidate.innerHTML = shown;
  narrow();
  turnTo(view);
  marked();
  $(`.row[data-key="${key}"]`)?.scrollIntoView({ block: "nearest" });
  if (line) point(line);
});

function turnTo(view) {
  document.body.dataset.view = view;
  for (const tab of all("[data-tab]")) tab.setAttribute("aria-pressed", tab.dataset.tab === view);
}

function step(by) {
  const panel = places.hits.hidden ? places.list : places.hits;
  const keys = all(".row", panel).map((row) => row.dataset.key);
  const at = keys.indexOf(current());
  const next = keys[at < 0 ? 0 : at + by];
  if (next) open(next, 0, document.body.dataset.view === "list" ? "list" : document.body.dataset.view);
}

/* a line of the CV */

const isSmall = () => matchMedia("(max-width: 700px)").matches;

/* on a telephone the text is easier to read than the picture of a page */
function narrow() {
  if (isSmall()) show("sheets");
}

function show(name) {
  const views = all(".pictures, .sheets", places.candidate);
  if (views.length < 2) return;
  for (const view of views) view.hidden = !view.classList.contains(name);
  for (const choice of all("[data-show]")) choice.setAttribute("aria-pressed", choice.dataset.show === name);
}

function point(line, from = null) {
  for (const old of all(".current", places.candidate)) old.classList.remove("current");
  for (const old of all(".quote[aria-pressed]", places.candidate)) old.removeAttribute("aria-pressed");
  from?.setAttribute("aria-pressed", "true");
  const at = (view) => $(`.${view} [data-line="${line}"]`, places.candidate);
  const pictured = at("pictures");
  const pictures = $(".pictures", places.candidate);
  const wanted = pictured && !isSmall() ? "pictures" : "sheets";
  if (pictures) show(wanted);
  const target = at(wanted);
  if (!target) return;
  target.classList.add("current");
  if (matchMedia("(max-width: 1050px)").matches) turnTo("pages");
  target.scrollIntoView({ block: "center" });
}

/* decisions */

/* who decides: asked once a session; what is asked each time is the motive */
function asMember(work) {
  if (member) {
    work();
    return;
  }
  next = work;
  $("#member").showModal();
}

async function named(event) {
  event.preventDefault();
  const name = $("#member-name").value.trim();
  if (!name) return;
  member = name;
  for (const place of all(".me")) place.textContent = name;
  $("#member").close();
  const work = next;
  next = null;
  await refreshed();
  work?.();
}

async function refreshed() {
  const key = current();
  await Promise.all([key ? open(key, 0, document.body.dataset.view) : marked(), relist()]);
}

function asking(box, about, fields) {
  $(".about", box).textContent = about;
  for (const field of fields) field.value = "";
  $(".fault", box).textContent = "";
  box.showModal();
  fields[0].focus();
}

function ask(chosen, words) {
  if (!current()) return;
  verdict = chosen;
  asMember(() => asking($("#decide"), `${$(".answers").dataset.name} : ${words}`, [$("#motive")]));
}

function askStage(keys) {
  if (!keys.length) {
    say("Cocher d'abord des candidatures (touche x).", true);
    return;
  }
  decided = keys;
  const alone = keys.length === 1 && keys[0] === current();
  const about = alone ? $(".answers").dataset.name : `${keys.length} candidature${keys.length > 1 ? "s" : ""}`;
  asMember(() => asking($("#stage"), about, [$("#stage-choice"), $("#stage-motive")]));
}

async function sent(path, told) {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ ...told, author: member });
  return (await (await fetched(path, { method: "POST", headers, body })).json()).said;
}

/* a form of a dialog that is kept open where what it tells is refused */
function telling(box, path, told) {
  return async (event) => {
    event.preventDefault();
    try {
      const said = await sent(path, told());
      $(box).close();
      say(said);
      await refreshed();
    } catch (error) {
      $(`${box} .fault`).textContent = error.message;
    }
  };
}

const decide = telling("#decide", "/decisions", () => ({ candidate: current(), verdict, motive: $("#motive").value }));
const promote = telling("#stage", "/etapes", () => {
  const given = { stage: $("#stage-choice").value, motive: $("#stage-motive").value };
  return { candidates: decided.join(","), ...given };
});
const unveil = telling("#jury", "/ouverture", () => ({ motive: $("#opening-motive").value }));

const note = tried(async () => {
  const told = { candidate: current(), criterion: $("#note-criterion").value, note: $("#note-text").value };
  say(await sent("/notes", told));
  await refreshed();
});

const openJury = tried(async () => {
  $("#jury .body").innerHTML = await html(`/jury?${kept()}`);
  $("#jury").showModal();
});

function openNotes() {
  const notes = $(".notes", places.candidate);
  if (!notes) return;
  notes.open = true;
  $("#note-text")?.focus();
}

/* forms that come with what is shown */
function submitted(event) {
  const form = event.target.closest(".note, .opening");
  if (!form) return;
  event.preventDefault();
  asMember(() => (form.matches(".note") ? note() : unveil(event)));
}

/* comparing and searching */

function tick(key, on) {
  if (on) ticked.add(key);
  else ticked.delete(key);
  marked();
}

const compare = tried(async () => {
  if (ticked.size < 2 || ticked.size > MOST_COMPARED) {
    say("Cocher de 2 à 5 candidatures à comparer (touche x).", true);
    return;
  }
  const query = kept([...ticked].map((key) => ["c", key]));
  $("#compare .body").innerHTML = await html(`/comparaison?${query}`);
  $("#compare").showModal();
});

const search = tried(async () => {
  const words = $("#search").value.trim();
  places.hits.hidden = !words;
  places.list.hidden = Boolean(words);
  if (!words) return;
  const shown = await html(`/recherche?${kept({ q: words })}`);
  if ($("#search").value.trim() !== words) return;
  places.hits.innerHTML = shown;
  turnTo("list");
  marked();
});

function later(work, wait) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
}

/* what people do */

function clicked(event) {
  const target = event.target;
  if (target.closest(".tick")) return;
  const button = target.closest("button");
  if (button?.dataset.line && button.dataset.key) open(button.dataset.key, Number(button.dataset.line), "pages");
  else if (button?.dataset.line) point(Number(button.dataset.line), button);
  else if (button?.dataset.verdict !== undefined) ask(button.dataset.verdict, button.textContent.replace(/^\s*\d\s*/, "").trim());
  else if (button?.dataset.show) show(button.dataset.show);
  else if (button?.dataset.tab) turnTo(button.dataset.tab);
  else if (button?.dataset.start) relist(Number(button.dataset.start)).then(() => $(".left").scrollTo(0, 0));
  else if (button?.dataset.open) OPENED[button.dataset.open]?.();
  else if (button?.classList.contains("close")) button.closest("dialog").close();
  else if (button?.classList.contains("close-search")) cleared();
  else if (!button) picked(event, target.closest("[data-key]:not(.answers)"));
}

function picked(event, chosen) {
  if (!chosen || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  chosen.closest("dialog")?.close();
  open(chosen.dataset.key);
}

function cleared() {
  $("#search").value = "";
  search();
}

const OPENED = {
  compare,
  jury: openJury,
  stage: () => current() && askStage([current()]),
  "stage-ticked": () => askStage([...ticked]),
  member: () => $("#member").showModal(),
  unread: () => $("#unread").showModal(),
  help: () => $("#help").showModal(),
};

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  c: compare,
  e: OPENED.stage,
  n: openNotes,
  x: () => current() && tick(current(), !ticked.has(current())),
  "/": () => $("#search").focus(),
  "?": OPENED.help,
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
  const field = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && field?.id === "search") {
    cleared();
    field.blur();
  }
  if (field && field.type !== "checkbox") return;
  const button = /^[1-4]$/.test(event.key) && all(".decide button")[Number(event.key) - 1];
  const work = button ? () => button.click() : KEYS[event.key];
  if (!work) return;
  event.preventDefault();
  work();
}

/* paper shows everything: what is folded opens, and closes again */
function unfolded() {
  for (const folded of all(".answers details:not([open])")) {
    folded.open = true;
    folded.dataset.folded = "";
  }
}

function folded() {
  for (const opened of all("details[data-folded]")) {
    opened.open = false;
    delete opened.dataset.folded;
  }
}

function start() {
  addEventListener("beforeprint", unfolded);
  addEventListener("afterprint", folded);
  const reweigh = later(async () => {
    await relist();
    if (current()) await open(current(), 0, document.body.dataset.view);
  }, 150);
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
  document.addEventListener("change", (event) => {
    if (event.target.matches(".tick")) tick(event.target.value, event.target.checked);
  });
  $(".weights").addEventListener("input", (event) => {
    $(`output[for="${event.target.id}"]`).textContent = event.target.value.replace(".", ",");
    reweigh();
  });
  $(".weights").addEventListener("reset", (event) => {
    event.preventDefault();
    for (const input of all(".weights input")) {
      input.value = 1;
      $(`output[for="${input.id}"]`).textContent = "1";
    }
    reweigh();
  });
  $(".filters").addEventListener("change", () => relist());
  $(".filters").addEventListener("reset", (event) => {
    event.preventDefault();
    for (const choice of all(".filters select")) choice.value = "";
    relist();
  });
  $(".search").addEventListener("submit", (event) => {
    event.preventDefault();
    $("#search").blur();
    search();
  });
  $("#search").addEventListener("input", later(search, 200));
  $("#decide form").addEventListener("submit", decide);
  $("#stage form").addEventListener("submit", promote);
  $("#member form").addEventListener("submit", tried(named));
  document.addEventListener("submit", submitted);
  narrow();
  marked();
}

start();
