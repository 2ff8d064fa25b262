// The form for a new render.

import { packs, submit } from "./api.js";
import { byId, h, setAttribute } from "./dom.js";

const SIZES = [
  [64, 64],
  [128, 128],
  [256, 256],
  [384, 384],
  [512, 512],
  [512, 288],
  [288, 512],
  [768, 432],
];
const CONTINUITIES = {
  cut: "cut (soonest done)",
  overlap: "overlap (windows fade)",
  fused: "fused (smoothest)",
  chain: "chain (one after the other)",
};
const FORMATS = { mp4: "MP4 (H.264)", webm: "WebM (VP9)", gif: "GIF", png_sequence: "single pictures (PNG)" };

/** A seed that JavaScript has read without loss. */
const safe = (seed) => (Number.isSafeInteger(seed) ? `${seed}` : "");

/** Digits as they were typed: a seed of 64 bits does not fit into a number of JavaScript. */
const whole = (digits) => (JSON.rawJSON && /^[0-9]+$/.test(digits) ? JSON.rawJSON(digits) : digits);

/** A field with its label, its hint and a place for what is wrong with it. */
function field(path, label, control, hint) {
  const id = `f-${path.replace(/\W+/g, "-")}`;
  setAttribute(control, "id", id);
  setAttribute(control, "data-field", path);
  const error = h("span", { class: "field-error", id: `${id}-error`, hidden: true });
  const note = hint ? h("span", { class: "field-hint", id: `${id}-hint` }, hint) : null;
  setAttribute(control, "aria-describedby", [note && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "));
  return h("div", { class: "field" }, h("label", { for: id }, label), control, note, error);
}

const select = (options, chosen) =>
  h("select", {}, ...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
const number = (value, min, max, attributes = {}) => h("input", { type: "number", value, min, max, inputmode: "numeric", ...attributes });

export class RequestForm {
  #sheet = byId("sheet");
  #shots = h("div", { class: "shot-fields" });
  #loras = h("div", { class: "lora-fields" });
  #summary = h("p", { class: "form-summary", role: "alert", hidden: true });
  #fields = {};
  #kept = {};
  #key = null;

  /** Calls sent with the render that was made, and asks knownLoras for the names of LoRAs to suggest. */
  constructor(sent, knownLoras) {
    this.sent = sent;
    this.knownLoras = knownLoras;
  }

  async open(request) {
    const known = await packs().catch(() => []);
    this.#kept = request ?? {};
    this.#key = crypto.randomUUID();
    this.#build(known, request);
    this.#sheet.showModal();
    this.#shots.querySelector("textarea").focus();
  }

  #build(known, request) {
    const size = `${request?.width ?? 128}x${request?.height ?? 128}`;
    const sizes = SIZES.map(([w, hh]) => [`${w}x${hh}`, `${w} × ${hh}`]);
    if (!sizes.some(([value]) => value === size)) {
      sizes.unshift([size, size.replace("x", " × ")]);
    }
    const models = known.map((pack) => [pack.name, pack.name + (pack.warm ? " (loaded)" : "")]);
    const model = request?.model ?? known.find((pack) => pack.warm)?.name ?? known[0]?.name;
    this.#fields = {
      model: models.length ? select(models, model) : h("input", { value: model ?? "", required: true }),
      size: select(sizes, size),
      fps: number(request?.fps || 8, 1, 60),
      seed: h("input", { inputmode: "numeric", pattern: "[0-9]*", placeholder: "any", value: safe(request?.seed) }),
      steps: number(request?.sampling?.steps ?? "", 1, 100, { placeholder: "the pack's" }),
      format: select(Object.entries(FORMATS), request?.output?.format ?? "mp4"),
      mark: h("input", { maxlength: "32", placeholder: "none", value: request?.output?.mark ?? "" }),
      draft: select([["", "no"], ["true", "yes"]], request?.draft ? "true" : ""),
    };
    this.#shots.replaceChildren();
    (request?.shots ?? [{ frames: 32 }]).forEach((shot) => this.#addShot(shot));
    this.#loras.replaceChildren();
    (request?.loras ?? []).forEach((lora) => this.#addLora(lora));
    this.#summary.hidden = true;
    const form = h(
      "form",
      { method: "dialog", novalidate: true, onsubmit: (event) => this.#submit(event) },
      h("header", { class: "sheet-head" }, h("h2", { id: "sheet-title" }, "New render"), this.#closer()),
      this.#summary,
      h("section", { "aria-label": "Shots" }, this.#shots, h("button", { type: "button", class: "quiet", onclick: () => this.#addShot({ frames: 32 }).querySelector("textarea").focus() }, "Add a shot")),
      h(
        "section",
        { class: "field-row", "aria-label": "Model and size" },
        field("model", "Model pack", this.#fields.model),
        field("width", "Size", this.#fields.size),
        field("fps", "Frames a second", this.#fields.fps),
      ),
      this.#suggestions(known),
      h("section", { "aria-label": "LoRAs" }, this.#loras, h("button", { type: "button", class: "quiet", onclick: () => this.#addLora({ scale: 1 }).querySelector("input").focus() }, "Add a LoRA")),
      h(
        "details",
        { class: "more-fields" },
        h("summary", {}, "More"),
        h(
          "div",
          { class: "field-row" },
          field("seed", "Seed", this.#fields.seed, "the same seed gives the same frames"),
          field("sampling.steps", "Sampling steps", this.#fields.steps),
          field("output.format", "Format", this.#fields.format),
          field("output.mark", "Visible mark", this.#fields.mark, "drawn into a corner"),
          field("draft", "Draft", this.#fields.draft, "rough and soon, if the pack has a draft decoder"),
        ),
      ),
      h("footer", { class: "sheet-foot" }, h("button", { type: "submit", class: "primary" }, "Render")),
    );
    this.#sheet.replaceChildren(form);
  }

  /** LoRAs of the chosen pack, and those that renders have used. */
  #suggestions(known) {
    const list = h("datalist", { id: "known-loras" });
    const suggest = () => {
      const ofPack = known.find(({ name }) => name === this.#fields.model.value)?.loras ?? [];
      list.replaceChildren(...[...new Set([...ofPack, ...this.knownLoras()])].map((value) => h("option", { value })));
    };
    this.#fields.model.addEventListener("change", suggest);
    suggest();
    return list;
  }

  #closer() {
    return h("button", { type: "button", class: "quiet close", "aria-label": "Close without rendering", onclick: () => this.#sheet.close() }, "×");
  }

  #addShot(shot) {
    const index = this.#shots.children.length;
    const prompt = shot.prompt ?? shot.prompts?.[0]?.prompt ?? "";
    const set = h("fieldset", { class: "shot-field" });
    set.shot = shot;
    set.append(
      h("legend", {}, `Shot ${index + 1}`),
      field(`shots[${index}].prompt`, "Prompt", h("textarea", { rows: "2", maxlength: "2000", name: "prompt" }, prompt)),
      h(
        "div",
        { class: "field-row" },
        field(`shots[${index}].frames`, "Frames", number(shot.frames ?? 32, 1, 4096, { name: "frames" })),
        field(`shots[${index}].continuity`, "Continuity", this.#named(select(Object.entries(CONTINUITIES), shot.continuity ?? "cut"), "continuity")),
        field(`shots[${index}].transition.crossfade_frames`, "Frames of fade out", number(shot.transition?.crossfade_frames ?? 0, 0, 64, { name: "fade" })),
      ),
      h("button", { type: "button", class: "quiet small", onclick: () => this.#removeShot(set) }, "Remove this shot"),
    );
    this.#shots.append(set);
    return set;
  }

  #named(control, name) {
    control.name = name;
    return control;
  }

  #removeShot(set) {
    if (this.#shots.children.length > 1) {
      const shots = [...this.#shots.children].filter((each) => each !== set).map((each) => this.#readShot(each));
      this.#shots.replaceChildren();
      shots.forEach((shot) => this.#addShot(shot));
      this.#shots.querySelector("textarea").focus();
    }
  }

  #addLora(lora) {
    const index = this.#loras.children.length;
    const row = h(
      "div",
      { class: "field-row lora-field" },
      field(`loras[${index}].name`, "LoRA", h("input", { name: "name", value: lora.name ?? "", placeholder: "its name", list: "known-loras" })),
      field(`loras[${index}].scale`, "Scale", number(lora.scale ?? 1, -4, 4, { name: "scale", step: "0.05" })),
      h("button", { type: "button", class: "quiet small", onclick: () => row.remove() }, "Remove"),
    );
    this.#loras.append(row);
    return row;
  }

  #readShot(set) {
    const value = (name) => set.querySelector(`[name=${name}]`).value;
    const fade = Number(value("fade"));
    // What the form has no field for stays as it was.
    const { prompts, transition, ...kept } = set.shot;
    const prompt = value("prompt").trim();
    const said = prompts && prompts[0].prompt === prompt ? { prompts } : { prompt };
    const shot = { ...kept, frames: Number(value("frames")), continuity: value("continuity") };
    if (said.prompts) delete shot.prompt;
    return { ...shot, ...said, ...(fade ? { transition: { ...transition, crossfade_frames: fade } } : {}) };
  }

  #read() {
    const { model, size, fps, seed, steps, format, mark, draft } = this.#fields;
    const [width, height] = size.value.split("x").map(Number);
    const loras = [...this.#loras.children].map((row) => ({
      name: row.querySelector("[name=name]").value.trim(),
      scale: Number(row.querySelector("[name=scale]").value),
    }));
    const kept = { ...this.#kept };
    const { sampling } = kept;
    delete kept.seed;
    delete kept.producer;
    const request = {
      ...kept,
      model: model.value,
      width,
      height,
      fps: Number(fps.value),
      shots: [...this.#shots.children].map((set) => this.#readShot(set)),
      output: { ...kept.output, format: format.value, mark: mark.value.trim() },
      draft: draft.value === "true",
      loras,
    };
    if (seed.value.trim()) request.seed = whole(seed.value.trim());
    if (steps.value || sampling) {
      request.sampling = { ...sampling, steps: steps.value ? Number(steps.value) : undefined };
    }
    return request;
  }

  async #submit(event) {
    event.preventDefault();
    this.#clearErrors();
    const button = this.#sheet.querySelector("[type=submit]");
    button.disabled = true;
    try {
      const render = await submit(this.#read(), this.#key);
      this.#sheet.close();
      this.sent(render);
    } catch (problem) {
      this.#showProblem(problem);
    }
    button.disabled = false;
  }

  #clearErrors() {
    this.#summary.hidden = true;
    for (const control of this.#sheet.querySelectorAll("[aria-invalid]")) {
      control.removeAttribute("aria-invalid");
      byId(`${control.id}-error`).hidden = true;
    }
  }

  /** Beside the fields that it is about; what has no field stands on top. */
  #showProblem(problem) {
    // What was wrong with this one is corrected in another request.
    this.#key = crypto.randomUUID();
    const rest = [];
    let first = null;
    for (const { field: path, message } of problem.errors ?? []) {
      const control = [...this.#sheet.querySelectorAll("[data-field]")].find((each) => each.dataset.field === path);
      if (!control) {
        rest.push(`${path}: ${message}`);
        continue;
      }
      control.closest("details")?.setAttribute("open", "");
      setAttribute(control, "aria-invalid", "true");
      const error = byId(`${control.id}-error`);
      error.textContent = message;
      error.hidden = false;
      first ??= control;
    }
    if (rest.length || !first) {
      this.#summary.textContent = rest.join("; ") || problem.message;
      this.#summary.hidden = false;
    }
    first?.focus();
  }
}
