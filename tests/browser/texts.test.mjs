// Histories without the texts of their messages: by the attribute, by the
// caller, or because all of it would not fit into memory.
import assert from "node:assert/strict";

import { assertQuiet, test, until } from "./harness.mjs";
import { boardShown, drop, history, openElement } from "./history.mjs";

/** What every card and chart says. */
const sayings = (page) =>
  page.locator(".overview .figure").evaluateAll((figures) => figures.map((figure) => figure.getAttribute("aria-label")));

/** Makes every file look as long as that. */
function pretend(bytes) {
  Object.defineProperty(Blob.prototype, "size", { get: () => bytes });
}

async function textsRow(page) {
  await page.locator(".source").first().click();
  const dialog = page.locator("dialog", { hasText: "What was read" });
  await dialog.waitFor();
  return dialog.locator("dt", { hasText: "Texts of messages" }).count();
}

test("the attribute leaves texts out, and every number stays the same", async () => {
  const visit = await openElement();
  const { page } = visit;
  const file = { name: "history.ndjson", text: history(60) };
  await drop(page, file);
  await boardShown(page);
  const kept = await sayings(page);
  assert.equal(await textsRow(page), 0);
  await page.keyboard.press("Escape");

  await page.locator("chat-gauge").evaluate((element) => element.setAttribute("no-transcripts", ""));
  await drop(page, file);
  await page.waitForTimeout(100);
  await boardShown(page);
  assert.deepEqual(await sayings(page), kept);
  assert.equal(await textsRow(page), 1);
  assertQuiet(visit);
  await visit.close();
});

test("the caller leaves texts out; pieces read by helpers come without them too", async () => {
  const visit = await openElement();
  const { page } = visit;
  const count = 20_000;
  const told = await page.locator("chat-gauge").evaluate(async (element, text) => {
    const file = new File([text], "history.ndjson");
    const options = [{}, { transcripts: false }];
    const seen = [];
    for (const option of options) {
      const summary = await element.load(file, option);
      seen.push({ summary, report: await element.report({ from: "2020-01-01", to: "2026-12-31" }) });
    }
    const { summary } = seen[1];
    const appended = await element.append([
      { ts: "2026-06-01T09:00:00Z", type: "message", role: "user", user_id: "u", text: "Hi" },
    ]);
    return { seen, size: file.size, kept: seen.map(({ summary }) => summary.transcripts), appended: appended.transcripts, summary };
  }, history(count));
  assert.ok(told.size > 8 << 20, "large enough for helpers");
  assert.deepEqual(told.kept, [true, false]);
  assert.equal(told.appended, false, "what is added later comes without them too");
  assert.deepEqual(told.seen[1].report, told.seen[0].report);
  assert.equal(told.seen[0].report.metrics.conversations.value, count);
  assertQuiet(visit);
  await visit.close();
});

test("what would not fit is told in numbers, and read without texts", async () => {
  const visit = await openElement({ init: { content: `(${pretend})(7e9)` } });
  const { page } = visit;
  await drop(page, { name: "history.ndjson", text: history(8) });
  const message = page.locator(".message.bad");
  await message.waitFor();
  const said = await message.innerText();
  assert.match(said, /history\.ndjson is 7.0 GB of data\. Reading it takes about 5.0 GB of memory; a page has at most/);
  assert.match(said, /takes about 2\.9 GB/);
  assert.match(said, /chatgauge metrics history\.ndjson/);
  const button = message.getByRole("button", { name: "Read it without texts" });
  assert.ok(await button.evaluate((element) => element.getRootNode().activeElement === element), "the keyboard is on it");
  await button.press("Enter");
  await boardShown(page);
  assert.equal(await textsRow(page), 1);
  assertQuiet(visit);
  await visit.close();
});

test("what cannot fit at all is left to the command line, and the caller hears it", async () => {
  const visit = await openElement({ init: { content: `(${pretend})(30e9)` } });
  const { page } = visit;
  const error = await page.locator("chat-gauge").evaluate((element, text) =>
    element.load(new File([text], "history.ndjson")).then(
      () => undefined,
      ({ code, message }) => ({ code, message }),
    ),
  history(8));
  assert.equal(error.code, "too_large");
  assert.match(error.message, /history\.ndjson is 30 GB of data/);
  const message = page.locator(".message.bad");
  assert.match(await message.innerText(), /Open a part of it/);
  assert.equal(await message.getByRole("button", { name: "Read it without texts" }).count(), 0);
  assert.ok(await page.locator(".opener").isVisible(), "something else can be opened");
  assertQuiet(visit);
  await visit.close();
});

test("phrases that no text is left for are refused, and hold for the next load", async () => {
  const visit = await openElement();
  const { page } = visit;
  const told = await page.locator("chat-gauge").evaluate(async (element, text) => {
    const file = new File([text], "history.ndjson");
    await element.load(file, { transcripts: false });
    const fallbacks = async () => {
      const report = await element.report({ from: "2020-01-01", to: "2026-12-31" });
      return report.metrics.fallback_rate.value;
    };
    const before = await fallbacks();
    element.settings = { fallback_phrases: ["arrives tomorrow"] };
    const same = await fallbacks();
    return { before, same };
  }, history(8));
  assert.deepEqual(told, { before: 0, same: 0 });
  await page.locator(".message.bad", { hasText: "the fallback phrases cannot change now" }).waitFor();
  const after = await page.locator("chat-gauge").evaluate(async (element, text) => {
    await element.load(new File([text], "history.ndjson"), { transcripts: false });
    const report = await element.report({ from: "2020-01-01", to: "2026-12-31" });
    return report.metrics.fallback_rate.value;
  }, history(8));
  assert.ok(after > 0, String(after));
  await until(page, () => !document.querySelector("chat-gauge").shadowRoot.querySelector(".message.bad"));
  await visit.close();
});
