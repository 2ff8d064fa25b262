// What the tests of this folder share: the browser, and steps that say where a test has come to.

import { chromium } from "playwright-core";

/** Where the farm is, from the command line. */
export const url = process.argv[2];

/** Nothing that looks for hosts of its own. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
];

export const launch = () => chromium.launch({ executablePath: process.argv[3], args: QUIET });

export async function step(name, run) {
  const begun = performance.now();
  try {
    return await run();
  } finally {
    console.log(`${name} (${Math.round(performance.now() - begun)} ms)`);
  }
}
