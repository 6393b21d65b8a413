// Funnels, distributions, load, cohorts and scores against each other: they are
// drawn, say what they show, and open what they count.
import assert from "node:assert/strict";

import { assertPainted, assertQuiet, openPage, test, until } from "./harness.mjs";
import { openHistory } from "./history.mjs";

const chartOf = (page, title) => page.locator(".chart", { has: page.getByRole("heading", { name: title, exact: true }) });
const shown = (page) =>
  until(page, () => {
    const view = document.querySelector("chat-gauge").shadowRoot.querySelector(".overview");
    const figures = [...(view?.querySelectorAll(".figure") ?? [])];
    return figures.length > 0 && figures.every((one) => one.getAttribute("aria-label")) && view.getAttribute("aria-busy") === "false";
  });
const count = (text) => text.replace(/\D/g, "");

const CHARTS = [
  { view: "chatbot", title: "From welcome to resolution", says: /^From welcome to resolution: Bot conversations [\d,]+ \(100\s%\), Engaged/, opens: "Behind: Bot conversations" },
  { view: "handoffs", title: "First response, distribution", says: /^First response: [\d,]+ conversations; most, .* median .*p90/, opens: "First response: up to 15\u202fs" },
  { view: "handoffs", title: "Load and agents by hour", says: /conversations for a human; most at \d\d:00 – \d\d:00: [\d.]+ each day, with [\d.]+ agents there/, opens: null },
  { view: "satisfaction", title: "CSAT, distribution", says: /^CSAT: [\d,]+ conversations/, opens: "CSAT: 1" },
  { view: "satisfaction", title: "NPS, distribution", says: /^NPS: [\d,]+ conversations/, opens: "NPS: 0" },
  { view: "satisfaction", title: "Effort and satisfaction", says: /Correlation [−\d.]+, n [\d,]+/, opens: null },
  { view: "sales", title: "Time to conversion, distribution", says: /^Time to conversion: [\d,]+ conversations/, opens: "Time to conversion: up to 5\u202fmin" },
];

test("each is painted and opens the conversations of its marks", async () => {
  const visit = await openPage({ path: "#sample&view=chatbot&period=all" });
  const { page } = visit;
  for (const { view, title, says, opens } of CHARTS) {
    await page.evaluate((hash) => { location.hash = hash; }, `#sample&view=${view}&period=all`);
    const chart = chartOf(page, title);
    await chart.waitFor();
    await shown(page);
    assert.match(await chart.locator(".figure").getAttribute("aria-label"), says);
    await chart.scrollIntoViewIfNeeded();
    await assertPainted(page, `.chart:has(h2:text-is('${title}')) canvas`);
    await chart.locator(".figure").focus();
    await page.keyboard.press("Home");
    const rows = () => page.locator(".tip-row").allInnerTexts();
    for (let step = 0; step < 25 && count((await rows())[0]) === "0"; step += 1) await page.keyboard.press("ArrowRight");
    const [, expected] = (await rows())[0].split(/\s*\n\s*/);
    assert.notEqual(count(expected), "0", title);
    await page.keyboard.press("Enter");
    await until(
      page,
      (number) => document.querySelector("chat-gauge").shadowRoot.querySelector(".count-of")?.textContent.replace(/\D/g, "") === number,
      count(expected),
    );
    const chips = await page.locator(".chip").allInnerTexts();
    assert.ok(!opens || chips.some((chip) => chip.startsWith(opens.split(": ")[0])), `${opens}: ${chips}`);
    // A link to it lists the same.
    await page.reload();
    await until(
      page,
      (number) => document.querySelector("chat-gauge").shadowRoot.querySelector(".count-of")?.textContent.replace(/\D/g, "") === number,
      count(expected),
    );
  }
  assertQuiet(visit);
  await visit.close();
});

test("visits and customers are told, and open nothing", async () => {
  const visit = await openPage({ path: "#sample&view=sales&period=all" });
  const { page } = visit;
  await page.locator(".overview").waitFor();
  await shown(page);
  for (const title of ["From visit to conversion", "Who comes back"]) {
    const figure = chartOf(page, title).locator(".figure");
    await figure.focus();
    await page.keyboard.press("Home");
    assert.ok(await page.locator(".tip").isVisible());
    await page.keyboard.press("Enter");
    assert.ok(await page.locator(".overview").isVisible(), title);
  }
  const cohorts = chartOf(page, "Who comes back");
  await cohorts.locator(".toggle").click();
  await cohorts.locator("tbody tr").first().waitFor();
  assert.match((await cohorts.locator("thead th").allInnerTexts()).join(), /^(Week|Month) of first contact,Customers,1 (week|month) later/);
  assertQuiet(visit);
  await visit.close();
});

test("what the data lacks is said in place of bars", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  const says = async (view, title) => {
    await page.evaluate((hash) => { location.hash = hash; }, `#view=${view}`);
    await chartOf(page, title).waitFor();
    await shown(page);
    return chartOf(page, title).locator(".figure").getAttribute("aria-label");
  };
  assert.match(await says("sales", "From visit to conversion"), /^From visit to conversion: Conversations 60 \(100\s%\).*not in this data/);
  assert.match(await says("sales", "Time to conversion, distribution"), /not in this data/);
  assert.match(await says("handoffs", "Load and agents by hour"), /not in this data: no agent_status events/);
  assertQuiet(visit);
  await visit.close();
});

test("any metric with a distribution can be added", async () => {
  const visit = await openPage({ path: "#sample&period=all" });
  const { page } = visit;
  await page.locator(".overview").waitFor();
  await page.locator(".arrange").getByRole("button", { name: "Edit layout", exact: true }).click();
  await page.getByRole("searchbox", { name: "Find a metric or dimension" }).fill("handle");
  await page.locator(".catalogue").getByRole("button", { name: "Distribution: Handle time", exact: true }).click();
  await chartOf(page, "Handle time, distribution").waitFor();
  await until(page, () => decodeURIComponent(location.hash).includes("hist.handle_time"));
  await page.getByRole("searchbox", { name: "Find a metric or dimension" }).fill("who comes back");
  await page.locator(".catalogue").getByRole("button", { name: "Show: Who comes back", exact: true }).click();
  await chartOf(page, "Who comes back").waitFor();
  assertQuiet(visit);
  await visit.close();
});
