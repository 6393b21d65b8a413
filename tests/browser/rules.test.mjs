// The rules that every screen keeps, whatever it shows. Those that other files
// test: the address says the whole state (filters), every number opens (picks).
import assert from "node:assert/strict";

import { assertQuiet, openPage, test } from "./harness.mjs";
import { boardShown, card, drop, history, openElement, openHistory, says } from "./history.mjs";

const MOST_CARDS = 8;
const MOST_CHARTS = 4;

async function openSample() {
  const visit = await openPage({ path: "#sample" });
  await boardShown(visit.page);
  return visit;
}

test("few numbers come first", async () => {
  const visit = await openSample();
  const { page } = visit;
  const cards = await page.locator(".metric:visible").count();
  const panels = await page.locator(".panel:visible").count();
  assert.ok(cards > 0 && cards <= MOST_CARDS, `${cards} cards`);
  assert.ok(panels > 0 && panels <= MOST_CHARTS, `${panels} charts`);
  assertQuiet(visit);
  await visit.close();
});

test("numbers are drawn on canvas; what is chosen, read or pointed at is not", async () => {
  const visit = await openSample();
  const { page } = visit;
  const found = await page.evaluate(() => {
    const root = document.querySelector("chat-gauge").shadowRoot;
    const all = (selector) => [...root.querySelectorAll(selector)];
    return {
      canvases: all("canvas").length,
      inFigures: all(".figure > canvas").length,
      figures: all(".figure").length,
      focusable: all(".figure").filter((figure) => figure.tabIndex === 0 && figure.getAttribute("aria-label")).length,
      drawn: all("svg text, img").length,
      legends: all(".legend li").length,
    };
  });
  assert.ok(found.figures > 8, `${found.figures} figures`);
  assert.equal(found.inFigures, found.figures);
  assert.equal(found.canvases, found.figures);
  assert.equal(found.focusable, found.figures);
  assert.equal(found.drawn, 0);
  assert.ok(found.legends > 0);
  await visit.close();
});

test("every number explains itself, in sentences and with what it is made of", async () => {
  const visit = await openSample();
  const { page } = visit;
  const infos = page.locator(".overview .info");
  const count = await infos.count();
  assert.ok(count >= 12, `${count} explanations`);
  for (let place = 0; place < count; place += 1) {
    await infos.nth(place).focus();
    const [title, ...rest] = (await page.locator(".tip").innerText()).split("\n").filter(Boolean);
    assert.ok(title.length > 2, title);
    assert.match(rest.join(" "), /\.( |$)/, `${title}: a sentence`);
  }
  const cards = page.locator(".metric");
  for (let place = 0; place < (await cards.count()); place += 1) {
    await cards.nth(place).locator(".info").focus();
    assert.match(await page.locator(".tip").innerText(), /\d/, "what it is made of");
  }
  await visit.close();
});

test("what the data cannot tell is not 0, and says which event would bring it", async () => {
  const visit = await openElement();
  const { page } = visit;
  const text = ["user", "bot"]
    .map((role, second) =>
      JSON.stringify({ ts: `2026-05-31T10:00:0${second}Z`, type: "message", role, conversation_id: "c", text: "Hello" }),
    )
    .join("\n");
  await drop(page, { name: "history.ndjson", text });
  await boardShown(page);
  for (const [title, event] of [["CSAT", "rating"], ["Revenue per chat", "order"]]) {
    const sentence = await says(card(page, title));
    assert.match(sentence, /–/, sentence);
    assert.doesNotMatch(sentence, /\b0\b/, sentence);
    assert.match(sentence, new RegExp(event), sentence);
  }
  await visit.close();
});

test("what has nothing to be compared with is new, not unchanged", async () => {
  const visit = await openHistory(60, { path: "#period=all" });
  const sentence = await says(card(visit.page, "Conversations"));
  assert.match(sentence, /\bnew\b/, sentence);
  await visit.close();
});

test("what is small or may still change is marked", async () => {
  const few = await openHistory(6);
  assert.match(await says(card(few.page, "CSAT")), /small sample/);
  await few.close();
  const open = history(8)
    .split("\n")
    .filter((line) => !line.includes('"closed"'))
    .join("\n");
  const visit = await openElement();
  await drop(visit.page, { name: "history.ndjson", text: open });
  await boardShown(visit.page);
  assert.match(await says(card(visit.page, "AI resolution")), /provisional/);
  await visit.close();
});
