// The official client for OpenAI's API, as it is, against a farm: a video from its creation to its deletion.
// node openai.mjs URL CHROMIUM MODEL

import assert from "node:assert/strict";
import OpenAI from "openai";
import { step, url } from "./farm.mjs";

const model = process.argv[4];
const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", maxRetries: 0 });

const video = await step("create", () =>
  client.videos.create({ model, prompt: "a red ball rolls", seconds: "4", size: "128x128" }),
);
assert.equal(video.object, "video");
assert.match(video.status, /^(queued|in_progress)$/);

const done = await step("poll", async () => {
  let now = video;
  while (now.status === "queued" || now.status === "in_progress") {
    await new Promise((wake) => setTimeout(wake, 300));
    now = await client.videos.retrieve(video.id);
  }
  return now;
});
assert.equal(done.status, "completed", JSON.stringify(done.error));
assert.equal(done.progress, 100);

await step("list", async () => {
  const ids = [];
  for await (const each of client.videos.list({ limit: 1 })) {
    ids.push(each.id);
  }
  assert.ok(ids.includes(video.id));
});

await step("download", async () => {
  const answer = await client.videos.downloadContent(video.id);
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.equal(bytes.subarray(4, 8).toString(), "ftyp");
});

for (const variant of ["thumbnail", "spritesheet"]) {
  await step(variant, async () => {
    const answer = await client.videos.downloadContent(video.id, { variant });
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(bytes.subarray(0, 3).toString("hex"), "ffd8ff");
  });
}

await step("remix", async () => {
  const remix = await client.videos.remix(video.id, { prompt: "a blue ball rolls" });
  assert.equal(remix.remixed_from_video_id, video.id);
  assert.equal(remix.prompt, "a blue ball rolls");
  assert.equal((await client.videos.delete(remix.id)).deleted, true);
});

await step("extend", async () => {
  const longer = await client.videos.extend({ prompt: "it stops", seconds: "4", video: { id: video.id } });
  assert.equal(longer.seconds, "8");
  assert.equal((await client.videos.delete(longer.id)).deleted, true);
});

await step("delete", async () => {
  const deleted = await client.videos.delete(video.id);
  assert.equal(deleted.deleted, true);
  await assert.rejects(client.videos.retrieve(video.id), { status: 404 });
});

await step("a size that no model has is refused in words", () =>
  assert.rejects(client.videos.create({ model, prompt: "a fox", seconds: "4", size: "65x65" }), (problem) => {
    assert.ok(problem.status >= 400 && problem.status < 500);
    assert.match(problem.message, /65/);
    return true;
  }),
);
