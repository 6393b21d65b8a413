// A Chromium to measure in: a page of its own for every measurement, real
// files from the disk, and what the operating system tells about memory.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout } from "node:timers/promises";

const fromTools = createRequire(new URL("../../xtask/npm/package.json", import.meta.url));
const { chromium } = fromTools("playwright-core");

const LAUNCH = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Only one renderer lives at a time: the one that is measured.
  "--disable-features=SpareRendererForSitePerProcess",
  // Nobody in a benchmark fetches anything from elsewhere.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];
/** By this the process of the browser's own window is known, which shows no page. */
const OWN_WINDOW = "--top-chrome-webui";
/** Longest that a single measurement may take. */
const PATIENCE = 600_000;
/** Longest that a closed page's process is waited for, in ms. */
const LEAVING = 5_000;

export async function launch(executablePath) {
  const browser = await chromium.launch({ executablePath, args: LAUNCH });
  return { browser, devtools: await browser.newBrowserCDPSession() };
}

/**
 * Opens an address in a context of its own, so with empty caches and in a fresh
 * renderer. `free` lifts the page's policy: the peers cannot run under it.
 * `init` is a function, and what it takes, to run before any script of the page.
 */
export async function open({ browser, devtools }, address, { free = false, init } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "UTC",
    bypassCSP: free,
  });
  context.setDefaultTimeout(PATIENCE);
  if (init) await context.addInitScript(...init);
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error.stack ?? error)));
  page.on("crash", () => errors.push("the page crashed"));
  await page.goto(address);
  const memory = memoryOf((await renderers(devtools))[0]);
  const close = async () => {
    await context.close();
    await gone(devtools);
  };
  return { page, memory, errors, close };
}

/** The processes that show pages: the one of the page that is open. */
async function renderers(devtools) {
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  const found = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  return found.filter((id) => !read(id, "cmdline")?.includes(OWN_WINDOW));
}

/** Waits until what was measured has left the machine to what comes next. */
async function gone(devtools) {
  const end = Date.now() + LEAVING;
  while (Date.now() < end && (await renderers(devtools)).length > 0) await setTimeout(20);
}

/** Gives the page files from the disk, as if a person had chosen them. */
export async function choose(page, ...paths) {
  await page.evaluate(() => {
    const input = document.createElement("input");
    Object.assign(input, { type: "file", multiple: true, id: "bench-files", hidden: true });
    document.body.append(input);
  });
  await page.locator("#bench-files").setInputFiles(paths);
}

/** Watches the page's main thread: long tasks and the gaps of a short timer. */
export function watch(page) {
  return page.evaluate(() => {
    const seen = { task: 0, gap: 0 };
    const longer = (list) => {
      for (const { duration } of list.getEntries()) seen.task = Math.max(seen.task, duration);
    };
    new PerformanceObserver(longer).observe({ type: "longtask" });
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      seen.gap = Math.max(seen.gap, now - last);
      last = now;
    }, 5);
    globalThis.benchSeen = seen;
  });
}

/** What `watch` saw, in ms; a task counts as long from 50 ms, so 0 is none. */
export const seen = (page) => page.evaluate(() => globalThis.benchSeen);

// Memory as Linux tells it; elsewhere nothing is known.
function memoryOf(id) {
  return {
    /** Bytes in use now. */
    now: () => status(id, "VmRSS"),
    /** Most bytes that were in use since `restart`. */
    peak: () => status(id, "VmHWM"),
    restart() {
      try {
        writeFileSync(`/proc/${id}/clear_refs`, "5");
      } catch {
        // Then the peak is that of the whole life, which is no less.
      }
    },
  };
}

function status(id, field) {
  const line = read(id, "status")?.match(`${field}:\\s+(\\d+) kB`);
  return line && Number(line[1]) * 1024;
}

function read(id, file) {
  try {
    return readFileSync(`/proc/${id}/${file}`, "utf8");
  } catch {
    return undefined;
  }
}
