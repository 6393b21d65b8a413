// From any number to the conversations behind it: cards, bars, segments,
// cells, legends, tables; and steps of time chosen by dragging.
import assert from "node:assert/strict";

import { assertQuiet, openPage, test, until } from "./harness.mjs";
import { boardShown, card, cardSays, chart, drop, history, openElement, openHistory } from "./history.mjs";

const tip = (page) => page.locator("#tip");
const chips = (page) => page.locator(".chip-list .chip-text").allInnerTexts();
const digits = (text) => Number(text.replace(/\D/g, ""));
const addressSays = (page, expected) =>
  until(page, (text) => decodeURIComponent(location.hash) === text, expected);

/** Waits until the register lists so many conversations, then goes back. */
async function listsAndBack(page, count, what) {
  await page.locator("main.conversations").waitFor();
  const said = () => page.locator(".count-of").innerText();
  for (let tries = 0; tries < 200 && !((await said()) && digits((await said()).split(" of ")[0]) === count); tries += 1) {
    await page.waitForTimeout(25);
  }
  assert.equal(digits((await said()).split(" of ")[0]), count, what);
  const shown = await chips(page);
  await page.goBack();
  await page.locator(".overview").waitFor();
  await boardShown(page);
  return shown;
}

/** The tooltip's row of that label, or the one that is marked. */
const row = (page, label) =>
  label ? tip(page).locator(".tip-row", { hasText: label }).locator("b") : tip(page).locator(".tip-row.here b");

test("a card opens the conversations it counts", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  for (const [title, count, chip] of [
    ["Conversations", 60, "Conversations"],
    ["Engagement", 60, "Engagement"],
    ["Hand-off rate", 15, "Hand-off rate"],
  ]) {
    const figure = card(page, title).locator(".figure");
    assert.equal(await figure.getAttribute("role"), "button", title);
    await figure.hover();
    assert.match(await tip(page).innerText(), /Click to list them/);
    assert.equal(await figure.evaluate((one) => getComputedStyle(one).cursor), "pointer");
    await figure.click();
    assert.deepEqual(await listsAndBack(page, count, title), [`Behind: ${chip}`]);
    await figure.focus();
    await page.keyboard.press("Enter");
    await listsAndBack(page, count, title);
  }
  assertQuiet(visit);
  await visit.close();
});

test("a card without a number opens nothing", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  const figure = card(page, "Revenue per chat").locator(".figure");
  assert.equal(await figure.getAttribute("role"), "img");
  await figure.hover();
  assert.doesNotMatch(await tip(page).innerText(), /Click/);
  assert.equal(await figure.evaluate((one) => getComputedStyle(one).cursor), "auto");
  await figure.click();
  await page.keyboard.press("Enter");
  assert.ok(await page.locator(".overview").isVisible());
  assert.equal(await page.evaluate(() => location.hash), "");
  assertQuiet(visit);
  await visit.close();
});

test("a bar opens its step, a segment also its value", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  await chart(page, "Conversations per day").getByRole("button", { name: "Channel" }).click();
  await chart(page, "Conversations per day").locator(".legend", { hasText: "WhatsApp" }).waitFor();
  await boardShown(page);
  const figure = chart(page, "Conversations per day").locator(".figure");
  const { width, height } = await figure.boundingBox();
  // In the last day's column: over its bar, and along it.
  const seen = new Set();
  for (let y = 4; y < height - 26; y += 18) {
    await figure.hover({ position: { x: width - 40, y } });
    const marked = await row(page).count();
    const label = marked ? await tip(page).locator(".tip-row.here .tip-label").innerText() : "Total";
    if (seen.has(label)) continue;
    seen.add(label);
    const count = digits(marked ? await row(page).innerText() : await row(page, "Total").innerText());
    assert.equal(await figure.evaluate((one) => getComputedStyle(one).cursor), "pointer");
    await figure.click({ position: { x: width - 40, y } });
    const expected = marked ? [`Channel: ${label}`, "Started: 31 May 2026"] : ["Started: 31 May 2026"];
    assert.deepEqual((await listsAndBack(page, count, label)).sort(), expected.sort());
  }
  assert.deepEqual([...seen].sort(), ["Total", "Web", "WhatsApp"]);
  // Engaged ones only.
  await chart(page, "Conversations per day").getByRole("button", { name: "Engaged" }).click();
  await chart(page, "Conversations per day").locator(".switch [aria-pressed=true]", { hasText: "Engaged" }).waitFor();
  await boardShown(page);
  await figure.hover({ position: { x: width - 40, y: 4 } });
  const engaged = digits(await row(page, "Total").innerText());
  await figure.click({ position: { x: width - 40, y: 4 } });
  const shown = await listsAndBack(page, engaged, "engaged");
  assert.ok(shown.includes("Behind: Engaged conversations"), shown.join());
  assertQuiet(visit);
  await visit.close();
});

