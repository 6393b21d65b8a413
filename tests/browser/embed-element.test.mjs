// What the page around an element can do with it.
import assert from "node:assert/strict";

import { assertQuiet, test, until } from "./harness.mjs";
import { card, cardSays, history, openElement, openHistory } from "./history.mjs";

const gauge = (page, ask, argument) =>
  page.evaluate(([ask, argument]) => new Function("element", "argument", `return (${ask})(element, argument)`)(document.querySelector("chat-gauge"), argument), [
    String(ask),
    argument,
  ]);

/** Opens sixty conversations on a page that lets tests make functions of texts. */
const opened = (count = 60) => openHistory(count, { bypassCSP: true });

test("period, view, filters and state are set from outside, and told", async () => {
  const visit = await opened();
  const { page } = visit;
  await page.evaluate(() => {
    globalThis.told = [];
    document.addEventListener("chatgauge-change", ({ detail }) => globalThis.told.push(detail));
  });
  await gauge(page, (element) => element.setPeriod("all"));
  await cardSays(page, "Conversations", /^Conversations: 60\./);
  await gauge(page, (element) => element.filter({ channel: ["whatsapp"] }));
  await cardSays(page, "Conversations", /^Conversations: 20\./);
  await gauge(page, (element) => element.setPeriod({ from: "2026-05-31", to: "2026-05-31" }));
  await cardSays(page, "Conversations", /^Conversations: 7\./);
  await until(page, () => globalThis.told.at(-1)?.period.from === "2026-05-31");
  const told = await page.evaluate(() => globalThis.told.at(-1));
  assert.deepEqual(told.filters, { channel: ["whatsapp"] });
  assert.equal(told.view, "overview");
  assert.equal(told.state, "period=2026-05-31..2026-05-31&channel=whatsapp");
  await gauge(page, (element) => element.setView("chatbot"));
  const state = await gauge(page, (element) => element.state);
  assert.equal(state, "view=chatbot&period=2026-05-31..2026-05-31&channel=whatsapp");
  await gauge(page, (element) => (element.state = "period=all"));
  assert.equal(await gauge(page, (element) => element.state), "period=all");
  await cardSays(page, "Conversations", /^Conversations: 60\./);
  for (const wrong of ["setPeriod('soon')", "setPeriod({ from: '2026-06-01', to: '2026-05-01' })", "setView('nothing')", "filter('web')"]) {
    const said = await page.evaluate((wrong) => new Function("element", `return element.${wrong}`)(document.querySelector("chat-gauge")).catch(String), wrong);
    assert.match(String(said), /Error/, wrong);
  }
  assertQuiet(visit);
  await visit.close();
});

test("rows, a thread and the report are what the register and the board show", async () => {
  const visit = await opened();
  const { page } = visit;
  const all = { from: "2026-05-01", to: "2026-05-31" };
  const first = await gauge(page, (element, all) => element.conversations({ ...all, limit: 7 }), all);
  assert.equal(first.total, 60);
  assert.deepEqual(first.rows.map(({ id }) => id), ["c0", "c1", "c2", "c3", "c4", "c5", "c6"], "the latest first");
  const next = await gauge(page, (element, all) => element.conversations({ ...all, offset: 58 }), all);
  assert.deepEqual(next.rows.map(({ id }) => id), ["c58", "c59"]);
  const query = { ...all, filters: { channel: ["whatsapp"] }, search: "order", sort: { column: "id", descending: false } };
  const narrowed = await gauge(page, (element, query) => element.conversations(query), query);
  const report = await gauge(page, (element, query) => element.report({ ...query, only: ["conversations"] }), query);
  assert.equal(narrowed.total, 20);
  assert.equal(report.metrics.conversations.value, 20);
  assert.ok(narrowed.rows.every(({ channel }) => channel === "whatsapp"));
  assert.equal((await gauge(page, (element, all) => element.conversations({ ...all, search: "nowhere" }), all)).total, 0);
  const thread = await gauge(page, (element) => element.thread("c4"));
  assert.deepEqual(
    thread.items.flatMap(({ what }) => (what.Said ? [what.Said.text.text] : [])),
    ["Hi! How can I help?", "Where is my order?", "It arrives tomorrow.", "Hello, Ann here."],
  );
  assert.equal(thread.facts.id, "c4");
  const codes = await gauge(page, (element) =>
    Promise.all([element.thread("nobody"), element.report({ by: "colour" }), element.conversations({ filters: { colour: ["red"] } })].map((one) => one.catch(({ code }) => code))),
  );
  assert.deepEqual(codes, ["unknown_conversation", "unknown_field", "unknown_field"]);
  assertQuiet(visit);
  await visit.close();
});

