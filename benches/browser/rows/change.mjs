// Another period is chosen in the picker: from the click, by the browser's own
// time of it, to the end of the frame in which everything was painted anew. The
// peers answer the same Overview but for its money, in their worker, from
// conversations that they have folded before, and draw nothing. What the browser
// itself needs from a click to the next frame is seen on a page that has a
// button and nothing else.
import { history } from "../histories.mjs";
import { call, load as loadPeer, openPeer } from "../peers.mjs";
import { dateOf, lastDays } from "../peers/definitions.mjs";
import { answer, load, openProduct } from "../product.mjs";
import { assertSame } from "../same.mjs";
import { spread } from "../table.mjs";

/** Events that make about 100,000 conversations. */
const EVENTS = 1_190_000;
/** Choices in the picker, by name and length, none the one before. */
const CHOICES = [
  ["Last 28 days", 28],
  ["Last 7 days", 7],
  ["Last 90 days", 90],
];
/** Each round changes the period so often. */
const CHANGES = 12;

export async function* rows(chromium, setting) {
  // A run with small histories only is one to see that everything works.
  const events = Math.min(EVENTS, Math.max(...setting.events) * 1.19);
  const files = await history(setting, events);
  const product = await openProduct(chromium, setting);
  await load(product, files.ndjson);
  const peers = {};
  for (const [name, module, file] of [
    ["JavaScript", "worker", files.ndjson],
    ["duckdb-wasm", "duckdb", files.csv],
    ["crossfilter2, counts alone", "crossfilter", files.ndjson],
  ]) {
    const visit = await openPeer(chromium, setting, module);
    peers[name] = { visit, loaded: await loadPeer(visit, file) };
  }
  const { asOf, conversations } = peers.JavaScript.loaded;
  const checked = await check(product, peers, asOf);
  console.log(`${conversations} conversations: all sides agree on ${checked} numbers`);
  await prepare(product);
  await listen(product);
  const changes = Array.from({ length: setting.rounds * CHANGES }, (_, at) => CHOICES[at % CHOICES.length]);
  const ours = [];
  for (const [name] of changes) ours.push(await choose(product, name));
  const idle = await clicked(chromium, setting, changes.length);
  const theirs = {};
  for (const [name, { visit }] of Object.entries(peers)) theirs[name] = spread(await ask(visit, changes, asOf));
  for (const { close } of [product, ...Object.values(peers).map(({ visit }) => visit)]) await close();
  const of = (part) => spread(ours.map((times) => times[part]));
  const large = (target) => (events === EVENTS ? target : undefined);
  theirs["duckdb-wasm"].faster = large(20);
  yield {
    what: `period → all painted, ${conversations} conversations`,
    unit: "ms",
    ours: of("painted"),
    most: large(16),
    by: "p95",
    peers: theirs,
  };
  yield { what: "  click → new numbers are on the page", unit: "ms", ours: of("numbers") };
  const next = { what: "  click → next frame (event timing)", unit: "ms", ours: of("input"), most: 16, by: "p95" };
  yield { ...next, peers: { "a page with one button": spread(idle) } };
}

/** How long clicks on the page with a button take to the next frame. */
async function clicked(chromium, setting, times) {
  const visit = await openPeer(chromium, setting, "button");
  await listen(visit);
  const waits = [];
  for (let time = 0; time < times; time += 1) {
    waits.push(await timed(visit, () => visit.page.getByRole("button").click()));
  }
  await visit.close();
  return waits;
}

/** Has the browser tell how long a click took to the next frame. */
function listen({ page }) {
  return page.evaluate(() => {
    globalThis.clicked = 0;
    const clicks = (list) => {
      for (const { name, duration } of list.getEntries()) if (name === "click") globalThis.clicked = duration;
    };
    new PerformanceObserver(clicks).observe({ type: "event", durationThreshold: 16 });
  });
}

/** What it tells of one click; it tells nothing of less than 16 ms. */
async function timed({ page }, click) {
  await page.evaluate(() => (globalThis.clicked = 0));
  await click();
  // Not before the frame that follows.
  await page.waitForTimeout(50);
  return page.evaluate(() => globalThis.clicked);
}

async function check(product, peers, asOf) {
  let checked = 0;
  for (const [, days] of CHOICES) {
    const period = lastDays(asOf, days);
    const expected = await answer(product, dateOf(period.from), dateOf(period.to - 1));
    for (const [name, { visit }] of Object.entries(peers)) {
      const theirs = await call(visit, "answer", period);
      const ours = name.startsWith("crossfilter") ? counts(expected, period) : expected;
      const given = name.startsWith("crossfilter") ? named(theirs) : theirs;
      checked += assertSame(`${name}, last ${days} days`, ours, given);
    }
  }
  return checked;
}

/** What crossfilter counts, of an answer. */
function counts({ cards, outcomes, channels, support, heat }) {
  return { conversations: cards.conversations, outcomes, channels, support, heat };
}

/** Crossfilter's counts, by the same names. */
function named({ conversations, outcomes, channels, support, heat }) {
  const day = (key) => `${dateOf(key.split(" ")[0] * 86_400_000)} ${key.split(" ")[1]}`;
  // Hours run from the first hour of a Thursday.
  const hour = (key) => `${((Math.floor(key / 24) + 3) % 7) + 1} ${String(key % 24).padStart(2, "0")}`;
  const some = (counts, name) => Object.fromEntries(counts.filter(([, n]) => n).map(([key, n]) => [name(key), n]));
  const own = (key) => key;
  return {
    conversations,
    outcomes: some(outcomes, day),
    channels: some(channels, own),
    support: some(support, own),
    heat: some(heat.filter(([key]) => key >= 0), hour),
  };
}

/** Times what follows a click, in the page. */
function prepare({ page }) {
  return page.evaluate(() => {
    const element = document.querySelector("chat-gauge");
    const { bench } = globalThis;
    bench.change = () => {
      bench.changed = new Promise((resolve) => {
        element.addEventListener("click", ({ timeStamp }) => (bench.clicked = timeStamp), { once: true, capture: true });
        element.addEventListener(
          "chatgauge-change",
          async () => {
            const numbers = performance.now() - bench.clicked;
            await bench.painted();
            resolve({ numbers, painted: performance.now() - bench.clicked });
          },
          { once: true },
        );
      });
    };
  });
}

async function choose(product, name) {
  const { page } = product;
  await page.locator(".dates").click();
  await page.evaluate(() => globalThis.bench.change());
  let times;
  const input = await timed(product, async () => {
    await page.locator(".presets").getByRole("button", { name, exact: true }).click();
    times = await page.evaluate(() => globalThis.bench.changed);
  });
  return { ...times, input };
}

function ask({ page }, changes, asOf) {
  const periods = changes.map(([, days]) => lastDays(asOf, days));
  return page.evaluate(async (periods) => {
    const times = [];
    for (const period of periods) {
      const start = performance.now();
      await globalThis.peer.answer(period);
      times.push(performance.now() - start);
      // As long as a person looks at what is there.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return times;
  }, periods);
}
