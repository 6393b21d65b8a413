// The views of cards and charts: each has its own, keeps its own layout, and
// says what the data lacks.
import assert from "node:assert/strict";

import { assertQuiet, openPage, test, until } from "./harness.mjs";
import { openHistory } from "./history.mjs";

const VIEWS = [
  { tab: "Chatbot", view: "chatbot", card: "AI resolution", chart: "AI resolution by topic" },
  { tab: "Hand-offs & agents", view: "handoffs", card: "Hand-offs", chart: "Agents" },
  { tab: "Satisfaction", view: "satisfaction", card: "CSAT", chart: "CSAT by topic" },
  { tab: "Sales & goals", view: "sales", card: "Conversion", chart: "Conversion by campaign" },
];

const tabOf = (page, name) => page.locator(".tabs").getByRole("button", { name, exact: true });
const titles = (page) => page.locator(".overview .metric h2").allInnerTexts();
const charts = (page) => page.locator(".overview .chart h2").allInnerTexts();
/** Every figure of the view says something and nothing is out of date. */
const painted = (page) =>
  until(page, () => {
    const view = document.querySelector("chat-gauge").shadowRoot.querySelector(".overview");
    const figures = [...(view?.querySelectorAll(".figure") ?? [])];
    return figures.length > 0 && figures.every((one) => one.getAttribute("aria-label")) && view.getAttribute("aria-busy") === "false";
  });

test("each view shows its own cards and charts, and a link leads to it", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  for (const { tab, view, card, chart } of VIEWS) {
    await tabOf(page, tab).click();
    await painted(page);
    const shown = await titles(page);
    assert.equal(shown[0], card);
    assert.ok(shown.length <= 8);
    assert.ok((await charts(page)).includes(chart), chart);
    await until(page, (hash) => location.hash === hash, `#view=${view}`);
    assert.ok(await page.locator(".quiet").isHidden());
  }
  await page.goBack();
  await painted(page);
  assert.equal((await titles(page))[0], "CSAT");
  assertQuiet(visit);
  await visit.close();
});

test("each view is arranged by itself", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  await tabOf(page, "Satisfaction").click();
  await painted(page);
  await page.getByRole("button", { name: "Edit layout" }).click();
  await page.getByRole("button", { name: "Remove CSAT", exact: true }).click();
  await until(page, () => !decodeURIComponent(location.hash).includes("=csat,"));
  await until(page, () => /^#view=satisfaction&layout\.satisfaction=csat_response_rate,/.test(decodeURIComponent(location.hash)));
  await tabOf(page, "Overview").click();
  await painted(page);
  assert.equal((await titles(page))[0], "Conversations");
  assert.ok((await titles(page)).includes("CSAT"));
  await tabOf(page, "Satisfaction").click();
  await painted(page);
  assert.equal((await titles(page))[0], "CSAT response rate");
  assertQuiet(visit);
  await visit.close();
});

test("a bar of a metric opens the conversations of its value", async () => {
  const visit = await openPage({ path: "#sample&view=satisfaction&period=all" });
  const { page } = visit;
  await page.locator(".overview").waitFor();
  await painted(page);
  const chart = page.locator(".chart", { has: page.getByRole("heading", { name: "CSAT by channel" }) });
  await chart.locator(".figure").focus();
  await page.keyboard.press("Home");
  const rows = await page.locator(".tip-row").allInnerTexts();
  const [label, count] = rows[0].split(/\s*\n\s*/);
  assert.equal(label, "Conversations");
  await page.keyboard.press("Enter");
  await until(
    page,
    (expected) => document.querySelector("chat-gauge").shadowRoot.querySelector(".count-of")?.textContent.replace(/\D/g, "") === expected,
    count.replace(/\D/g, ""),
  );
  assertQuiet(visit);
  await visit.close();
});

test("on a phone the tab that is shown is in sight", async () => {
  const visit = await openPage({ path: "#sample&view=sales", viewport: { width: 375, height: 800 } });
  const { page } = visit;
  await page.locator(".overview").waitFor();
  const tab = await tabOf(page, "Sales & goals").boundingBox();
  assert.ok(tab.x >= 0 && tab.x + tab.width <= 375, JSON.stringify(tab));
  await visit.close();
});
