// A person at the console: a request with a mistake, then two shots, from the first segment to the playing video.
// node console.mjs URL CHROMIUM MODEL

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { launch, step, url } from "./farm.mjs";

const model = process.argv[4];
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
const faults = [];
page.on("pageerror", (error) => faults.push(error.message));
// A request with a mistake is answered with 422, a preview that is not there yet with 404; browsers tell of both.
page.on("console", (message) => {
  const expected = message.text().includes("422") || message.location().url.includes("/preview/");
  if (message.type() === "error" && !expected) faults.push(message.text());
});
page.setDefaultTimeout(30_000);

const cells = () =>
  page.$$eval(".strip .cell", (all) => all.map((cell) => ({ state: cell.dataset.state, name: cell.ariaLabel })));

/** Notes every state that any segment reaches, however short it lasts. */
const watchSegments = () =>
  page.evaluate(() => {
    window.seen = new Set();
    const note = () => {
      document.querySelectorAll(".strip .cell").forEach((cell) => window.seen.add(cell.dataset.state));
      const video = document.querySelector(".screen video");
      if (video?.src.startsWith("blob:") && video.readyState >= 2) window.seen.add("preview");
    };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });
    setInterval(note, 50);
  });

async function fillShot(index, prompt, frames) {
  const shot = page.locator(".shot-field").nth(index);
  await shot.getByLabel("Prompt").fill(prompt);
  await shot.getByLabel("Frames", { exact: true }).fill(frames);
}

async function checkAccessibility(what, options) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const other = await context.newPage();
  await other.goto(page.url());
  await other.locator(".chip.big").waitFor();
  await other.addScriptTag({ content: await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8") });
  const violations = async () => {
    const result = await other.evaluate(() => window.axe.run());
    return result.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" ")}`);
  };
  assert.deepEqual(await violations(), [], what);
  await other.getByRole("button", { name: "New render" }).click();
  await other.getByLabel("Prompt").waitFor();
  assert.deepEqual(await violations(), [], `${what}: the form`);
  const overflow = await other.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${what}: the page is ${overflow} pixels wider than the screen`);
  await context.close();
}

try {
  await step("the page says that it is live", async () => {
    await page.goto(url);
    await page.locator("#link[data-state=live]").waitFor();
    await page.locator(".worker").first().waitFor();
  });

  await step("a mistake is shown at its field, which has the focus", async () => {
    await page.keyboard.press("n");
    await page.getByLabel("Model pack").selectOption(model);
    await fillShot(0, "a red ball rolls", "0");
    await page.getByRole("button", { name: "Render", exact: true }).click();
    await page.getByText("0 is below 1").waitFor();
    const focused = await page.evaluate(() => document.activeElement.dataset.field);
    assert.equal(focused, "shots[0].frames");
  });

  await step("two shots are sent", async () => {
    await fillShot(0, "a red ball rolls", "32");
    await page.getByRole("button", { name: "Add a shot" }).click();
    await fillShot(1, "a blue boat drifts", "16");
    await page.getByLabel("Size", { exact: true }).selectOption("64x64");
    await page.getByText("More", { exact: true }).click();
    await page.getByLabel("Sampling steps").fill("2");
    await watchSegments();
    await page.getByRole("button", { name: "Render", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "a red ball rolls" }).waitFor();
  });

  await step("the segments fill", async () => {
    await page.locator(".strip .cell").nth(2).waitFor();
    assert.equal(await page.locator(".strip").count(), 2);
    await page.locator(".detail[data-state=done]").waitFor({ timeout: 60_000 });
    assert.deepEqual((await cells()).map((cell) => cell.state), ["done", "done", "done"]);
    const seen = await page.evaluate(() => [...window.seen]);
    assert.ok(seen.includes("waiting") || seen.includes("dispatched"), `seen: ${seen}`);
    console.log(`seen: ${seen.join(", ")}`);
  });

  await step("the finished video plays", async () => {
    const playing = await page.waitForFunction(() => {
      const video = document.querySelector(".screen video");
      return video.src.endsWith("/video") && video.readyState >= 2 && !video.paused && video.currentTime > 0.2 && {
        width: video.videoWidth,
        seconds: video.duration,
      };
    });
    assert.deepEqual(await playing.jsonValue(), { width: 64, seconds: 6 });
    const before = await page.$eval(".screen video", (video) => video.currentTime);
    await page.waitForFunction((time) => document.querySelector(".screen video").currentTime !== time, before);
  });

  await step("arrow keys go from segment to segment, and each is said in words", async () => {
    await page.locator(".strip .cell").first().focus();
    await page.keyboard.press("ArrowRight");
    const name = await page.evaluate(() => document.activeElement.ariaLabel);
    assert.match(name, /^Shot 1, segment 2, frames 16 to 31 is done by worker-/);
    assert.equal(await page.locator(".segment-detail").textContent(), name);
  });

  await step("it can be downloaded", async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download" }).click()]);
    const file = await readFile(await download.path());
    assert.equal(file.subarray(4, 8).toString(), "ftyp");
  });

  await step("it is rendered again as a draft with more frames, paused, resumed and cancelled", async () => {
    await page.getByRole("button", { name: "Change and render again" }).click();
    await page.locator(".shot-field").first().getByLabel("Frames", { exact: true }).fill("4096");
    await page.getByText("More", { exact: true }).click();
    await page.getByLabel("Draft", { exact: true }).selectOption("yes");
    await page.getByRole("button", { name: "Render", exact: true }).click();
    await page.locator(".facts", { hasText: "draft" }).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.locator(".detail[data-state=paused]").waitFor();
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("button", { name: "Raise the priority" }).click();
    await page.getByText("priority 10").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Cancel the render" }).click();
    await page.locator(".detail[data-state=cancelled]").waitFor();
  });

  await step("nothing stands in the way of a screen reader, or of a narrow screen", async () => {
    await checkAccessibility("light", { colorScheme: "light", viewport: { width: 1280, height: 860 } });
    await checkAccessibility("dark and narrow", { colorScheme: "dark", viewport: { width: 400, height: 800 } });
  });

  assert.deepEqual(faults, [], "what the browser complained of");
} catch (problem) {
  await page.screenshot({ path: "../../../target/console-failed.png" }).catch(() => {});
  throw problem;
} finally {
  await browser.close();
}
