// The peers, each in a page of its own beside none of the others.
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { choose, open } from "./browser.mjs";

const MODULES = ["worker", "duckdb", "crossfilter", "floor", "charts", "json", "button"];

/** Makes one script of each peer and what it imports, as its users ship it. */
export function bundle(folder) {
  const entryPoints = MODULES.map((name) => fileURLToPath(new URL(`peers/${name}.mjs`, import.meta.url)));
  return build({ entryPoints, outdir: folder, bundle: true, format: "esm", minify: true, logLevel: "warning" });
}

/**
 * Opens a page that has a peer's module, one of `peers/`, and starts it; `ready`
 * is the ms from the navigation to its start.
 */
export async function openPeer(chromium, { peers }, name) {
  const visit = await open(chromium, `${peers}index.html#${name}`, { free: true });
  return { ...visit, ready: await visit.page.evaluate(() => globalThis.ready) };
}

/** Calls a function of the peer's module; what it takes and gives is plain data. */
export const call = ({ page }, name, argument) =>
  page.evaluate(([name, argument]) => globalThis.peer[name](argument), [name, argument]);

/** Loads the file into the peer; returns what it answers and the ms it took. */
export async function load({ page }, path) {
  await choose(page, path);
  return page.evaluate(async () => {
    const [file] = document.querySelector("#bench-files").files;
    const start = performance.now();
    const result = await globalThis.peer.load(file);
    return { ...result, ms: performance.now() - start };
  });
}
