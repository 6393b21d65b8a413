// From a file that was chosen to the Overview on the screen. The floor is the
// time the browser takes to hand out the file's bytes. The peers answer the
// same Overview but for its money, keep no texts, and draw nothing.
import { seen, watch } from "../browser.mjs";
import { history } from "../histories.mjs";
import { call, load as loadPeer, openPeer } from "../peers.mjs";
import { dateOf, lastDays } from "../peers/definitions.mjs";
import { answer, load, openProduct, wasmMemory } from "../product.mjs";
import { assertSame } from "../same.mjs";
import { spread } from "../table.mjs";

const PEERS = { JavaScript: { module: "worker", file: "ndjson" }, "duckdb-wasm": { module: "duckdb", file: "csv" } };

/** From so many events on the targets are meant; below, what is fixed outweighs. */
const LARGE = 1_000_000;
/** Events whose NDJSON is 1 GB. */
const GIGABYTE = 5_400_000;

export async function* rows(chromium, setting) {
  for (const events of setting.events) {
    const files = await history(setting, events);
    const checked = await check(chromium, setting, files);
    console.log(`${files.name}: all sides agree on ${checked} numbers`);
    const measured = { ours: [], bare: [], floor: [], JavaScript: [], "duckdb-wasm": [] };
    // In turns, so that what disturbs the machine disturbs all alike.
    for (let round = 0; round < setting.rounds; round += 1) {
      measured.floor.push(await floor(chromium, setting, files.ndjson));
      measured.ours.push(await ours(chromium, setting, files.ndjson));
      for (const name of Object.keys(PEERS)) measured[name].push(await theirs(chromium, setting, files, name));
      measured.bare.push(await ours(chromium, setting, files.ndjson, { transcripts: false }));
    }
    yield* told(files, measured);
  }
}

/** About 1 GB of NDJSON: whether it loads, and how the page fares. */
export async function* gigabyte(chromium, setting) {
  const files = await history(setting, GIGABYTE, false);
  const measured = { ours: [], bare: [], floor: [] };
  for (let round = 0; round < setting.rounds; round += 1) {
    measured.floor.push(await floor(chromium, setting, files.ndjson));
    measured.ours.push(await ours(chromium, setting, files.ndjson));
    measured.bare.push(await ours(chromium, setting, files.ndjson, { transcripts: false }));
  }
  yield* told(files, measured);
}

async function check(chromium, setting, files) {
  const visit = await openProduct(chromium, setting);
  await load(visit, files.ndjson);
  let checked = 0;
  for (const [name, { module, file }] of Object.entries(PEERS)) {
    const peer = await openPeer(chromium, setting, module);
    const { asOf, answer: loaded } = await loadPeer(peer, files[file]);
    for (const days of [7, 28, 90]) {
      const period = lastDays(asOf, days);
      const theirs = days === 7 ? loaded : await call(peer, "answer", period);
      const expected = await answer(visit, dateOf(period.from), dateOf(period.to - 1));
      checked += assertSame(`${name}, last ${days} days`, expected, theirs);
    }
    await peer.close();
  }
  await visit.close();
  return checked;
}

async function floor(chromium, setting, path) {
  const visit = await openPeer(chromium, setting, "floor");
  const { ms } = await loadPeer(visit, path);
  await visit.close();
  return ms;
}

async function ours(chromium, setting, path, options) {
  const visit = await openProduct(chromium, setting);
  return measure(visit, {
    load: () => load(visit, path, options),
    wasm: () => wasmMemory(visit, setting),
    clear: () => visit.page.evaluate(() => globalThis.bench.clear()),
  });
}

async function theirs(chromium, setting, files, name) {
  const { module, file } = PEERS[name];
  const visit = await openPeer(chromium, setting, module);
  return measure(visit, { load: async () => (await loadPeer(visit, files[file])).ms });
}

async function measure(visit, { load, wasm, clear }) {
  await watch(visit.page);
  visit.memory.restart();
  const before = visit.memory.now();
  const result = { ms: await load(), peak: visit.memory.peak() - before, kept: visit.memory.now() - before };
  Object.assign(result, await seen(visit.page));
  result.wasm = await wasm?.();
  if (clear) {
    await clear();
    // What the operating system gets back comes when the browser tidies up.
    await visit.page.waitForTimeout(500);
    result.cleared = visit.memory.now() - before;
  }
  if (visit.errors.length) throw new Error(visit.errors.join("\n"));
  await visit.close();
  return result;
}

function* told({ name, bytes, events }, { ours, bare, floor, ...peers }) {
  const of = (list, part) => spread(list.map((result) => result[part]));
  const against = (part, held = {}) =>
    Object.fromEntries(Object.entries(peers).map(([name, list]) => [name, { ...of(list, part), ...held[name] }]));
  const size = `${name}, ${(bytes / 1e6).toFixed(0)} MB`;
  const large = (target) => (events >= LARGE ? target : undefined);
  yield {
    what: `file → Overview, ${size}`,
    unit: "ms",
    ours: of(ours, "ms"),
    peers: {
      "its bytes alone": { ...spread(floor), within: large(1.3) },
      ...against("ms", { JavaScript: { faster: large(3) }, "duckdb-wasm": { faster: large(4) } }),
    },
  };
  yield { what: `  without texts`, unit: "ms", ours: of(bare, "ms") };
  yield { what: `  longest task of the page`, unit: "ms", ours: of(ours, "task"), most: 50, by: "most", peers: against("task") };
  yield { what: `  longest gap of a 5 ms timer`, unit: "ms", ours: of(ours, "gap"), peers: against("gap") };
  if (Number.isNaN(ours[0].peak)) {
    yield { what: `  memory is unknown on this system`, unit: "bytes", ours: of(ours, "wasm") };
    return;
  }
  const peak = of(ours, "peak");
  yield { what: `  peak memory, ${size}`, unit: "bytes", ours: peak, most: large(0.8 * bytes), peers: against("peak") };
  yield { what: `  … ÷ file size`, unit: "times", ours: of(divided(ours, bytes), "peak") };
  yield { what: `  peak memory without texts`, unit: "bytes", ours: of(bare, "peak"), most: large(0.25 * bytes) };
  yield { what: `  … ÷ file size`, unit: "times", ours: of(divided(bare, bytes), "peak") };
  yield { what: `  memory kept when loaded`, unit: "bytes", ours: of(ours, "kept"), peers: against("kept") };
  yield { what: `  wasm memory when loaded`, unit: "bytes", ours: of(ours, "wasm") };
  yield { what: `  memory kept after clear()`, unit: "bytes", ours: of(ours, "cleared") };
}

const divided = (list, by) => list.map((result) => ({ ...result, peak: result.peak / by }));
