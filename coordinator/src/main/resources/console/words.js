// What people read for what the API says.

export const STATES = {
  sent: "sent",
  queued: "queued",
  rendering: "rendering",
  paused: "paused",
  stitching: "stitching",
  done: "done",
  failed: "failed",
  cancelled: "cancelled",
};

export const SEGMENT_STATES = {
  waiting: "waits",
  dispatched: "is on its way to a worker",
  rendering: "renders",
  done: "is done",
  failed: "has failed",
};

/** By category of failure: what a person can do about it. */
export const ADVICE = {
  user: "The request is at fault. Correct it and send it anew.",
  retryable: "Another attempt may succeed: retry it.",
  resources: "No worker had the room for it. Add a larger one, or ask for less.",
  bug: "A fault of the farm. The job was kept with its evidence as a dead letter.",
};

export const hasEnded = (render) => ["done", "failed", "cancelled"].includes(render.state);

/** Of a list entry or a page: the page knows the prompt, and a list does so once the page was seen. */
export function title(render) {
  const shot = render.shots?.[0];
  return shot?.prompt || render.id;
}
