// The reader alone, on one core: the function by which the product's helpers
// read their pieces, with validation, all fields and texts kept and packed to
// be handed on. The peers only read.
import { readFileSync } from "node:fs";

import { choose } from "../browser.mjs";
import { history } from "../histories.mjs";
import { call, load, openPeer } from "../peers.mjs";
import { openProduct } from "../product.mjs";
import { spread } from "../table.mjs";

const EVENTS = 100_000;
/** Each round reads so often. */
const TIMES = 3;

export async function* rows(chromium, setting) {
  const { ndjson, bytes } = await history(setting, Math.min(EVENTS, Math.max(...setting.events)), false);
  const lines = readFileSync(ndjson, "utf8").trimEnd().split("\n").map(JSON.parse);
  const product = await openProduct(chromium, setting);
  await choose(product.page, ndjson);
  const read = await product.page.evaluate(prepare, new URL("chatgauge/reader.js", setting.site).href);
  if (read !== lines.length) throw new Error(`we read ${read} events, not ${lines.length}`);
  const peer = await openPeer(chromium, setting, "json");
  await load(peer, ndjson);
  const measured = { ours: [], "serde_json in wasm": [], "JSON.parse": [] };
  const texts = lines.reduce((sum, { text = "" }) => sum + Buffer.byteLength(text), 0);
  for (let time = 0; time < setting.rounds * TIMES; time += 1) {
    measured.ours.push(await product.page.evaluate(() => globalThis.bench.read()));
    for (const name of ["serde_json in wasm", "JSON.parse"]) {
      const result = await call(peer, "read", name);
      const same = result.events === lines.length && result.texts === texts;
      if (!same) throw new Error(`${name} read ${result.events} events of ${lines.length}, ${result.texts} bytes of ${texts}`);
      measured[name].push(result.ms);
    }
  }
  await product.close();
  await peer.close();
  const { ours, ...peers } = Object.fromEntries(Object.entries(measured).map(([name, list]) => [name, spread(list)]));
  peers["serde_json in wasm"].faster = 3;
  const speed = (bytes / 1000 / ours.median).toFixed(0);
  yield { what: `reader in wasm, ${(bytes / 1e6).toFixed(0)} MB on one core (${speed} MB/s)`, unit: "ms", ours, peers };
}

/** Puts the reader into the page; gives the events that the product counts in the file. */
async function prepare(address) {
  const { default: start, readPiece } = await import(address);
  await start();
  const [file] = document.querySelector("#bench-files").files;
  const { summary } = await document.querySelector("chat-gauge").load(file);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces = [];
  // As large as the product cuts them.
  for (let from = 0; from < bytes.length; ) {
    const to = bytes.indexOf(10, from + (4 << 20)) + 1 || bytes.length;
    pieces.push(bytes.subarray(from, to));
    from = to;
  }
  globalThis.bench.read = () => {
    const start = performance.now();
    for (const piece of pieces) readPiece(false, undefined, piece);
    return performance.now() - start;
  };
  return summary.events;
}
