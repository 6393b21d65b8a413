// One stacked chart of 90 days and eight series drawn anew: the time of the
// scripts, to the last word told to the canvas. Ours is the page's own chart,
// from the numbers to the picture: view, legend, marks for the pointer, canvas.
import { history } from "../histories.mjs";
import { call, openPeer } from "../peers.mjs";
import { load, openProduct } from "../product.mjs";
import { spread } from "../table.mjs";

const EVENTS = 100_000;
const DAYS = 90;
const SERIES = 8;
/** Each round draws so often. */
const TIMES = 12;

export async function* rows(chromium, setting) {
  const { ndjson } = await history(setting, Math.min(EVENTS, Math.max(...setting.events)), false);
  const product = await openProduct(chromium, setting);
  await load(product, ndjson);
  const size = await prepare(product);
  const times = setting.rounds * TIMES;
  const { chart, all } = await redraw(product, times);
  await product.close();
  const charts = await openPeer(chromium, setting, "charts");
  await call(charts, "make", { ...size, days: DAYS });
  const peers = {};
  for (const name of ["uplot", "chart.js", "echarts"]) {
    peers[name] = spread(await call(charts, "draw", { name, days: DAYS, times }));
  }
  for (const [name, colours] of Object.entries(await call(charts, "colours"))) {
    if (colours <= SERIES) throw new Error(`${name} has drawn nothing to compare with`);
  }
  await charts.close();
  Object.assign(peers.uplot, { within: 2 });
  for (const name of ["chart.js", "echarts"]) peers[name].faster = 1;
  yield { what: `stacked chart of ${DAYS} days × ${SERIES} series drawn anew`, unit: "ms", ours: spread(chart), peers };
  yield { what: "  all 13 pictures of the Overview", unit: "ms", ours: spread(all) };
}

/** Shows the chart that is drawn; gives its size. */
async function prepare({ page }) {
  const chart = page.locator(".chart").first();
  await page.locator(".dates").click();
  await page.locator(".presets").getByRole("button", { name: "Last 90 days", exact: true }).click();
  await chart.getByText("Topic", { exact: true }).click();
  await page.waitForFunction((series) => {
    const [chart] = document.querySelector("chat-gauge").shadowRoot.querySelectorAll(".chart");
    return chart.querySelectorAll(".legend li").length === series;
  }, SERIES);
  return chart.locator("canvas").evaluate(({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight }));
}

/** Has everything drawn anew, and times the frame's work and, in it, the chart. */
function redraw({ page }, times) {
  return page.evaluate(async (times) => {
    const { shadowRoot } = document.querySelector("chat-gauge");
    // A panel shows its figure first, seen already or not: where the next one
    // does so, it was over.
    const figures = [...shadowRoot.querySelectorAll(".chart .figure")];
    let marks = [];
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "hidden");
    Object.defineProperty(HTMLElement.prototype, "hidden", {
      get,
      set(hidden) {
        const panel = figures.indexOf(this);
        if (panel >= 0) marks.push({ panel, at: performance.now() });
        set.call(this, hidden);
      },
    });
    const frame = globalThis.requestAnimationFrame;
    let all = 0;
    globalThis.requestAnimationFrame = (work) =>
      frame((time) => {
        const start = performance.now();
        work(time);
        marks.push({ at: performance.now() });
        all += marks.at(-1).at - start;
      });
    const own = () => marks.reduce((sum, { panel, at }, index) => sum + (panel === 0 ? marks[index + 1].at - at : 0), 0);
    const main = shadowRoot.querySelector("main");
    const taken = { chart: [], all: [] };
    const compare = shadowRoot.querySelector(".controls > [aria-pressed]");
    // What is being painted ends first.
    await new Promise((resolve) => frame(() => frame(() => setTimeout(resolve))));
    for (let time = 0; time < times; time += 1) {
      marks = [];
      all = 0;
      compare.click();
      do await new Promise((resolve) => frame(() => setTimeout(resolve)));
      while (main.getAttribute("aria-busy") === "true");
      taken.chart.push(own());
      taken.all.push(all);
    }
    return taken;
  }, times);
}
