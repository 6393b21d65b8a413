// Reading alone, on one core. First like for like: the scanner that the
// reader has beside peers that do no more, each line validated and its members
// kept as they stand in it. Then the whole reader, the function by which the
// product's helpers read their pieces, beside the same peers: it also checks
// every field, makes numbers of names and packs it all to be handed on.
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
  const measured = { scanner: [], reader: [], "serde_json in wasm": [], "JSON.parse": [] };
  const texts = lines.reduce((sum, { text = "" }) => sum + Buffer.byteLength(text), 0);
  for (let time = 0; time < setting.rounds * TIMES; time += 1) {
    measured.reader.push(await product.page.evaluate(() => globalThis.bench.read()));
    for (const name of ["scanner", "serde_json in wasm", "JSON.parse"]) {
      const result = await call(peer, "read", name);
      const same = result.events === lines.length && result.texts === texts;
      if (!same) throw new Error(`${name} read ${result.events} events of ${lines.length}, ${result.texts} bytes of ${texts}`);
      measured[name].push(result.ms);
    }
  }
  await product.close();
  await peer.close();
  const { scanner, reader, ...peers } = Object.fromEntries(Object.entries(measured).map(([name, list]) => [name, spread(list)]));
  const row = (does, ours, peers) => {
    const speed = (bytes / 1000 / ours.median).toFixed(0);
    return { what: `${does}, ${(bytes / 1e6).toFixed(0)} MB on one core (${speed} MB/s)`, unit: "ms", ours, peers };
  };
  const serde = "serde_json in wasm";
  yield row("scanner in wasm", scanner, { ...peers, [serde]: { ...peers[serde], faster: 3 } });
  yield row("reader in wasm, which also checks, interns and packs", reader, peers);
}

/** Puts the reader into the page; gives the events that the product counts in the file. */
async function prepare(address) {
  const { default: start, readPiece } = await import(address);
  await start({ module_or_path: address.replace(/\.js$/, "_bg.wasm") });
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