test("the keyboard opens steps and segments", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  const figure = chart(page, "Conversations per day").locator(".figure");
  assert.match(await figure.getAttribute("aria-description"), /Enter lists/);
  await figure.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  assert.equal(digits(await row(page, "Total").innerText()), 24);
  await page.keyboard.press("Enter");
  assert.deepEqual(await listsAndBack(page, 24, "step"), ["Started: 30 May 2026"]);
  await figure.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");
  const label = await tip(page).locator(".tip-row.here .tip-label").innerText();
  const count = digits(await row(page).innerText());
  const spoken = await page.locator("[aria-live=polite]").textContent();
  assert.match(spoken, new RegExp(`^Sun 31 May 2026, ${label} ${count}`));
  await page.keyboard.press("ArrowUp");
  assert.equal(await row(page).count(), 0);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const shown = await listsAndBack(page, count, label);
  assert.ok(shown.includes(`Outcome: ${label}`), shown.join());
  assertQuiet(visit);
  await visit.close();
});

test("bars, shares, cells, legends and tables open what they count", async () => {
  const visit = await openPage({ path: "#sample&period=last-28-days&channel=web&outcome!=open&hour!=03" });
  const { page } = visit;
  await boardShown(page);
  const narrowed = await chips(page);
  // Of every chart but the one over time, each mark that the pointer meets.
  for (const title of ["By channel", "By support type", "Outcomes"]) {
    const figure = chart(page, title).locator(".figure");
    await figure.focus();
    await page.keyboard.press("End");
    const last = await tip(page).locator(".tip-title").innerText();
    for (let place = 0; ; place += 1) {
      await figure.focus();
      await page.keyboard.press("Home");
      for (let step = 0; step < place; step += 1) await page.keyboard.press("ArrowRight");
      const name = await tip(page).locator(".tip-title").innerText();
      const count = digits(await row(page, "Conversations").innerText());
      await page.keyboard.press("Enter");
      const shown = await listsAndBack(page, count, `${title} ${name}`);
      assert.ok(shown.some((chip) => chip.endsWith(`: ${name}`)), `${name}: ${shown}`);
      if (name === last) break;
    }
  }
  const heatmap = page.locator(".chart", { has: page.getByRole("button", { name: "Hand-offs" }) });
  const cells = heatmap.locator(".figure");
  const { width } = await cells.boundingBox();
  for (const [x, y] of [[width * 0.5, 30], [width * 0.7, 100]]) {
    await cells.hover({ position: { x, y } });
    const count = digits(await tip(page).locator(".tip-row b").innerText());
    assert.ok(count > 0);
    await cells.click({ position: { x, y } });
    const shown = await listsAndBack(page, count, "a cell");
    assert.ok(shown.includes("Behind: Engaged conversations"), shown.join());
    assert.ok(!shown.some((chip) => chip.startsWith("not Hour")), shown.join());
  }
  const stack = chart(page, "Conversations per day");
  const entry = stack.locator(".legend .entry").first();
  const named = await entry.innerText();
  const share = chart(page, "Outcomes");
  await share.locator(".toggle").click();
  const line = share.locator("tbody tr", { hasText: named });
  const total = digits(await line.locator("td").first().innerText());
  await line.locator("td").first().click();
  await listsAndBack(page, total, `the table's ${named}`);
  await line.getByRole("button").click();
  await listsAndBack(page, total, `the row of ${named}`);
  await entry.click();
  const shown = await listsAndBack(page, total, `the legend's ${named}`);
  assert.ok(shown.includes(`Outcome: ${named}`) && shown.length === narrowed.length, shown.join());
  assert.deepEqual(await chips(page), narrowed);
  await stack.locator(".toggle").click();
  const cell = stack.locator("tbody tr").nth(3).locator("td[data-opens]").first();
  const count = digits(await cell.innerText());
  await cell.click();
  await listsAndBack(page, count, "a cell of the table over time");
  assertQuiet(visit);
  await visit.close();
});

test("dragging across a chart over time chooses its dates", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  const figure = chart(page, "Conversations per day").locator(".figure");
  await figure.scrollIntoViewIfNeeded();
  const { x, y, width } = await figure.boundingBox();
  const middle = y + 100;
  const drag = async () => {
    await page.mouse.move(x + width - 20, middle);
    await page.mouse.down();
    await page.mouse.move(x + width - 60, middle);
    await page.mouse.move(x + width - (width - 30) / 7 - 20, middle, { steps: 4 });
  };
  await drag();
  assert.match(await tip(page).innerText(), /Sat 30 May 2026 – Sun 31 May 2026\s+Conversations\s+45\s+Release/);
  assert.ok(await figure.locator(".mark.brush").isVisible());
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.equal(await page.evaluate(() => location.hash), "", "nothing was chosen");
  assert.ok(await tip(page).isHidden());
  await drag();
  await page.mouse.up();
  await addressSays(page, "#period=2026-05-30..2026-05-31");
  assert.ok(await page.locator(".overview").isVisible(), "the click at its end opens nothing");
  await cardSays(page, "Conversations", /^Conversations: 45\./);
  await page.goBack();
  await cardSays(page, "Conversations", /^Conversations: 60\./);
  await boardShown(page);
  // The same by the keyboard.
  await figure.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+ArrowLeft");
  assert.match(await tip(page).innerText(), /Sat 30 May 2026 – Sun 31 May 2026\s+Conversations\s+45\s+Enter/);
  assert.match(await page.locator("[aria-live=polite]").textContent(), /31 May 2026, Conversations 45$/);
  await page.keyboard.press("Escape");
  assert.ok(await tip(page).isHidden());
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  await addressSays(page, "#period=2026-05-30..2026-05-31");
  assertQuiet(visit);
  await visit.close();
});

