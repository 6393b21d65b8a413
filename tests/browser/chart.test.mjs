// Reading the board: tooltips, keyboard, switches, tables, periods.
import assert from "node:assert/strict";

import { assertQuiet, canvasPaint, test, until } from "./harness.mjs";
import {
  boardShown,
  card,
  cardSays,
  chart,
  choosePeriod,
  drop,
  history,
  openElement,
  openHistory,
  says,
} from "./history.mjs";

const tip = (page) => page.locator("#tip");

test("pointing at a bar shows its day and its parts", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  const figure = chart(page, "Conversations per day").locator(".figure");
  const { width, height } = await figure.boundingBox();
  await figure.hover({ position: { x: width - 40, y: height - 60 } });
  const said = await tip(page).innerText();
  assert.match(said, /Sun 31 May 2026/);
  assert.match(said, /Total\s+21/);
  assert.ok(await figure.locator(".mark").isVisible(), "the bar is marked");
  await page.mouse.move(5, 5);
  assert.ok(await tip(page).isHidden());
  assertQuiet(visit);
  await visit.close();
});

test("a finger shows the same, until it points elsewhere", async () => {
  const visit = await openHistory(60, { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, hasTouch: true });
  const { page } = visit;
  const figure = chart(page, "Conversations per day").locator(".figure");
  const { width, height } = await figure.boundingBox();
  await figure.tap({ position: { x: width - 20, y: height - 60 } });
  await page.waitForTimeout(100);
  assert.match(await tip(page).innerText(), /Sun 31 May 2026/);
  const box = await tip(page).boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 375, "the tooltip is on the screen");
  await card(page, "Engagement").locator(".info").tap();
  assert.match(await tip(page).innerText(), /^Engagement/);
  await page.locator("h1").tap();
  assert.ok(await tip(page).isHidden());
  assertQuiet(visit);
  await visit.close();
});

test("the keyboard walks the same points and reads them out", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  const figure = chart(page, "Conversations per day").locator(".figure");
  await figure.focus();
  assert.equal(await figure.getAttribute("role"), "img");
  await page.keyboard.press("End");
  const last = await tip(page).innerText();
  assert.match(last, /Sun 31 May 2026/);
  await page.keyboard.press("ArrowLeft");
  assert.match(await tip(page).innerText(), /Sat 30 May 2026/);
  const spoken = await page.locator("[aria-live=polite]").textContent();
  assert.match(spoken, /^Sat 30 May 2026, Total 24, /);
  await page.keyboard.press("Home");
  assert.match(await tip(page).innerText(), /25 May 2026/);
  await page.keyboard.press("Escape");
  assert.ok(await tip(page).isHidden());
  assertQuiet(visit);
  await visit.close();
});

test("every picture answers to the keyboard", async () => {
  const visit = await openHistory(60);
  const figures = visit.page.locator(".overview .figure");
  for (let index = 0; index < (await figures.count()); index += 1) {
    const figure = figures.nth(index);
    assert.ok((await figure.getAttribute("aria-label")).length > 10);
    await figure.focus();
    await visit.page.keyboard.press("ArrowRight");
    assert.ok(await tip(visit.page).isVisible(), `figure ${index} shows its first point`);
  }
  await visit.close();
});

test("the ⓘ explains by pointer, by focus, and goes by Escape", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  const info = card(page, "Engagement").locator(".info");
  await info.hover();
  const said = await tip(page).innerText();
  assert.match(said, /^Engagement\n/);
  assert.match(said, /60 of 60/);
  await page.mouse.move(5, 5);
  assert.ok(await tip(page).isHidden());
  await info.focus();
  assert.ok(await tip(page).isVisible());
  assert.equal(await info.getAttribute("aria-describedby"), "tip");
  await page.keyboard.press("Escape");
  assert.ok(await tip(page).isHidden());
  const infos = page.locator(".info");
  assert.equal(await infos.count(), 13, "every title has one");
  for (const { width, height } of await infos.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()))) {
    assert.ok(width >= 24 && height >= 24, "large enough for a finger");
  }
  assertQuiet(visit);
  await visit.close();
});

test("switches change what a chart counts and what it is split by", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  const stack = chart(page, "Conversations per day");
  const byOutcome = await says(stack);
  await stack.getByRole("button", { name: "Channel" }).click();
  await stack.locator(".legend", { hasText: "WhatsApp" }).waitFor();
  assert.notEqual(await says(stack), byOutcome);
  await stack.getByRole("button", { name: "Engaged" }).click();
  await stack.locator(".switch [aria-pressed=true]", { hasText: "Engaged" }).waitFor();
  const heatmap = page.locator(".chart", { has: page.getByRole("button", { name: "Hand-offs" }) });
  await heatmap.getByRole("button", { name: "Hand-offs" }).click();
  await until(page, () => {
    const sentences = [...document.querySelector("chat-gauge").shadowRoot.querySelectorAll(".chart .figure")];
    return sentences.some((figure) => /^15 /.test(figure.getAttribute("aria-label")));
  });
  assertQuiet(visit);
  await visit.close();
});

test("a chart is also a table", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  const channels = chart(page, "By channel");
  await channels.locator(".toggle").click();
  await channels.locator("table").waitFor();
  const table = await channels.locator("table").innerText();
  assert.match(table, /Web\s+40/);
  assert.match(table, /WhatsApp\s+20/);
  await channels.locator(".figure").waitFor({ state: "hidden" });
  await channels.locator(".toggle").click();
  await channels.locator(".figure").waitFor();
  assertQuiet(visit);
  await visit.close();
});

