// The farm itself: its workers, and what waits in which order.

import { ago, byId, duration, h, plural, setText } from "./dom.js";
import { STATES } from "./words.js";

/** The few numbers at the top. */
export function showGlance(queue) {
  const figures = [
    [queue.workers_alive === 1 ? "worker" : "workers", `${queue.workers_alive}`],
    [queue.backlog.renders === 1 ? "open render" : "open renders", `${queue.backlog.renders}`],
    [queue.backlog.frames === 1 ? "frame to go" : "frames to go", queue.backlog.frames.toLocaleString("en")],
    ["frames/s", queue.frames_per_second ? queue.frames_per_second.toFixed(1) : "–"],
  ];
  const glance = byId("glance");
  if (glance.children.length !== figures.length) {
    glance.replaceChildren(...figures.map(([name]) => h("div", { class: "figure" }, h("dd"), h("dt", {}, name))));
  }
  figures.forEach(([name, value], index) => {
    setText(glance.children[index].firstChild, value);
    setText(glance.children[index].lastChild, name);
  });
}

export class Overview {
  #workers = h("ul", { class: "workers" });
  #queue = h("tbody");
  #noQueue = h("p", { class: "empty" }, "Nothing waits.");
  #table = h(
    "table",
    { class: "queue" },
    h(
      "thead",
      {},
      h("tr", {}, ...["", "Render", "State", "Frames left", "Producer", "Starts"].map((name) => h("th", { scope: "col" }, name))),
    ),
    this.#queue,
  );

  constructor() {
    this.element = h(
      "div",
      { class: "overview" },
      h("h1", {}, "The farm"),
      h("section", { class: "panel", "aria-labelledby": "workers-title" }, h("h2", { id: "workers-title" }, "Workers"), this.#workers),
      h(
        "section",
        { class: "panel", "aria-labelledby": "queue-title" },
        h("h2", { id: "queue-title" }, "Queue"),
        h("div", { class: "scroll" }, this.#table),
        this.#noQueue,
      ),
    );
  }

  update(workers, queue, titles) {
    const shown = workers.filter((worker) => worker.alive);
    this.#workers.replaceChildren(...(shown.length ? shown.map(card) : [h("li", { class: "empty" }, "No worker is alive. Start one: farm worker.")]));
    this.#queue.replaceChildren(...queue.data.map((entry) => row(entry, titles)));
    this.#table.hidden = queue.data.length === 0;
    this.#noQueue.hidden = queue.data.length > 0;
  }

  close() {}
}

function card(worker) {
  const { rendering } = worker;
  const share = rendering?.steps ? rendering.step / rendering.steps : 0;
  const bar = h("span", { class: "entry-bar" });
  bar.style.transform = `scaleX(${share})`;
  return h(
    "li",
    { class: "worker", "data-state": worker.state },
    rendering?.sketch ? h("img", { class: "worker-sketch", src: rendering.sketch, alt: "" }) : null,
    h("p", { class: "worker-name" }, worker.worker, h("span", { class: "chip" }, worker.state)),
    h("p", { class: "worker-device", title: worker.device }, worker.device),
    rendering
      ? h(
          "p",
          { class: "worker-job" },
          h("a", { href: `#/r/${rendering.render}` }, `shot ${rendering.shot + 1}, segment ${rendering.segment + 1}`),
          rendering.steps ? `, step ${rendering.step} of ${rendering.steps}` : "",
        )
      : h("p", { class: "worker-job" }, worker.warm_packs.length ? `holds ${worker.warm_packs.join(", ")}` : "waits for work"),
    h("span", { class: "entry-track" }, bar),
  );
}

function row(entry, titles) {
  return h(
    "tr",
    {},
    h("td", { class: "number" }, `${entry.position}`),
    h("td", {}, h("a", { href: `#/r/${entry.id}` }, titles.get(entry.id) ?? entry.id), h("span", { class: "sub" }, entry.waiting_for ? `waits for ${entry.waiting_for}` : `sent ${ago(entry.accepted_at)}`)),
    h("td", {}, STATES[entry.state] ?? entry.state),
    h("td", { class: "number" }, plural(entry.frames_left, "frame")),
    h("td", {}, entry.producer),
    h("td", {}, ["rendering", "stitching"].includes(entry.state) ? "now" : entry.expected_start ? `in ${duration(Math.max(0, (Date.parse(entry.expected_start) - Date.now()) / 1000))}` : "–"),
  );
}
