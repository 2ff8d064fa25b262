// One render: its picture, how it goes, and what can be done about it.

import { change } from "./api.js";
import { ago, bytes, duration, h, plural, setAttribute, setText } from "./dom.js";
import { Player } from "./player.js";
import { Timeline } from "./timeline.js";
import { ADVICE, STATES, hasEnded, title } from "./words.js";

const PRIORITY_STEP = 10;

export class Detail {
  #player = new Player();
  #timeline = new Timeline();
  #title = h("h1", { tabindex: "-1" });
  #state = h("span", { class: "chip big" });
  #facts = h("p", { class: "facts" });
  #percent = h("p", { class: "percent" });
  #frames = h("p", { class: "percent-note" });
  #bar = h("span", { class: "entry-bar" });
  #progress = h("div", { class: "progress", role: "progressbar", "aria-label": "Frames rendered", "aria-valuemin": "0" }, this.#bar);
  #failure = h("section", { class: "panel failure", "aria-labelledby": "failure-title", hidden: true });
  #actions = h("div", { class: "actions", role: "group", "aria-label": "What can be done", hidden: true });
  #request = h("pre", { tabindex: "0", "aria-label": "The request" });
  #buttons = {};
  #page = null;
  #pace = null;

  /** Tools: { ask, tell, again } ask a question, tell of an outcome, open the form with a request. */
  constructor(tools) {
    this.tools = tools;
    this.#makeActions();
    this.element = h(
      "article",
      { class: "detail" },
      h("a", { class: "back", href: "#/" }, "The farm"),
      h("header", { class: "detail-head" }, this.#state, this.#title, this.#facts),
      h(
        "div",
        { class: "detail-top" },
        this.#player.element,
        h("div", { class: "panel now" }, this.#percent, this.#frames, this.#progress, this.#actions),
      ),
      this.#failure,
      this.#timeline.element,
      h(
        "details",
        { class: "panel request" },
        h("summary", {}, "Request"),
        h("p", { class: "manifest", hidden: true }, h("a", { download: "" }, "Signed manifest"), ": what the video was made of"),
        this.#request,
      ),
    );
  }

  #makeActions() {
    const add = (name, text, act, kind = "quiet") => {
      const button = h("button", { type: "button", class: kind, onclick: () => this.#run(button, act) }, text);
      this.#buttons[name] = button;
      return button;
    };
    this.#buttons.download = h("a", { class: "button primary", download: "" }, "Download");
    this.#buttons.priority = h(
      "div",
      { class: "priority", role: "group", "aria-label": "Priority" },
      add("lower", "−", () => this.#reprioritise(-PRIORITY_STEP)),
      h("output", { class: "priority-value" }),
      add("higher", "+", () => this.#reprioritise(PRIORITY_STEP)),
    );
    setAttribute(this.#buttons.lower, "aria-label", "Lower the priority");
    setAttribute(this.#buttons.higher, "aria-label", "Raise the priority");
    this.#actions.append(
      this.#buttons.download,
      add("retry", "Retry", () => change(this.#page.id, "retry"), "primary"),
      add("pause", "Pause", () => change(this.#page.id, "pause")),
      add("resume", "Resume", () => change(this.#page.id, "resume"), "primary"),
      this.#buttons.priority,
      add("again", "Change and render again", () => this.tools.again(this.#page.request)),
      add("cancel", "Cancel", () => this.#cancel(), "quiet danger"),
    );
  }

  async #run(button, act) {
    button.disabled = true;
    try {
      const after = await act();
      if (after?.id) {
        this.tools.tell(`Render is ${STATES[after.state] ?? after.state}.`);
      }
    } catch (problem) {
      this.tools.complain(problem.message);
    }
    button.disabled = false;
  }

  async #cancel() {
    const sure = await this.tools.ask("Cancel this render?", "What has been rendered of it is thrown away.", "Cancel the render");
    return sure ? change(this.#page.id, "cancel", { reason: "cancelled in the console" }) : null;
  }

  #reprioritise(by) {
    const priority = Math.max(-100, Math.min(100, this.#page.priority + by));
    return change(this.#page.id, "priority", { priority });
  }

  update(page, workers) {
    const first = this.#page === null;
    this.#page = page;
    setText(this.#title, title(page));
    setText(this.#state, STATES[page.state] ?? page.state);
    setAttribute(this.element, "data-state", page.state);
    setText(this.#facts, facts(page));
    this.#player.update(page, page.request, workers);
    this.#showProgress(page);
    this.#showFailure(page);
    this.#showActions(page);
    this.#timeline.update(page, workers);
    if (first && page.request) {
      setText(this.#request, JSON.stringify(page.request, null, 2));
    }
  }

  #showProgress(page) {
    const { rendered, total } = page.frames;
    const share = total ? rendered / total : 0;
    setText(this.#percent, page.state === "done" ? "Done" : `${Math.floor(100 * share)} %`);
    this.#bar.style.transform = `scaleX(${share})`;
    setAttribute(this.#progress, "aria-valuemax", total);
    setAttribute(this.#progress, "aria-valuenow", rendered);
    setText(this.#frames, this.#progressNote(page));
  }

  #progressNote(page) {
    const { rendered, total } = page.frames;
    if (page.video) {
      const seconds = page.request?.fps ? `, ${(page.video.frames / page.request.fps).toFixed(1)} s` : "";
      return `${plural(page.video.frames, "frame")}${seconds}, ${bytes(page.video.size_bytes)}`;
    }
    const soFar = `${rendered} of ${plural(total, "frame")}`;
    if (page.waiting_for) {
      return `${soFar}; waits for ${page.waiting_for}`;
    }
    return hasEnded(page) ? soFar : `${soFar}${this.#left(rendered, total)}`;
  }

  /** From the rate since the page was opened. */
  #left(rendered, total) {
    const now = performance.now();
    this.#pace ??= { at: now, rendered };
    const seconds = (now - this.#pace.at) / 1000;
    const rate = (rendered - this.#pace.rendered) / seconds;
    return rate > 0 ? `, about ${duration((total - rendered) / rate)} left` : "";
  }

  #showFailure(page) {
    this.#failure.hidden = !page.failure;
    const text = JSON.stringify(page.failure);
    if (page.failure && this.#failure.dataset.shown !== text) {
      this.#failure.dataset.shown = text;
      this.#failure.replaceChildren(
        h("h2", { id: "failure-title" }, "Why it failed"),
        h("p", { class: "failure-message" }, page.failure.message),
        h("p", { class: "sub" }, `${ADVICE[page.failure.category] ?? ""} (${page.failure.code})`),
      );
    }
  }

  #showActions(page) {
    const { state } = page;
    const show = (name, visible) => (this.#buttons[name].hidden = !visible);
    show("download", page.video !== null);
    if (page.video) {
      setAttribute(this.#buttons.download, "href", page.video.url);
      const manifest = this.element.querySelector(".manifest");
      manifest.hidden = false;
      setAttribute(manifest.firstChild, "href", `/v1/renders/${encodeURIComponent(page.id)}/manifest`);
    }
    show("retry", state === "failed" && page.failure?.category !== "user");
    show("pause", ["queued", "rendering"].includes(state));
    show("resume", state === "paused");
    show("priority", ["queued", "rendering", "paused"].includes(state));
    setText(this.#buttons.priority.querySelector("output"), `priority ${page.priority}`);
    show("again", Boolean(page.request));
    show("cancel", !hasEnded(page));
    this.#actions.hidden = false;
  }

  focus() {
    this.#title.focus({ preventScroll: true });
  }

  close() {
    this.#player.close();
  }
}

function facts(page) {
  const { request } = page;
  const size = request ? `${request.width} × ${request.height}${request.fps ? `, ${request.fps} frames/s` : ""}` : "";
  return [page.model, size, request?.draft ? "draft" : "", `by ${page.producer}`, ago(page.accepted_at), page.id].filter(Boolean).join("  ·  ");
}

