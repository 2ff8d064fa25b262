// The renders at the side: the newest first, each with how far it is.

import { get, list } from "./api.js";
import { ago, byId, h, plural, setAttribute, setText } from "./dom.js";
import { STATES, hasEnded } from "./words.js";

const FILTERS = [
  { name: "All", states: "" },
  { name: "Open", states: "queued,rendering,paused,stitching" },
  { name: "Done", states: "done" },
  { name: "Failed", states: "failed,cancelled" },
];
const TITLES_AT_ONCE = 4;

const meta = (render) => `${plural(render.frames.total, "frame")} · ${ago(render.accepted_at)}`;

export class RenderList {
  #entries = new Map();
  #titles = new Map();
  #loras = new Set();
  #untitled = [];
  #asking = 0;
  #filter = FILTERS[0];
  #cursor = null;
  #selected = null;
  #element = byId("renders");

  constructor() {
    byId("filters").append(
      ...FILTERS.map((filter) =>
        h("button", { type: "button", class: "filter", onclick: () => this.#use(filter) }, filter.name),
      ),
    );
    byId("more").addEventListener("click", () => this.#read(this.#cursor));
    this.#markFilter();
  }

  async load() {
    this.#entries.clear();
    this.#element.replaceChildren();
    await this.#read(null);
  }

  async #read(cursor) {
    const page = await list(this.#filter.states, cursor);
    page.data.forEach((render) => this.#put(render, false));
    this.#cursor = page.next_cursor;
    byId("more").hidden = !page.next_cursor;
    byId("no-renders").hidden = this.#entries.size > 0;
  }

  #use(filter) {
    this.#filter = filter;
    this.#markFilter();
    this.load();
  }

  #markFilter() {
    [...byId("filters").children].forEach((button, index) =>
      setAttribute(button, "aria-pressed", FILTERS[index] === this.#filter ? "true" : "false"),
    );
  }

  /** A render has changed, or is new. */
  changed(render) {
    const fits = !this.#filter.states || this.#filter.states.split(",").includes(render.state);
    if (fits) {
      this.#put(render, true);
    } else {
      this.forget(render.id);
    }
    byId("no-renders").hidden = this.#entries.size > 0;
  }

  forget(id) {
    this.#entries.get(id)?.item.remove();
    this.#entries.delete(id);
  }

  select(id) {
    this.#selected = id;
    for (const [each, entry] of this.#entries) {
      setAttribute(entry.link, "aria-current", each === id ? "page" : null);
    }
  }

  /** The render before or after the selected one. */
  neighbour(step) {
    const ids = [...this.#element.children].map((item) => item.dataset.id);
    return ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(this.#selected) + step))];
  }

  #put(render, newest) {
    let entry = this.#entries.get(render.id);
    if (!entry) {
      entry = this.#make(render.id);
      this.#entries.set(render.id, entry);
      if (newest) {
        this.#element.prepend(entry.item);
      } else {
        this.#element.append(entry.item);
      }
      this.#wantTitle(render.id);
    }
    entry.render = render;
    setAttribute(entry.item, "data-state", render.state);
    setText(entry.state, STATES[render.state] ?? render.state);
    setText(entry.meta, meta(render));
    const share = render.frames.total ? render.frames.rendered / render.frames.total : 0;
    entry.bar.style.transform = `scaleX(${share})`;
    entry.track.hidden = hasEnded(render);
  }

  #make(id) {
    const title = h("span", { class: "entry-title" }, this.#titles.get(id) ?? id);
    const state = h("span", { class: "chip" });
    const about = h("span", { class: "entry-meta" });
    const bar = h("span", { class: "entry-bar" });
    const track = h("span", { class: "entry-track" }, bar);
    const link = h("a", { class: "entry", href: `#/r/${id}` }, title, h("span", { class: "entry-line" }, state, about), track);
    setAttribute(link, "aria-current", id === this.#selected ? "page" : null);
    return { item: h("li", { "data-id": id }, link), link, title, state, meta: about, bar, track };
  }

  /** By id, as far as they are known. */
  get titles() {
    return this.#titles;
  }

  /** Names of the LoRAs that the renders here have used. */
  get loras() {
    return [...this.#loras].sort();
  }

  /** What a render is about stands on its page. */
  #wantTitle(id) {
    if (!this.#titles.has(id)) {
      this.#untitled.push(id);
      this.#askForTitles();
    }
  }

  async #askForTitles() {
    if (this.#asking >= TITLES_AT_ONCE || this.#untitled.length === 0) {
      return;
    }
    this.#asking++;
    const id = this.#untitled.shift();
    try {
      this.titled(await get(id));
    } catch (problem) {
      console.debug(`render ${id} has no page`, problem);
    }
    this.#asking--;
    this.#askForTitles();
  }

  titled(page) {
    const shots = page.request?.shots ?? [];
    [page.request, ...shots].flatMap((part) => part?.loras ?? []).forEach((lora) => this.#loras.add(lora.name));
    const title = page.shots?.[0]?.prompt;
    if (title) {
      this.#titles.set(page.id, title);
      const entry = this.#entries.get(page.id);
      if (entry) {
        setText(entry.title, title);
      }
    }
  }

  /** Times pass. */
  refreshTimes() {
    for (const entry of this.#entries.values()) {
      setText(entry.meta, meta(entry.render));
    }
  }
}
