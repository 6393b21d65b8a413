// From the navigation, with empty caches, to what a person sees: the first
// paint, the element ready for a file, the sample on the screen. Beside it the
// time until duckdb-wasm, from the same server, could be asked anything.
import { open } from "../browser.mjs";
import { openPeer } from "../peers.mjs";
import { spread } from "../table.mjs";

export async function* rows(chromium, setting) {
  const [shell, sample, duckdb] = [[], [], []];
  for (let round = 0; round < setting.rounds; round += 1) {
    shell.push(await visit(chromium, setting.site, ".opener"));
    sample.push(await visit(chromium, `${setting.site}#sample`, ".overview .figure[aria-label]"));
    const peer = await openPeer(chromium, setting, "duckdb");
    duckdb.push(peer.ready);
    await peer.close();
  }
  const of = (list, part) => spread(list.map((times) => times[part]));
  yield { what: "navigation → first paint", unit: "ms", ours: of(shell, "paint") };
  yield { what: "navigation → ready for a file", unit: "ms", ours: of(shell, "shown"), peers: { "duckdb-wasm": spread(duckdb) } };
  yield {
    what: "navigation → sample on the screen",
    unit: "ms",
    ours: of(sample, "shown"),
    most: 300,
    peers: { "duckdb-wasm without data": spread(duckdb) },
  };
}

async function visit(chromium, address, selector) {
  const { page, close } = await open(chromium, address, {
    init: [
      (selector) => {
        globalThis.paint = new Promise((resolve) => {
          const told = (list) => list.getEntriesByName("first-contentful-paint").forEach(({ startTime }) => resolve(startTime));
          new PerformanceObserver(told).observe({ type: "paint", buffered: true });
        });
        globalThis.shown = new Promise((resolve) => {
          const look = () => {
            const found = document.querySelector("chat-gauge")?.shadowRoot?.querySelector(selector);
            if (!found) requestAnimationFrame(look);
            // The end of the frame in which it is painted.
            else requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
          };
          look();
        });
      },
      selector,
    ],
  });
  const times = await page.evaluate(async () => ({ shown: await globalThis.shown, paint: await globalThis.paint }));
  await close();
  return times;
}
