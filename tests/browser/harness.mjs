// What every browser test shares: a Chromium, a page that is watched, and the
// few things a test does again and again. `cargo xtask test --browser` builds
// the page, serves it and says where it is.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test as nodeTest } from "node:test";

const fromTools = createRequire(new URL("../../xtask/npm/package.json", import.meta.url));
const { chromium } = fromTools("playwright-core");

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const LAUNCH = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
  // A test that reaches for another machine fails on every machine alike.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];
const TEST_TIMEOUT = 60_000;

/** The address of the served page; it ends with a slash. */
export const site = process.env.CHATGAUGE_SITE ?? "";
/** The address of the folder `tests/browser/pages`. */
export const pages = site && new URL("/pages/", site).href;

let launched;

function browser() {
  assert.ok(site, "CHATGAUGE_SITE is not set: run these tests by cargo xtask test --browser");
  const executablePath = process.env.CHROMIUM ?? USUAL_PLACES.find((path) => existsSync(path));
  launched ??= chromium.launch({ executablePath, args: LAUNCH });
  return launched;
}

after(async () => (await launched)?.close());

/** As node's `test`, with a time limit; `options` go to node. */
export function test(name, options, body) {
  if (typeof options === "function") return test(name, {}, options);
  return nodeTest(name, { timeout: TEST_TIMEOUT, ...options }, body);
}

/**
 * Opens a page in a context of its own. `path` is relative to the page's
 * folder and may be a query or a fragment alone; `init` runs before any script
 * of the page, `prepare` gets the context before the page is there. `errors` and `requests` grow while the page lives.
 */
export async function openPage({
  path = "",
  viewport = { width: 1280, height: 800 },
  colorScheme = "light",
  reducedMotion = "no-preference",
  deviceScaleFactor = 1,
  locale = "en-GB",
  timezoneId = "UTC",
  init,
  prepare,
  ...more
} = {}) {
  const settings = { viewport, colorScheme, reducedMotion, deviceScaleFactor, locale, timezoneId };
  const context = await (await browser()).newContext({ ...settings, ...more });
  if (init) await context.addInitScript(init);
  await prepare?.(context);
  const page = await context.newPage();
  const errors = [];
  const requests = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error.stack ?? error)));
  page.on("crash", () => errors.push("the page crashed"));
  page.on("websocket", (socket) => requests.push(socket.url()));
  // What the page holds itself, its icon for one, is asked of nobody.
  context.on("request", (request) => request.url().startsWith("blob:") || requests.push(request.url()));
  await page.goto(new URL(path, site).href);
  return { page, errors, requests, close: () => context.close() };
}

/** The page reported no error and spoke to nobody but the host it came from. */
export function assertQuiet({ errors, requests }) {
  assert.deepEqual(errors, [], "the page reported errors");
  assert.ok(requests.length > 0, "the page's requests were watched");
  assert.deepEqual(requests.filter(isForeign), [], "the page spoke to another origin");
}

function isForeign(address) {
  const { protocol, origin } = new URL(address);
  return protocol !== "data:" && origin !== new URL(site).origin;
}

/** Asks `question` of the page again and again until it answers with something true. */
export async function until(page, question, argument, { timeout = 20_000 } = {}) {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await page.evaluate(question, argument);
    if (answer) return answer;
    assert.ok(Date.now() < end, `not within ${timeout} ms: ${question}`);
    await page.waitForTimeout(25);
  }
}

/**
 * Drops files on the element that `selector` finds, shadow roots included.
 * A file is `{ name, text }` or `{ name, bytes, type }`.
 */
export async function dropFiles(page, selector, files) {
  const plain = files.map(({ name, text, bytes, type = "" }) => ({
    name,
    type,
    base64: Buffer.from(bytes ?? text).toString("base64"),
  }));
  const dataTransfer = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
    }
    return transfer;
  }, plain);
  const zone = page.locator(selector);
  for (const event of ["dragenter", "dragover", "drop"]) {
    await zone.dispatchEvent(event, { dataTransfer });
  }
}

/**
 * What is painted on the canvas that `selector` finds, shadow roots included:
 * its size in device pixels and how many colours it has (at most 256 counted).
 */
export function canvasPaint(page, selector) {
  return page.locator(selector).evaluate((canvas) => {
    const { width, height } = canvas;
    // A copy can be read whatever context the canvas has, or has given away.
    const copy = new OffscreenCanvas(Math.max(width, 1), Math.max(height, 1));
    const context = copy.getContext("2d", { willReadFrequently: true });
    if (width && height) context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    const pixels = new Uint32Array(data.buffer);
    const colours = new Set();
    for (let at = 0; at < pixels.length && colours.size < 256; at += 1) colours.add(pixels[at]);
    return { width, height, colours: colours.size };
  });
}

/** The canvas that `selector` finds shows something. */
export async function assertPainted(page, selector) {
  const { width, height, colours } = await canvasPaint(page, selector);
  assert.ok(colours > 1, `${selector} (${width} × ${height}) is blank`);
}
