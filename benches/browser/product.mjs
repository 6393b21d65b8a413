// The product, driven as a host's page drives it, and asked for the same
// numbers that the peers give.
import { choose, open } from "./browser.mjs";

/** Figures of the Overview. */
const FIGURES = 13;

/** Opens the page and waits until it is ready for data. */
export async function openProduct(chromium, { site }, path = "") {
  const visit = await open(chromium, site + path);
  await visit.page.locator(".opener").waitFor();
  await visit.page.evaluate(install, FIGURES);
  return visit;
}

// What is timed runs in the page, by the page's clock.
function install(figures) {
  const element = document.querySelector("chat-gauge");
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const busy = () => element.shadowRoot.querySelector(".overview[aria-busy=true]");
  // After the frame in which the last of what is out of date was painted.
  const painted = async () => {
    do await frame();
    while (busy());
    await new Promise((resolve) => setTimeout(resolve));
  };
  const shown = () => {
    const found = [...element.shadowRoot.querySelectorAll(".overview .figure")];
    return found.length === figures && found.every((figure) => figure.getAttribute("aria-label"));
  };
  globalThis.bench = {
    painted,
    async load(options) {
      const [file] = document.querySelector("#bench-files").files;
      const start = performance.now();
      await element.load(file, options);
      while (!shown()) await frame();
      await painted();
      return performance.now() - start;
    },
    // All that is between a load and the next one must be gone.
    async clear() {
      await element.clear();
      await painted();
    },
  };
}

/** Loads the file and waits until the Overview is painted; returns ms. */
export async function load({ page }, path, options) {
  await choose(page, path);
  return page.evaluate((options) => globalThis.bench.load(options), options);
}

/** The wasm memory of the page and of the worker that holds the data, in bytes. */
export async function wasmMemory({ page }, { site }) {
  const ask = (address) =>
    import(address).then(async ({ default: init }) => (await init()).memory.buffer.byteLength);
  const address = new URL("chatgauge/chatgauge.js", site).href;
  const workers = await Promise.all(page.workers().map((worker) => worker.evaluate(ask, address)));
  return [await page.evaluate(ask, address), ...workers].reduce((sum, bytes) => sum + bytes, 0);
}

const CARDS = [
  "conversations",
  "messages",
  "customers",
  "engagement_rate",
  "ai_resolution_rate",
  "deflection_rate",
  "handoff_rate",
  "first_response_time",
  "csat",
];
const OUTCOMES = ["handed_off", "open", "resolved_by_agent", "resolved_by_bot", "closed_unanswered"];

/** The numbers of the dates `from` to `to`, in the shape of the peers' answers. */
export async function answer({ page }, from, to) {
  const report = (query) =>
    page.evaluate((query) => document.querySelector("chat-gauge").report(query), { from, to, ...query });
  const only = (...only) => report({ only });
  const by = async (by, metric, filters = {}) => {
    const { breakdown } = await report({ by, only: [metric], filters });
    return Object.fromEntries(breakdown.rows.map(({ key, metrics }) => [key, metrics[metric].value]));
  };
  const { metrics } = await only(...CARDS);
  const names = OUTCOMES.map((name) => `outcome_${name}`);
  const { series } = await report({ series: "day", only: [...CARDS, ...names] });
  const days = series.rows.map(({ start, metrics }) => [start, metrics]);
  const heat = {};
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const hours = await by("hour", "engaged_conversations", { weekday: [String(weekday)] });
    for (const [hour, count] of Object.entries(hours)) heat[`${weekday} ${hour}`] = count;
  }
  const outcome = ([day, metrics]) => OUTCOMES.map((name) => [`${day} ${name}`, metrics[`outcome_${name}`].value]);
  return {
    cards: pick(metrics, "value"),
    previous: pick(metrics, "previous"),
    days: Object.fromEntries(days.map(([day, metrics]) => [day, pick(metrics, "value")])),
    outcomes: Object.fromEntries(days.flatMap(outcome)),
    channels: await by("channel", "conversations"),
    support: await by("support_type", "conversations"),
    heat,
  };
}

const pick = (metrics, part) => Object.fromEntries(CARDS.map((id) => [id, metrics[id][part]]));