test("charts over time show the same step together, and nothing is painted for it", async () => {
  const init = () => {
    globalThis.painted = 0;
    for (const name of ["fillRect", "fillText", "stroke", "fill"]) {
      const { [name]: paint } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype[name] = function (...words) {
        globalThis.painted += 1;
        return paint.apply(this, words);
      };
    }
  };
  const visit = await openElement({ path: "#layout=conversations,stack,line.csat,line.conversations,bars.channel", init });
  const { page } = visit;
  await drop(page, { name: "history.ndjson", text: history(60) });
  await page.locator(".overview[aria-busy=false] .cross").nth(4).waitFor({ state: "attached" });
  const [stack, csat, count, bars] = await page.locator(".chart .figure").all();
  const lines = () => page.locator(".cross:not([hidden])");
  /** Where the line of a chart stands, from the left of its window. */
  const middle = (part) => part.evaluate((one) => {
    const { left, width } = one.getBoundingClientRect();
    return left + width / 2;
  });
  await csat.focus();
  await page.keyboard.press("End");
  const last = await middle(csat.locator(".mark"));
  assert.equal(await lines().count(), 2);
  assert.ok(await csat.locator(".cross").isHidden(), "its own mark says it");
  const painted = await page.evaluate(() => globalThis.painted);
  await page.keyboard.press("ArrowLeft");
  const before = await middle(csat.locator(".mark"));
  assert.ok(before < last - 20);
  // A chart of the same width has its steps at the same places.
  const share = async (chart, x) => {
    const box = await chart.boundingBox();
    return (x - box.x) / box.width;
  };
  const [own, other] = [await share(csat, before), await share(count, await middle(count.locator(".cross")))];
  assert.ok(Math.abs(own - other) < 0.03, `${own} and ${other}`);
  await stack.hover({ position: { x: (await stack.boundingBox()).width - 20, y: 60 } });
  assert.match(await tip(page).innerText(), /31 May 2026/);
  assert.ok(await stack.locator(".cross").isHidden());
  assert.ok((await share(count, await middle(count.locator(".cross")))) > 0.9);
  await bars.hover();
  assert.equal(await lines().count(), 0, "a chart of something else shares no step");
  assert.equal(await page.evaluate(() => globalThis.painted), painted);
  // Steps that are chosen on a rate are told by how many they hold.
  await csat.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+ArrowLeft");
  assert.match(await tip(page).innerText(), /Conversations\s+45/);
  assert.equal(await lines().count(), 0);
  assertQuiet(visit);
  await visit.close();
});

test("hours of a day lead to their conversations", async () => {
  const visit = await openElement({ path: "#period=yesterday" });
  const { page } = visit;
  await drop(page, { name: "history.ndjson", text: history(60) });
  await boardShown(page);
  const figure = chart(page, "Conversations per hour").locator(".figure");
  await figure.focus();
  await page.keyboard.press("Home");
  for (let hour = 0; hour < 5; hour += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  const shown = await listsAndBack(page, 6, "six hours");
  assert.deepEqual(shown, ["Started: 30 May 2026 00:00 – 30 May 2026 06:00"]);
  assertQuiet(visit);
  await visit.close();
});

test("a finger first shows a mark and then opens it, and scrolls as ever", async () => {
  const visit = await openHistory(60, { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });
  const { page } = visit;
  const figure = chart(page, "Conversations per day").locator(".figure");
  await figure.scrollIntoViewIfNeeded();
  const { width } = await figure.boundingBox();
  await figure.tap({ position: { x: width - 20, y: 4 } });
  await tip(page).getByText("Tap again to list them").waitFor();
  assert.ok(await page.locator(".overview").isVisible());
  const count = digits(await row(page, "Total").innerText());
  await figure.tap({ position: { x: width - 20, y: 4 } });
  await listsAndBack(page, count, "the second tap");
  const before = await page.evaluate(() => scrollY);
  const box = await figure.boundingBox();
  const session = await page.context().newCDPSession(page);
  await session.send("Input.synthesizeScrollGesture", { x: box.x + box.width / 2, y: Math.min(box.y + 60, 700), yDistance: -300 });
  assert.ok((await page.evaluate(() => scrollY)) > before + 100, "the page scrolls under a chart");
  assertQuiet(visit);
  await visit.close();
});
