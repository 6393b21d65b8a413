// A filter and another period in each of the views: from the click to the end
// of the frame in which the last of what is in sight changed, and to that in
// which nothing is out of date. Tables count as far as their lines are in
// sight. The first opening of each view is told beside.
import { history } from "../histories.mjs";
import { load, openProduct } from "../product.mjs";
import { spread } from "../table.mjs";

/** Events that make about 100,000 conversations. */
const EVENTS = 1_190_000;
/** What a change in sight, and any task of the page, may take, in ms. */
const MOST = 50;
/** How often each is done a round, there and back. */
const TIMES = 4;

const VIEWS = ["Scorecard", "Compare", "Chatbot", "Hand-offs & agents", "Satisfaction", "Sales & goals"];

export async function* rows(chromium, setting) {
  const events = Math.min(EVENTS, Math.max(...setting.events) * 1.19);
  const files = await history(setting, events, false);
  const visit = await openProduct(chromium, setting);
  await load(visit, files.ndjson);
  await visit.page.locator(".dates").click();
  await visit.page.locator(".presets").getByRole("button", { name: "Last 90 days", exact: true }).click();
  await visit.page.waitForTimeout(500);
  const within = events === EVENTS ? MOST : undefined;
  const row = (what, times, most, by) => ({ what, unit: "ms", ours: spread(times), most, by });
  for (const view of VIEWS) {
    const { opened, filter, period, task } = await visit.page.evaluate(measure, {
      view,
      rounds: setting.rounds * TIMES,
    });
    yield row(`${view}: opened → all painted`, [opened]);
    for (const [what, times] of [["value of channel ticked, unticked", filter], ["28 days, 90 days", period]]) {
      yield row(`${view}: ${what} → in sight`, times.map(({ sight }) => sight), within, "p95");
      yield row(`${view}: ${what} → all`, times.map(({ all }) => all));
    }
    yield row("  longest task of the page", [task], within, "most");
  }
  await visit.close();
  if (visit.errors.length > 0) throw new Error(visit.errors.join("; "));
}

/** In the page. */
async function measure({ view, rounds }) {
  const root = document.querySelector("chat-gauge").shadowRoot;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const rest = (ms = 250) => new Promise((resolve) => setTimeout(resolve, ms));
  const busy = () => root.querySelector(".overview").getAttribute("aria-busy") === "true";
  const inSight = (one) => one.checkVisibility() && one.getBoundingClientRect().top < innerHeight;
  // What the page says where it is in sight: which lines those are is found
  // out before the click, which is not to pay for it.
  const sight = () => {
    const parts = [...root.querySelectorAll(".overview .figure, .overview .ledger")].filter(inSight);
    const lines = parts.map((part) => [...part.querySelectorAll("tbody tr")].filter(inSight).length);
    return () =>
      parts
        .map((part, place) =>
          lines[place] > 0
            ? [...part.querySelectorAll("tbody tr")].slice(0, lines[place]).map((line) => line.textContent)
            : part.getAttribute("aria-label"),
        )
        .join("\n");
  };
  let task = 0;
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) task = Math.max(task, duration);
  });
  const changed = async (click, what) => {
    const said = sight();
    const before = said();
    const start = performance.now();
    let [last, seen] = [before, 0];
    click();
    do {
      await frame();
      const now = said();
      // The end of a frame is the beginning of what comes after it.
      if (now !== last) await new Promise((resolve) => setTimeout(resolve));
      if (now !== last) [last, seen] = [now, performance.now() - start];
      if (performance.now() - start > 20_000) throw new Error(`${view}, ${what}: nothing came of it`);
    } while (seen === 0 || busy());
    await new Promise((resolve) => setTimeout(resolve));
    return { sight: seen, all: performance.now() - start };
  };
  const tab = [...root.querySelectorAll(".tabs button")].find((button) => button.textContent === view);
  const start = performance.now();
  tab.click();
  do await frame();
  while (busy() || !root.querySelector(".overview .figure[aria-label], .overview .ledger tbody"));
  const opened = performance.now() - start;
  await rest(600);
  root.querySelector(".add-chip").click();
  await frame();
  [...root.querySelectorAll(".filter-menu button")].find((button) => button.textContent === "Channel").click();
  while (!root.querySelector(".filter-menu .choice input")) await frame();
  await rest();
  watch.observe({ type: "longtask" });
  const [filter, period] = [[], []];
  for (let round = 0; round < 2 * rounds; round += 1) {
    const value = root.querySelector(".filter-menu .choice input");
    filter.push(await changed(() => value.click(), "a filter"));
    await rest();
  }
  root.querySelector(".add-chip").click();
  for (let round = 0; round < 2 * rounds; round += 1) {
    root.querySelector(".dates").click();
    await rest();
    const name = round % 2 === 0 ? "Last 28 days" : "Last 90 days";
    const preset = [...root.querySelectorAll(".presets button")].find((button) => button.textContent === name);
    period.push(await changed(() => preset.click(), "a period"));
    await rest();
  }
  watch.disconnect();
  return { opened, filter, period, task };
}
