// The farm's HTTP API, as /openapi.json describes it.

/** What the API says is wrong: RFC 9457. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `the farm answered ${status}`);
    this.status = status;
    this.errors = body.errors || [];
  }
}

/** For farms that ask for one: the browser gets a cookie for it, which scripts never see. */
export const useKey = (key) => post("/v1/session", { key });

async function call(path, options = {}) {
  const response = await fetch(path, options);
  if (!response.ok) {
    throw new Problem(response.status, await response.json().catch(() => ({})));
  }
  return response.status === 204 ? null : response.json();
}

const post = (path, body) =>
  call(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
  });

const renderPath = (id) => `/v1/renders/${encodeURIComponent(id)}`;

export const list = (states, cursor) => {
  const query = new URLSearchParams({ limit: "50" });
  if (states) query.set("state", states);
  if (cursor) query.set("cursor", cursor);
  return call(`/v1/renders?${query}`);
};
export const get = (id) => call(renderPath(id));
export const workers = () => call("/v1/workers").then((answer) => answer.data);
export const packs = () => call("/v1/packs").then((answer) => answer.data);
export const queue = () => call("/v1/queue");

/** The key makes it one render, however often it is sent. */
export const submit = (request, key) =>
  call("/v1/renders", {
    method: "POST",
    body: JSON.stringify(request),
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
  });

/** What is one of cancel, pause, resume, priority, retry. */
export const change = (id, what, body = {}) => post(`${renderPath(id)}/${what}`, body);

/** A part of a preview; null when it is not there. */
export async function preview(id, file) {
  const response = await fetch(`${renderPath(id)}/preview/${file}`);
  return response.ok ? response : null;
}

/** Follows every change; the browser goes on by itself where it was cut off. Says so to onLink: "live" or "lost". */
export function follow({ onEvent, onLink }) {
  const events = new EventSource("/v1/events");
  let first = true;
  events.addEventListener("open", () => {
    onLink("live", first);
    first = false;
  });
  events.addEventListener("error", () => {
    onLink("lost");
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(() => follow({ onEvent, onLink: (state) => onLink(state, false) }), 3000);
    }
  });
  for (const name of ["render", "forgotten"]) {
    events.addEventListener(name, (event) => onEvent(name, JSON.parse(event.data)));
  }
}
