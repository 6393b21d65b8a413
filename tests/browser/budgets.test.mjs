// Budgets that no machine makes larger or smaller: calls are counted, not
// timed. What is counted is printed; a ceiling is lowered with what it guards.
import assert from "node:assert/strict";

import { assertQuiet, test, until } from "./harness.mjs";
import { boardShown, choosePeriod, drop, history, openElement } from "./history.mjs";

/**
 * Calls and properties set on canvas to paint eight cards and five charts once, ninety days in the
 * stack: a path of a dozen calls for a rounded cell of the heatmap, ninety for the run in the corner of
 * each card, one for what has square corners.
 */
const CANVAS_CALLS = 4_450;

/**
 * Calls between scripts and wasm, both ways and in all threads, for each further MB of a history: a
 * few for every chunk that the browser hands out and every piece that a worker reads, none for any of
 * the six thousand events. How large a chunk is and how often progress is told depends on the moment,
 * so this is twice what is needed.
 */
const CROSSINGS_PER_MB = 20;

/** Events of the histories whose difference tells; several workers read the larger one. */
const [FEW, MANY] = [20_000, 120_000];

/** In the page: counts what is asked of every canvas. */
function countCanvas() {
  globalThis.painted = {};
  const count = (name) => (globalThis.painted[name] = (globalThis.painted[name] ?? 0) + 1);
  const { prototype } = CanvasRenderingContext2D;
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const { value, set } = property;
    if (typeof value === "function" && name !== "constructor") {
      property.value = function (...words) {
        count(name);
        return value.apply(this, words);
      };
    }
    if (set) {
      property.set = function (to) {
        count(name);
        set.call(this, to);
      };
    }
    Object.defineProperty(prototype, name, property);
  }
}

const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

test("the whole board is painted with few calls", async (context) => {
  const visit = await openElement({ init: countCanvas });
  const { page } = visit;
  await drop(page, { name: "history.ndjson", text: history(90 * 24) });
  await boardShown(page);
  await page.evaluate(() => (globalThis.painted = {}));
  await choosePeriod(page, "Last 90 days");
  await until(page, () => globalThis.painted.fillText > 0);
  await settled(page, () => globalThis.painted.fillText);
  const painted = await page.evaluate(() => globalThis.painted);
  context.diagnostic(`${sum(painted)} calls on canvas, of ${CANVAS_CALLS} at most: ${JSON.stringify(painted)}`);
  assert.ok(sum(painted) <= CANVAS_CALLS);
  assertQuiet(visit);
  await visit.close();
});

/** Waits until what grows has stopped growing. */
async function settled(page, ask) {
  for (let last; ; ) {
    const now = await page.evaluate(ask);
    if (now === last) return now;
    last = now;
    await page.waitForTimeout(300);
  }
}

/** In the page or a worker, before its wasm is there: counts every call of wasm and by wasm. */
function countCrossings() {
  const thread = Math.random();
  const told = new BroadcastChannel("crossings");
  let crossings = 0;
  const counted = (object) => Object.fromEntries(Object.entries(object).map(([name, one]) => [name, countedOne(one)]));
  const countedOne = (one) =>
    typeof one !== "function"
      ? one
      : (...words) => {
          crossings += 1;
          return one(...words);
        };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (module, imports) => {
    const from = Object.entries(imports).map(([name, object]) => [name, counted(object)]);
    const instance = await instantiate.call(WebAssembly, module, Object.fromEntries(from));
    Object.defineProperty(instance, "exports", { value: counted(instance.exports) });
    return instance;
  };
  if (globalThis.document) {
    const all = new Map();
    told.onmessage = ({ data }) => all.set(data.thread, data.crossings);
    globalThis.crossed = () => ({ page: crossings, workers: [...all.values()] });
    return;
  }
  // Workers of a worker cannot be watched: a piece that one is given is one call there.
  const give = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (...words) {
    crossings += 1;
    give.apply(this, words);
  };
  // What a worker counted is known before what it says is.
  const { postMessage } = globalThis;
  globalThis.postMessage = (...words) => {
    told.postMessage({ thread, crossings });
    postMessage(...words);
  };
}

/** Loads `events` made in the page, over the same days however many; how long they are and what crossed. */
function loadGenerated(page, events) {
  return page.evaluate(async (count) => {
    const parts = [];
    for (let index = 0; index < count; index += 1) {
      const thread = Math.floor(index / 10);
      const event = {
        ts: Date.UTC(2026, 4, 1) + Math.floor((thread / count) * 10 * 30 * 86_400_000) + (index % 10) * 5_000,
        type: "message",
        conversation_id: `c${thread}`,
        user_id: `u${thread % 7000}`,
        role: index % 2 ? "bot" : "user",
        text: `Message ${index} of a long history, with a few words more to read.`,
      };
      parts.push(JSON.stringify(event), "\n");
    }
    const file = new File(parts, "history.ndjson");
    const summary = await document.querySelector("chat-gauge").load(file);
    return { megabytes: file.size / 1e6, events: summary.files[0].events };
  }, events);
}

test("no event crosses between scripts and wasm by itself", async (context) => {
  const crossings = [];
  for (const events of [FEW, MANY]) {
    const visit = await openCounted();
    const { page } = visit;
    const loaded = await loadGenerated(page, events);
    assert.equal(loaded.events, events);
    await boardShown(page);
    const { page: here, workers } = await page.evaluate(() => globalThis.crossed());
    const total = here + workers.reduce((sum, one) => sum + one, 0);
    context.diagnostic(`${events} events, ${loaded.megabytes.toFixed(1)} MB: ${here} calls in the page, ${workers.join(" + ")} in workers`);
    crossings.push({ megabytes: loaded.megabytes, total });
    assertQuiet(visit);
    await visit.close();
  }
  const [few, many] = crossings;
  const each = (many.total - few.total) / (many.megabytes - few.megabytes);
  context.diagnostic(`${each.toFixed(0)} calls for each further MB, of ${CROSSINGS_PER_MB} at most`);
  assert.ok(each <= CROSSINGS_PER_MB);
});

/** Opens the page with it and its worker counting. */
function openCounted() {
  const prepare = (context) =>
    context.route(/\/worker\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `(${countCrossings})();\n${await response.text()}` });
    });
  return openElement({ init: countCrossings, prepare });
}