test("named periods and typed dates choose the days, both ends included", async () => {
  const visit = await openHistory(100);
  const { page } = visit;
  await cardSays(page, "Conversations", /^Conversations: 100\./);
  await choosePeriod(page, "Today");
  await cardSays(page, "Conversations", /^Conversations: 21\./);
  await choosePeriod(page, "Yesterday");
  await cardSays(page, "Conversations", /^Conversations: 24\./);
  await page.locator(".dates").click();
  const [from, to] = ["From", "To"].map((name) => page.getByLabel(name, { exact: true }));
  await from.fill("2026-05-30");
  await to.fill("2026-05-29");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.locator(".wrong", { hasText: "before the first" }).waitFor();
  await to.fill("2026-05-31");
  await page.getByRole("button", { name: "Apply" }).click();
  await cardSays(page, "Conversations", /^Conversations: 45\./);
  assert.match(await page.locator(".dates").textContent(), /30 – 31 May 2026/);
  await choosePeriod(page, "All data");
  await cardSays(page, "Conversations", /^Conversations: 100\./);
  assertQuiet(visit);
  await visit.close();
});

test("the picker closes by Escape and by clicking elsewhere", async () => {
  const visit = await openHistory(10);
  const { page } = visit;
  const menu = page.locator(".picker .menu");
  await page.locator(".dates").click();
  await page.keyboard.press("Escape");
  assert.ok(await menu.isHidden());
  assert.ok(await page.locator(".dates").evaluate((button) => button.matches(":focus")), "the keyboard is back");
  await page.locator(".dates").click();
  await page.mouse.click(5, 400);
  assert.ok(await menu.isHidden());
  await visit.close();
});

test("a period without conversations says where the data lies", async () => {
  const visit = await openHistory(10);
  const { page } = visit;
  await choosePeriod(page, "Last month");
  await page.locator(".quiet", { hasText: "The data runs from 31 May 2026" }).waitFor();
  await page.getByRole("button", { name: "Show all data" }).click();
  await cardSays(page, "Conversations", /^Conversations: 10\./);
  assert.ok(await page.locator(".quiet").isHidden());
  assertQuiet(visit);
  await visit.close();
});

test("the comparison is on, and can be switched off", async () => {
  const visit = await openHistory(100);
  const { page } = visit;
  await choosePeriod(page, "Yesterday");
  await cardSays(page, "Conversations", /the day before/);
  await page.getByRole("button", { name: /^vs / }).click();
  const sentence = await cardSays(page, "Conversations", /^Conversations: 24\.\s*$|^Conversations: 24\.(?!.*before)/);
  assert.doesNotMatch(sentence, /before/);
  await page.getByRole("button", { name: "vs previous", exact: true }).click();
  await cardSays(page, "Conversations", /the day before/);
  await visit.close();
});

test("canvases follow the width, the pixel ratio and the theme", async () => {
  const visit = await openHistory(60, { deviceScaleFactor: 2 });
  const { page } = visit;
  const first = ".chart canvas >> nth=0";
  const wide = await canvasPaint(page, first);
  const { width } = await page.locator(first).boundingBox();
  assert.equal(wide.width, Math.round(width * 2), "two device pixels to a CSS pixel");
  await page.setViewportSize({ width: 700, height: 800 });
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelector(".chart canvas").clientWidth < 680);
  const colour = () =>
    page.locator(".metric canvas").first().evaluate((canvas) => canvas.getContext("2d").fillStyle);
  const light = await colour();
  await page.evaluate(() => document.querySelector("chat-gauge").setAttribute("theme", "dark"));
  await until(page, (before) => {
    const canvas = document.querySelector("chat-gauge").shadowRoot.querySelector(".metric canvas");
    return canvas.getContext("2d").fillStyle !== before;
  }, light);
  await boardShown(page);
  assertQuiet(visit);
  await visit.close();
});

for (const [zone, today] of [
  ["Asia/Kathmandu", 2],
  ["America/St_Johns", 18],
]) {
  test(`days are those of the machine's zone, ${zone}`, async () => {
    const visit = await openHistory(100, { timezoneId: zone });
    await choosePeriod(visit.page, "Today");
    await cardSays(visit.page, "Conversations", new RegExp(`^Conversations: ${today}\\.`));
    await visit.close();
  });

  test(`the timezone attribute wins, ${zone}`, async () => {
    const visit = await openElement();
    const { page } = visit;
    await page.locator("chat-gauge").evaluate((element, name) => element.setAttribute("timezone", name), zone);
    await drop(page, { name: "history.ndjson", text: history(100) });
    await boardShown(page);
    await choosePeriod(page, "Today");
    await cardSays(page, "Conversations", new RegExp(`^Conversations: ${today}\\.`));
    assertQuiet(visit);
    await visit.close();
  });
}

test("an unknown time zone is told", async () => {
  const visit = await openElement();
  const { page } = visit;
  await page.locator("chat-gauge").evaluate((element) => element.setAttribute("timezone", "Mars/Olympus"));
  await drop(page, { name: "history.ndjson", text: history(10) });
  await page.locator(".message.bad", { hasText: "Mars/Olympus" }).waitFor();
  assert.ok(await page.locator(".opener").isVisible());
  assertQuiet(visit);
  await visit.close();
});
