// Everything else that a click changes: a filter, what a chart shows, the
// comparison, the view. Each is timed in the page from the click to the end of
// the frame in which what the page says is another thing and nothing is out of
// date; the longest task of the page is watched beside.
import { history } from "../histories.mjs";
import { load, openProduct } from "../product.mjs";
import { spread } from "../table.mjs";

/** Events that make about 100,000 conversations. */
const EVENTS = 1_190_000;
/** What any of them may take, in ms. */
const MOST = 50;
/** How often each is done a round. */
const TIMES = 4;

/**
 * What is clicked, as a person finds it: `menu` is opened first, unseen by the
 * clock; `there` and `back` are clicked in turns and each is timed.
 */
const CLICKS = [
  { what: "value of channel ticked, unticked", menu: "Channel", there: { choice: 0 }, back: { choice: 0 } },
  { what: "value of an attribute of numbers ticked, unticked", menu: "basket_value", there: { choice: 3 }, back: { choice: 3 } },
  { what: "hour ticked, unticked", menu: "Hour", there: { choice: 9 }, back: { choice: 9 } },
  { what: "is not, is", menu: "Topic", first: { choice: 0 }, there: { text: "Is not" }, back: { text: "Is" } },
  { what: "chart by channel, by outcome", there: { text: "Channel" }, back: { text: "Outcome" } },
  { what: "chart of engaged, of all", there: { text: "Engaged" }, back: { text: "All" } },
  { what: "comparison off, on", there: { query: ".controls > [aria-pressed]" }, back: { query: ".controls > [aria-pressed]" } },
  { what: "register opened, Overview opened", there: { text: "Conversations" }, back: { text: "Overview" } },
];

export async function* rows(chromium, setting) {
  const events = Math.min(EVENTS, Math.max(...setting.events) * 1.19);
  const files = await history(setting, events, false);
  const visit = await openProduct(chromium, setting);
  await load(visit, files.ndjson);
  await visit.page.locator(".dates").click();
  await visit.page.locator(".presets").getByRole("button", { name: "Last 90 days", exact: true }).click();
  await visit.page.waitForTimeout(500);
  const within = events === EVENTS ? MOST : undefined;
  const tasks = [];
  for (const click of CLICKS) {
    const { times, task } = await visit.page.evaluate(measure, { ...click, rounds: setting.rounds * TIMES });
    tasks.push(task);
    yield { what: `${click.what} → all painted`, unit: "ms", ours: spread(times), most: within, by: "p95" };
  }
  await visit.close();
  if (visit.errors.length > 0) throw new Error(visit.errors.join("; "));
  yield { what: "  longest task of the page", unit: "ms", ours: spread(tasks), most: within, by: "most" };
}

/** In the page. */
async function measure({ what, menu, first, there, back, rounds }) {
  const root = document.querySelector("chat-gauge").shadowRoot;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const rest = () => new Promise((resolve) => setTimeout(resolve, 120));
  const named = (within, text) => {
    const buttons = [...root.querySelectorAll(`${within} button`)];
    return buttons.find((button) => button.textContent === text && button.checkVisibility());
  };
  const find = ({ choice, text, query }) => {
    const found =
      query !== undefined
        ? root.querySelector(query)
        : choice !== undefined
          ? root.querySelectorAll(".filter-menu .choice input")[choice]
          : (named(".filter-menu", text) ?? named(".tabs", text) ?? named(".overview", text));
    if (!found) throw new Error(`${what}: nothing to click`);
    return found;
  };
  // All that the page says of its numbers; what is hidden says nothing.
  const said = () => {
    const told = [...root.querySelectorAll(".overview .figure, .count-of")];
    return told
      .filter((one) => one.checkVisibility())
      .map((one) => one.getAttribute("aria-label") ?? one.textContent)
      .join("\n");
  };
  const busy = () => {
    const view = [...root.querySelectorAll(".overview, .grid")].filter((one) => one.checkVisibility());
    const waiting = [...root.querySelectorAll(".space .row.waiting:not([hidden])")].some((row) => row.checkVisibility());
    return waiting || view.some((one) => one.getAttribute("aria-busy") === "true");
  };
  const until = async (done) => {
    const end = performance.now() + 20_000;
    do {
      await frame();
      if (performance.now() > end) throw new Error(`${what}: nothing came of it, ${said()}`);
    } while (!done());
    await new Promise((resolve) => setTimeout(resolve));
  };
  let task = 0;
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) task = Math.max(task, duration);
  });
  if (menu) {
    root.querySelector(".add-chip").click();
    await frame();
    const field = named(".filter-menu", menu);
    if (!field) throw new Error(`${what}: no such field`);
    field.click();
    await until(() => root.querySelector(".filter-menu .choice input"));
  }
  if (first) {
    const before = said();
    find(first).click();
    await until(() => said() !== before && !busy());
  }
  await rest();
  watch.observe({ type: "longtask" });
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const target of [there, back]) {
      const [element, before] = [find(target), said()];
      const start = performance.now();
      element.click();
      await until(() => said() !== before && !busy());
      times.push(performance.now() - start);
      await rest();
    }
  }
  watch.disconnect();
  const chip = () => root.querySelector('[aria-label^="Remove the filter"]');
  while (chip()) {
    chip().click();
    await rest();
  }
  if (menu && root.querySelector(".filter-menu").checkVisibility()) root.querySelector(".add-chip").click();
  await rest();
  return { times, task };
}
