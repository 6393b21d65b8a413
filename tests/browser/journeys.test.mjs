// Three people, each from the first screen to what she takes away: a support
// lead on a train, a developer of a portal, an analyst with a link.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { assertQuiet, openPage, test, until } from "./harness.mjs";
import { boardShown, card, choosePeriod, drop, history, openElement, says } from "./history.mjs";

const CONVERSATIONS = 60;
const HANDED_OFF = CONVERSATIONS / 4;

const listed = (page) => page.locator(".count-of");

const listsSoMany = (page, count) =>
  until(
    page,
    (count) => {
      const said = document.querySelector("chat-gauge").shadowRoot.querySelector(".count-of")?.textContent ?? "";
      return Number(said.split(" of ")[0].replace(/\D/g, "")) === count;
    },
    count,
  );

async function saved(page, command) {
  const begun = page.waitForEvent("download");
  await command.click();
  const file = await begun;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test("a support lead, offline: her export, a number, the conversations behind it, a list to take along", async () => {
  const visit = await openElement();
  const { page } = visit;
  // All there is to fetch was asked for by then.
  while (!visit.requests.some((address) => address.endsWith("reader_bg.wasm"))) await page.waitForTimeout(50);
  await page.waitForTimeout(500);
  await page.context().setOffline(true);
  const dropped = Date.now();
  await drop(page, { name: "export.ndjson", text: history(CONVERSATIONS) });
  await boardShown(page);
  assert.ok(Date.now() - dropped < 10_000, "answers in ten seconds");
  assert.match(await says(card(page, "Hand-off rate")), /25/);
  assert.match(await page.locator(".badge").innerText(), /^0 requests/);

  await card(page, "Hand-off rate").locator(".figure").click();
  await listsSoMany(page, HANDED_OFF);
  await page.locator(".search input").fill("order");
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelector(".space mark"));
  await page.locator(".space .row:not([hidden])").first().click();
  const thread = page.locator(".thread");
  await thread.locator(".bubble").first().waitFor();
  assert.match(await thread.innerText(), /Where is my order\?/);
  assert.match(await thread.innerText(), /Hello, Ann here\./);
  await thread.getByRole("button", { name: /next/i }).click();
  await thread.locator(".bubble").first().waitFor();

  const { name, text } = await saved(page, page.getByRole("button", { name: "CSV", exact: true }));
  assert.match(name, /^chatgauge-conversations-.*\.csv$/);
  const lines = text.trimEnd().split("\r\n");
  assert.equal(lines.length, HANDED_OFF + 1, "a head and a line for each");
  assertQuiet(visit);
  await visit.close();
});

test("a developer of a portal: one element, told what to show, telling what is shown", async () => {
  const visit = await openElement();
  const { page } = visit;
  const told = await page.evaluate(async (text) => {
    const gauge = document.querySelector("chat-gauge");
    const heard = [];
    gauge.addEventListener("chatgauge-change", ({ detail }) => heard.push(detail));
    globalThis.heard = heard;
    gauge.setAttribute("period", "last-28-days");
    gauge.setAttribute("theme", "dark");
    return gauge.load(text);
  }, history(CONVERSATIONS));
  assert.ok(told.summary.events > CONVERSATIONS, JSON.stringify(told));
  await boardShown(page);
  const bars = page.locator(".chart", { has: page.getByRole("heading", { name: "By channel", exact: true }) });
  await bars.locator(".figure").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.locator("main.conversations").waitFor();
  const filters = await until(page, () => globalThis.heard.at(-1)?.view === "conversations" && globalThis.heard.at(-1).filters);
  assert.deepEqual(filters, { channel: ["web"] });
  const { count, period } = await page.evaluate(async (filters) => {
    const { period } = globalThis.heard.at(-1);
    const report = await document.querySelector("chat-gauge").report({ from: period.from, to: period.to, filters });
    return { count: report.metrics.conversations.value, period };
  }, filters);
  assert.equal(period.to, "2026-05-31");
  await listsSoMany(page, count);
  assertQuiet(visit);
  await visit.close();
});

test("an analyst with a link: the same screen, its report, and the view kept for next week", async () => {
  const visit = await openPage({ path: "#sample&period=all&channel=whatsapp" });
  const { page } = visit;
  await boardShown(page);
  const first = await says(card(page, "Conversations"));
  await choosePeriod(page, "Last 28 days");
  await until(page, () => location.hash.includes("28"));
  await page.goBack();
  await until(page, () => !location.hash.includes("28"));
  // The address says it at once, the numbers follow.
  const all = card(page, "Conversations");
  const end = Date.now() + 10_000;
  while ((await says(all)) !== first && Date.now() < end) await page.waitForTimeout(25);
  assert.equal(await says(all), first);

  await page.getByRole("button", { name: "Export", exact: true }).click();
  const { name, text } = await saved(page, page.getByRole("menuitem", { name: "This view as JSON" }));
  assert.match(name, /^chatgauge-.*\.json$/);
  const report = JSON.parse(text);
  const counted = report.metrics.conversations.value;
  assert.match(first, new RegExp(`\\b${counted.toLocaleString("en-GB")}\\b`));
  const same = await page.evaluate(
    ({ from, to }) =>
      document.querySelector("chat-gauge").report({ from, to, filters: { channel: ["whatsapp"] }, only: ["conversations"] }),
    report.period,
  );
  assert.equal(same.metrics.conversations.value, counted);

  await page.getByRole("button", { name: "Saved views" }).click();
  await page.getByRole("textbox", { name: /name/i }).fill("WhatsApp");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.reload();
  await boardShown(page);
  assert.equal(await says(card(page, "Conversations")), first);
  await page.getByRole("button", { name: "Saved views" }).click();
  await page.getByText("WhatsApp", { exact: true }).first().waitFor();
  assert.equal(await listed(page).isVisible(), false);
  await visit.close();
});
