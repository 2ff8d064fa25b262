// Shots and their segments as strips that fill up, on one scale of frames.

import { h, plural, setAttribute } from "./dom.js";
import { SEGMENT_STATES } from "./words.js";

// Segments that no screen shows side by side.
const LONG_STRIP = 60;

export class Timeline {
  #shots = h("ol", { class: "shots" });
  #detail = h("p", { class: "segment-detail" });
  #cells = new Map();
  #structure = "";
  #chosen = null;
  #page = null;
  #workers = [];

  constructor() {
    this.element = h(
      "section",
      { class: "panel timeline", "aria-labelledby": "timeline-title" },
      h("div", { class: "panel-head" }, h("h2", { id: "timeline-title" }, "Shots"), legend()),
      this.#shots,
      this.#detail,
    );
    this.#shots.addEventListener("keydown", (event) => this.#move(event));
  }

  update(page, workers) {
    this.#page = page;
    this.#workers = workers;
    const structure = page.shots.map((shot) => shot.segments.length).join(",");
    if (structure !== this.#structure) {
      this.#structure = structure;
      this.#build(page);
    }
    for (const shot of page.shots) {
      for (const segment of shot.segments) {
        this.#paint(shot, segment);
      }
    }
    this.#describe();
  }

  #build(page) {
    this.#cells.clear();
    const frames = Math.max(...page.shots.map((shot) => shot.frames ?? shot.segments.length * 16));
    this.#shots.replaceChildren(
      ...page.shots.map((shot) => {
        const length = shot.frames ?? shot.segments.length * 16;
        const strip = h("div", {
          class: shot.segments.length > LONG_STRIP ? "strip long" : "strip",
          role: "group",
          "aria-label": `Segments of shot ${shot.shot + 1}; arrow keys move between them`,
        });
        strip.style.width = `${Math.max(12, (100 * length) / frames)}%`;
        shot.segments.forEach((segment, index) => strip.append(this.#cell(shot, segment, index === 0)));
        const prompt = shot.prompt ?? "";
        return h(
          "li",
          { class: "shot" },
          h(
            "p",
            { class: "shot-name" },
            h("span", { class: "shot-number" }, `${shot.shot + 1}`),
            h("span", { class: "shot-prompt", title: prompt }, prompt),
            h("span", { class: "shot-length" }, plural(length, "frame")),
          ),
          strip,
        );
      }),
    );
  }

  #cell(shot, segment, first) {
    const key = `${shot.shot}/${segment.segment}`;
    const cell = h("button", {
      type: "button",
      class: "cell",
      tabindex: first ? "0" : "-1",
      onclick: () => this.#choose(key),
      onfocus: () => this.#choose(key),
    });
    cell.style.flexGrow = segment.frames ?? 16;
    cell.append(h("span", { class: "cell-fill" }));
    this.#cells.set(key, cell);
    return cell;
  }

  #paint(shot, segment) {
    const cell = this.#cells.get(`${shot.shot}/${segment.segment}`);
    setAttribute(cell, "data-state", segment.state);
    const step = this.#step(shot, segment);
    cell.firstChild.style.transform = `scaleX(${fill(segment, step)})`;
    setAttribute(cell, "aria-label", sentence(shot, segment, step));
  }

  /** How far the worker is that has it. */
  #step(shot, segment) {
    const worker = this.#workers.find(
      ({ rendering }) =>
        rendering?.render === this.#page.id && rendering.shot === shot.shot && rendering.segment === segment.segment,
    );
    return worker?.rendering.steps ? worker.rendering : null;
  }

  #choose(key) {
    this.#chosen = key;
    for (const [each, cell] of this.#cells) {
      setAttribute(cell, "tabindex", each === key ? "0" : "-1");
      setAttribute(cell, "data-chosen", each === key);
    }
    this.#describe();
  }

  #describe() {
    const [shotNumber, segmentNumber] = (this.#chosen ?? "").split("/").map(Number);
    const shot = this.#page.shots.find((each) => each.shot === shotNumber);
    const segment = shot?.segments.find((each) => each.segment === segmentNumber);
    const text = segment
      ? sentence(shot, segment, this.#step(shot, segment))
      : "Each field is a segment of up to 16 frames. Choose one to see who renders it.";
    if (this.#detail.textContent !== text) {
      this.#detail.replaceChildren(text);
    }
  }

  #move(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 };
    const cells = [...this.#cells.values()];
    const at = cells.indexOf(event.target);
    const to = event.key === "Home" ? 0 : event.key === "End" ? cells.length - 1 : at + steps[event.key];
    if (at >= 0 && cells[to]) {
      event.preventDefault();
      cells[to].focus();
    }
  }
}

function fill(segment, step) {
  if (segment.state === "done" || segment.state === "failed") {
    return 1;
  }
  return segment.state === "rendering" ? Math.max(0.08, step ? step.step / step.steps : 0.08) : 0;
}

function sentence(shot, segment, step) {
  const window =
    segment.frames === undefined
      ? ""
      : `, frames ${segment.first_frame} to ${segment.first_frame + segment.frames - 1}`;
  const worker = segment.worker ? ` by ${segment.worker}` : "";
  const steps = step ? `, step ${step.step} of ${step.steps}` : "";
  const attempts = segment.attempts > 1 ? `, ${plural(segment.attempts, "attempt")}` : "";
  const failure = segment.failure ? `: ${segment.failure.message}` : "";
  const name = `Shot ${shot.shot + 1}, segment ${segment.segment + 1}${window}`;
  return `${name} ${SEGMENT_STATES[segment.state] ?? segment.state}${worker}${steps}${attempts}${failure}`;
}

function legend() {
  const entry = (state, text) => h("li", {}, h("span", { class: "cell sample", "data-state": state }, h("span", { class: "cell-fill" })), text);
  return h(
    "ul",
    { class: "legend", "aria-hidden": "true" },
    entry("waiting", "waiting"),
    entry("rendering", "rendering"),
    entry("done", "done"),
    entry("failed", "failed"),
  );
}
