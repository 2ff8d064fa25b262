// Puts the page together: what is shown, what is listened to, which keys do what.

import * as api from "./api.js";
import { Detail } from "./detail.js";
import { byId, h, setAttribute, setText } from "./dom.js";
import { RequestForm } from "./form.js";
import { RenderList } from "./list.js";
import { Overview, showGlance } from "./overview.js";
import { STATES, hasEnded, title } from "./words.js";

const LOOK_AT_WORKERS_MS = 1500;
const COMPLAINT_MS = 8000;

const renders = new RenderList();
const form = new RequestForm((render) => {
  tell("Render sent.");
  location.hash = `#/r/${render.id}`;
}, () => renders.loras);
const tools = { ask, tell, complain, again: (request) => form.open(request) };

let workers = [];
let queue = { workers_alive: 0, backlog: { renders: 0, frames: 0 }, frames_per_second: 0, data: [] };
let view = null;
let shownId = null;
let page = null;

// What is shown follows from the address.

function route() {
  const id = location.hash.match(/^#\/r\/(.+)$/)?.[1];
  view?.close();
  shownId = id ? decodeURIComponent(id) : null;
  page = null;
  view = shownId ? new Detail(tools) : new Overview();
  byId("main").replaceChildren(view.element);
  byId("layout").dataset.view = shownId ? "render" : "farm";
  renders.select(shownId);
  if (shownId) {
    readPage(true);
  } else {
    view.update(workers, queue, renders.titles);
    document.title = "Framefarm";
  }
}

let reading = false;
let readAgain = false;

/** One at a time: changes that come meanwhile are read together. */
async function readPage(focus = false) {
  if (reading) {
    readAgain = true;
    return;
  }
  reading = true;
  const id = shownId;
  try {
    const read = await api.get(id);
    if (id === shownId) {
      page = read;
      renders.titled(page);
      view.update(page, workers);
      document.title = `${title(page)} · Framefarm`;
      if (focus) {
        view.focus();
      }
    }
  } catch (problem) {
    complain(problem.message);
  }
  reading = false;
  if (readAgain || id !== shownId) {
    readAgain = false;
    if (shownId) {
      readPage();
    }
  }
}

// What the farm tells.

const states = new Map();

function changed(render) {
  renders.changed(render);
  const before = states.get(render.id);
  states.set(render.id, render.state);
  if (before && before !== render.state && (render.id === shownId || hasEnded(render))) {
    announce(`Render ${render.id === shownId && page ? title(page) : render.id} is ${STATES[render.state]}.`);
  }
  if (hasEnded(render)) {
    states.delete(render.id);
  }
  if (render.id === shownId) {
    readPage();
  }
}

async function lookAtWorkers() {
  if (!document.hidden) {
    try {
      [workers, queue] = await Promise.all([api.workers(), api.queue()]);
      showGlance(queue);
      if (!shownId) {
        view.update(workers, queue, renders.titles);
      } else if (page) {
        view.update(page, workers);
      }
      renders.refreshTimes();
    } catch (problem) {
      console.debug("the workers were not told", problem);
    }
  }
  setTimeout(lookAtWorkers, LOOK_AT_WORKERS_MS);
}

function showLink(state, first) {
  const link = byId("link");
  if (link.dataset.state === state) {
    return;
  }
  if (state === "live" && !first) {
    renders.load();
    if (shownId) readPage();
  }
  link.dataset.state = state;
  setText(link.firstChild, state === "live" ? "live" : "no connection");
}

// What is said, asked and complained of.

function announce(text) {
  setText(byId("announce"), text);
}

function tell(text) {
  announce(text);
}

let complaint;

function complain(text) {
  const alert = byId("alert");
  alert.textContent = text;
  alert.hidden = false;
  clearTimeout(complaint);
  complaint = setTimeout(() => (alert.hidden = true), COMPLAINT_MS);
}

function ask(question, consequence, yes) {
  const dialog = byId("ask");
  dialog.replaceChildren(
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: "ask-title" }, question),
      h("p", {}, consequence),
      h(
        "footer",
        { class: "sheet-foot" },
        h("button", { value: "no", class: "quiet", autofocus: true }, "Keep it"),
        h("button", { value: "yes", class: "danger solid" }, yes),
      ),
    ),
  );
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true }));
}

// Keys, for those who have their hands there already.

function key(event) {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  if (event.key === "n") {
    event.preventDefault();
    form.open();
  } else if (step) {
    const id = renders.neighbour(step);
    if (id) location.hash = `#/r/${id}`;
  }
}

/** A farm that asks for a key is asked for by a person. */
async function unlock() {
  try {
    await renders.load();
  } catch (problem) {
    if (problem.status !== 401) {
      complain(problem.message);
      return;
    }
    const key = await askForKey();
    await api.useKey(key).catch((refused) => complain(refused.message));
    await unlock();
  }
}

function askForKey() {
  const dialog = byId("ask");
  const input = h("input", { type: "password", id: "key", autocomplete: "off", required: true });
  dialog.replaceChildren(
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: "ask-title" }, "This farm asks for a key"),
      h("div", { class: "field" }, h("label", { for: "key" }, "API key"), input),
      h("footer", { class: "sheet-foot" }, h("button", { class: "primary" }, "Use it")),
    ),
  );
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => done(input.value), { once: true }));
}

byId("new").addEventListener("click", () => form.open());
addEventListener("hashchange", route);
addEventListener("keydown", key);
setAttribute(byId("main"), "aria-live", null);
route();
await unlock();
lookAtWorkers();
api.follow({
  onEvent: (name, data) => (name === "forgotten" ? renders.forget(data.id) : changed(data)),
  onLink: showLink,
});
