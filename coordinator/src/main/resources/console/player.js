// Plays a render: what there is of it while it is made, and the whole video as soon as it is there.

import { preview } from "./api.js";
import { h, setAttribute, setText } from "./dom.js";

const LOOK_AGAIN_MS = 700;

export class Player {
  #video = h("video", { controls: true, muted: true, playsinline: true, loop: true, preload: "auto" });
  #picture = h("img", { alt: "", hidden: true });
  #note = h("p", { class: "screen-note" });
  #badge = h("span", { class: "badge", hidden: true }, "preview");
  #live = null;
  #shown = null;

  constructor() {
    this.#video.muted = true;
    this.element = h("div", { class: "screen" }, this.#video, this.#picture, this.#badge, this.#note);
  }

  /** Workers are asked for sketches while there is no frame yet. */
  update(render, request, workers) {
    if (request) {
      this.element.style.aspectRatio = `${request.width} / ${request.height}`;
    }
    if (render.video) {
      this.#showVideo(render);
    } else if (render.frames.encoded > 0 && !this.#live && render.state !== "cancelled") {
      this.#live = new LivePreview(render.id, this.#video);
      this.#live.start();
      this.#showSketch(null);
      this.#setBadge(true);
    }
    const blank = !render.video && !this.#live;
    const sketch = blank ? sketchOf(render, workers) : null;
    if (blank) this.#showSketch(sketch);
    setAttribute(this.#video, "hidden", blank || !this.#picture.hidden);
    setText(this.#note, blank && !sketch ? waitingNote(render) : "");
  }

  #showSketch(sketch) {
    this.#picture.hidden = !sketch;
    setAttribute(this.#picture, "src", sketch);
    this.#picture.alt = sketch ? "What the sampling step has come to, roughly" : "";
    this.#setBadge(Boolean(sketch), "sketch");
  }

  #setBadge(visible, text = "preview") {
    this.#badge.hidden = !visible;
    setText(this.#badge, text);
  }

  #showVideo(render) {
    if (this.#shown === render.video.sha256) {
      return;
    }
    this.#shown = render.video.sha256;
    const type = render.video.content_type;
    if (type === "application/zip") {
      setText(this.#note, this.#live ? "" : "Single pictures: download them below.");
      return;
    }
    const at = this.#video.currentTime;
    this.#showSketch(null);
    this.#live?.stop();
    this.#live = null;
    this.#setBadge(false);
    const source = render.video.url;
    if (type.startsWith("image/")) {
      this.#picture.src = source;
      this.#picture.alt = "The finished video, as a moving picture";
      this.#picture.hidden = false;
      this.#video.hidden = true;
      return;
    }
    this.#video.src = source;
    this.#video.addEventListener("loadedmetadata", () => (this.#video.currentTime = at), { once: true });
    this.#video.play().catch(() => {});
  }

  close() {
    this.#live?.stop();
    this.#video.removeAttribute("src");
    this.#video.load();
  }
}

/** Of the segment that comes first in the video. */
function sketchOf(render, workers) {
  const drawing = workers.map(({ rendering }) => rendering).filter((each) => each?.render === render.id && each.sketch);
  drawing.sort((one, other) => one.shot - other.shot || one.segment - other.segment);
  return drawing[0]?.sketch ?? null;
}

function waitingNote(render) {
  switch (render.state) {
    case "failed":
      return "No video: the render has failed.";
    case "cancelled":
      return "No video: the render was cancelled.";
    case "paused":
      return "Paused.";
    default:
      return render.waiting_for ? `Waits for ${render.waiting_for}.` : "The first frames show up here while the rest renders.";
  }
}

/** Fragments of an MP4 as the playlist names them, handed to the player one by one. */
class LivePreview {
  #id;
  #video;
  #source = new MediaSource();
  #parts = new Set();
  #stopped = false;

  constructor(id, video) {
    this.#id = id;
    this.#video = video;
  }

  start() {
    this.#video.src = URL.createObjectURL(this.#source);
    this.#source.addEventListener("sourceopen", () => this.#run(), { once: true });
  }

  stop() {
    this.#stopped = true;
  }

  /** Also after the screen has gone over to something else, which closes the source. */
  #isOver() {
    return this.#stopped || this.#source.readyState !== "open";
  }

  async #run() {
    URL.revokeObjectURL(this.#video.src);
    let buffer = null;
    while (!this.#isOver()) {
      const playlist = await preview(this.#id, "index.m3u8").then((answer) => answer?.text());
      if (playlist) {
        buffer ??= await this.#open();
        await this.#appendNew(buffer, playlist);
        if (!this.#isOver() && playlist.includes("#EXT-X-ENDLIST")) {
          this.#source.endOfStream();
          return;
        }
      }
      await new Promise((wake) => setTimeout(wake, LOOK_AGAIN_MS));
    }
  }

  async #open() {
    const head = new Uint8Array(await (await preview(this.#id, "head.mp4")).arrayBuffer());
    if (this.#isOver()) {
      return null;
    }
    const buffer = this.#source.addSourceBuffer(`video/mp4; codecs="avc1.${profile(head)}"`);
    await append(buffer, head);
    return buffer;
  }

  async #appendNew(buffer, playlist) {
    const names = playlist.split("\n").filter((line) => line.endsWith(".m4s"));
    for (const name of names.filter((each) => !this.#parts.has(each))) {
      const part = await preview(this.#id, name);
      const bytes = await part?.arrayBuffer();
      if (!bytes || this.#isOver()) {
        return;
      }
      this.#parts.add(name);
      await append(buffer, bytes);
      if (this.#video.paused && this.#parts.size === 1) {
        this.#video.play().catch(() => {});
      }
    }
  }
}

function append(buffer, bytes) {
  return new Promise((done, failed) => {
    buffer.addEventListener("updateend", done, { once: true });
    buffer.addEventListener("error", failed, { once: true });
    buffer.appendBuffer(bytes);
  });
}

/** Profile, constraints and level of H.264: the three bytes after the version in the box avcC (ISO/IEC 14496-15). */
function profile(head) {
  const text = new TextDecoder("latin1").decode(head);
  const at = text.indexOf("avcC") + 5;
  return [...head.slice(at, at + 3)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
