// Fifty times a history is loaded and cleared again in one page: what the page
// holds after the last time is what it held when half of them were over.
import { openProduct, wasmMemory } from "../product.mjs";
import { choose } from "../browser.mjs";
import { history } from "../histories.mjs";
import { spread } from "../table.mjs";

const EVENTS = 10_000;
const TIMES = 50;
/** Before this nothing is settled: caches, compiled code, gaps in memory. */
const SETTLED = 25;
/** More growth than this is a leak: a tenth of what so many loads take up. */
const MOST = 25e6;

export async function* rows(chromium, setting) {
  const { ndjson } = await history(setting, EVENTS, false);
  const visit = await openProduct(chromium, setting);
  await choose(visit.page, ndjson);
  const devtools = await visit.page.context().newCDPSession(visit.page);
  let settled;
  for (let time = 1; time <= TIMES; time += 1) {
    await visit.page.evaluate(() => globalThis.bench.load().then(globalThis.bench.clear));
    if (time === SETTLED) settled = await held(visit, devtools, setting);
  }
  const last = await held(visit, devtools, setting);
  await visit.close();
  const since = `from load ${SETTLED} to ${TIMES}, each cleared`;
  yield { what: `memory grown ${since}`, unit: "bytes", ours: spread([last.memory - settled.memory]), most: MOST };
  yield { what: "  wasm memory grown", unit: "bytes", ours: spread([last.wasm - settled.wasm]), most: 0 };
  yield { what: "  DOM nodes grown", unit: "count", ours: spread([last.nodes - settled.nodes]), most: 0 };
}

async function held(visit, devtools, setting) {
  await devtools.send("HeapProfiler.collectGarbage");
  await visit.page.waitForTimeout(500);
  const { nodes } = await devtools.send("Memory.getDOMCounters");
  return { memory: visit.memory.now(), wasm: await wasmMemory(visit, setting), nodes };
}