test("images and numbers are handed out as files", async () => {
  const visit = await opened();
  const { page } = visit;
  const files = await gauge(page, async (element) => {
    await element.setPeriod("all");
    const text = async (blob) => ({ type: blob.type, text: await blob.text() });
    const png = await element.exportImage("stack");
    const image = await createImageBitmap(png);
    return {
      png: { type: png.type, width: image.width, height: image.height },
      svg: await text(await element.exportImage("csat", { format: "svg" })),
      card: await text(await element.exportCsv("conversations")),
      cards: await text(await element.exportCsv("cards")),
      chart: await text(await element.exportCsv("bars.channel")),
      report: await text(await element.exportReport({ from: "2026-05-01", to: "2026-05-31" })),
      missing: await element.exportImage("line.nothing").catch(({ code }) => code),
    };
  });
  assert.equal(files.png.type, "image/png");
  assert.ok(files.png.width > 500 && files.png.height > 300, JSON.stringify(files.png));
  assert.match(files.svg.text, /^<svg.*<text/s);
  assert.equal(files.svg.type, "image/svg+xml");
  assert.match(files.card.text, /^id,/);
  assert.match(files.cards.text, /^metric,unit,/);
  assert.match(files.chart.text, /\r\nweb,40,/);
  assert.equal(JSON.parse(files.report.text).metrics.conversations.value, 60);
  assert.equal(files.missing, "unknown_chart");
  assertQuiet(visit);
  await visit.close();
});

test("what a person opens is told", async () => {
  const visit = await opened();
  const { page } = visit;
  await page.evaluate(() => document.addEventListener("chatgauge-select", ({ detail }) => (globalThis.selected = detail)));
  await gauge(page, (element) => element.setPeriod("all"));
  await cardSays(page, "Conversations", /^Conversations: 60\./);
  await card(page, "Conversations").locator(".figure").click();
  await until(page, () => globalThis.selected);
  const mark = await page.evaluate(() => globalThis.selected);
  assert.equal(mark.conversation, null);
  assert.equal(mark.view, "conversations");
  assert.ok(mark.period.from <= "2026-05-29" && mark.period.to === "2026-05-31");
  await page.locator('.space .row[aria-rowindex="3"]').click();
  await until(page, () => globalThis.selected.conversation);
  assert.equal(await page.evaluate(() => globalThis.selected.conversation), "c1");
  assertQuiet(visit);
  await visit.close();
});

test("attributes are properties, and begin what is shown", async () => {
  const visit = await openElement({ bypassCSP: true });
  const { page } = visit;
  const told = await page.evaluate(async (text) => {
    const element = document.createElement("chat-gauge");
    element.period = "2026-05-30..2026-05-31";
    element.timezone = "Pacific/Auckland";
    element.layout = "layout=conversations,csat,bars.channel";
    element.readonly = true;
    element.settings = { headline: ["conversations"] };
    document.querySelector("chat-gauge").replaceWith(element);
    const { span } = await element.load(text);
    const names = ["period", "timezone", "layout", "readonly"];
    return { span, attributes: names.map((name) => element.getAttribute(name)), state: element.state };
  }, history(30));
  assert.deepEqual(told.attributes, ["2026-05-30..2026-05-31", "Pacific/Auckland", "layout=conversations,csat,bars.channel", ""]);
  assert.equal(told.span.to, "2026-06-01", "the evening of 31 May is another day there");
  assert.match(told.state, /period=2026-05-30\.\.2026-05-31/);
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelectorAll(".overview .figure[aria-label]").length === 3);
  assert.ok(await page.locator(".rules").isHidden(), "no settings for readers");
  await page.evaluate(() => (document.querySelector("chat-gauge").timezone = "UTC"));
  await until(page, () => /timezone=UTC/.test(document.querySelector("chat-gauge").state));
  assertQuiet(visit);
  await visit.close();
});

test("a state that is given before the element begins is shown", async () => {
  const visit = await openElement({ bypassCSP: true });
  const state = await visit.page.evaluate(async (text) => {
    const element = document.createElement("chat-gauge");
    element.state = "view=chatbot&period=all&channel=web";
    document.querySelector("chat-gauge").replaceWith(element);
    await element.load(text);
    return element.state;
  }, history(30));
  assert.equal(state, "view=chatbot&period=all&channel=web");
  await visit.close();
});
