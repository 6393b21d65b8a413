// Where no worker is to be had, everything is done in the page's own thread.
import assert from "node:assert/strict";

import { gzipSync } from "node:zlib";

import { assertPainted, assertQuiet, test, until } from "./harness.mjs";
import { boardShown, cardSays, choosePeriod, drop, history, openElement } from "./history.mjs";

/** In the page: the ways in which a worker is refused. */
const REFUSALS = {
  "the browser throws": () => {
    globalThis.Worker = class {
      constructor() {
        throw new DOMException("refused", "SecurityError");
      }
    };
  },
  "its script does not come": () => {
    globalThis.Worker = class extends EventTarget {
      constructor() {
        super();
        setTimeout(() => this.onerror({ target: this, preventDefault() {} }));
      }
      postMessage() {
        throw new Error("it never said that it listens");
      }
      terminate() {}
    };
  },
  "the page asks for none": () => {
    const { setAttribute } = Element.prototype;
    new MutationObserver((_, observer) => {
      const element = document.querySelector("chat-gauge");
      if (!element) return;
      setAttribute.call(element, "no-worker", "");
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  },
};

for (const [why, init] of Object.entries(REFUSALS)) {
  test(`without a worker: ${why}`, async () => {
    const visit = await openElement({ init });
    const { page } = visit;
    const bytes = gzipSync(history(300));
    await drop(page, { name: "history.ndjson.gz", bytes });
    await boardShown(page);
    await choosePeriod(page, "All data");
    await cardSays(page, "Conversations", /^Conversations: 300\./);
    for (let index = 0; index < 13; index += 1) await assertPainted(page, `.overview canvas >> nth=${index}`);
    await choosePeriod(page, "Yesterday");
    await cardSays(page, "Conversations", /^Conversations: 24\./);
    assert.equal(page.workers().length, 0);
    assert.ok(!visit.requests.some((address) => /reader|parser\.js/.test(address)), "nothing was fetched for workers");
    assertQuiet(visit);
    await visit.close();
  });
}

test("without a worker a load can be cancelled, cleared and done again", async () => {
  const visit = await openElement({ init: REFUSALS["the browser throws"] });
  const { page } = visit;
  const outcome = await page.evaluate(async (text) => {
    const element = document.querySelector("chat-gauge");
    const giveUp = new AbortController();
    const endless = new ReadableStream({
      pull(queue) {
        queue.enqueue(new TextEncoder().encode(text));
        if (!giveUp.signal.aborted) setTimeout(() => giveUp.abort(), 50);
        return new Promise((resolve) => setTimeout(resolve, 5));
      },
    });
    const first = await element.load(endless, { signal: giveUp.signal }).catch((error) => error.code);
    const second = await element.load(new File([text], "history.ndjson"));
    await element.clear();
    const third = await element.load(new File([text], "history.ndjson"));
    const { metrics } = await element.report();
    return { first, second: second.files[0].events, third: third.files[0].events, conversations: metrics.conversations.value };
  }, history(20));
  assert.equal(outcome.second, outcome.third);
  assert.equal(outcome.conversations, 20);
  assert.equal(outcome.first, "cancelled");
  await boardShown(page);
  assertQuiet(visit);
  await visit.close();
});

test("without a worker the page stays alive while a long history is read", async (context) => {
  const visit = await openElement({ init: REFUSALS["the browser throws"] });
  const { page } = visit;
  const told = await page.evaluate(async () => {
    const parts = [];
    for (let index = 0; index < 100_000; index += 1) {
      const ts = new Date(Date.UTC(2026, 4, 1) + index * 10_000).toISOString();
      const role = index % 2 ? "bot" : "user";
      parts.push(JSON.stringify({ ts, type: "message", conversation_id: `c${index >> 3}`, role, text: `Message ${index}` }), "\n");
    }
    let progress = 0;
    let frames = 0;
    let loading = true;
    const frame = () => {
      frames += 1;
      if (loading) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ type: "longtask" });
    const start = performance.now();
    const onProgress = () => (progress += 1);
    const { summary } = await document.querySelector("chat-gauge").load(new File(parts, "long.ndjson"), { onProgress });
    loading = false;
    return { events: summary.events, progress, frames, tasks, took: Math.round(performance.now() - start) };
  });
  context.diagnostic(JSON.stringify(told));
  assert.equal(told.events, 100_000);
  assert.ok(told.progress > 0, "progress is told on the way");
  assert.ok(told.frames > 3, "frames are painted on the way");
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelector(".overview[aria-busy=false]"));
  assertQuiet(visit);
  await visit.close();
});
