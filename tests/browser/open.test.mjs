// Opening data: dropped, chosen, from an address, the sample.
import assert from "node:assert/strict";

import { gzipSync } from "node:zlib";

import { assertPainted, assertQuiet, test } from "./harness.mjs";
import { boardShown, cardSays, choosePeriod, drop, history, openElement, openHistory } from "./history.mjs";

test("a dropped file becomes cards and charts", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  await cardSays(page, "Conversations", /^Conversations: 60\./);
  const canvases = page.locator(".overview canvas");
  assert.equal(await canvases.count(), 13);
  for (let index = 0; index < 13; index += 1) {
    await assertPainted(page, `.overview canvas >> nth=${index}`);
  }
  assert.match(await page.locator(".source").textContent(), /^history\.ndjson · 360 events · /);
  assertQuiet(visit);
  await visit.close();
});

test("several files make one history", async () => {
  const visit = await openElement();
  const lines = history(40).split("\n");
  await drop(
    visit.page,
    { name: "a.ndjson", text: lines.slice(0, 100).join("\n") },
    { name: "b.json", text: `[${lines.slice(100).join(",")}]` },
    { name: ".DS_Store", bytes: [0, 1, 2] },
  );
  await boardShown(visit.page);
  await cardSays(visit.page, "Conversations", /^Conversations: 40\./);
  assert.match(await visit.page.locator(".source").textContent(), /^a\.ndjson \+ 1 more · 240 events/);
  assertQuiet(visit);
  await visit.close();
});

test("a compressed file is chosen and read", async () => {
  const visit = await openElement();
  const buffer = gzipSync(history(20));
  const input = visit.page.locator(".opener input[type=file]").first();
  await input.setInputFiles({ name: "history.ndjson.gz", mimeType: "application/gzip", buffer });
  await boardShown(visit.page);
  await cardSays(visit.page, "Conversations", /^Conversations: 20\./);
  assertQuiet(visit);
  await visit.close();
});

test("the sample opens, asks nobody else and says so", async () => {
  const visit = await openElement();
  const { page } = visit;
  await page.getByRole("button", { name: "Try the sample" }).click();
  await boardShown(page);
  for (let index = 0; index < 13; index += 1) {
    await assertPainted(page, `.overview canvas >> nth=${index}`);
  }
  const before = visit.requests.length;
  for (const name of ["All data", "Last 28 days", "Last month"]) {
    await choosePeriod(page, name);
    await page.waitForTimeout(150);
  }
  assert.equal(visit.requests.length, before, "the page made requests after the data was opened");
  assert.equal(await page.locator(".badge").textContent(), "0 requests since opened");
  assertQuiet(visit);
  await visit.close();
});

test("the badge counts what is requested after all", async () => {
  const visit = await openHistory(5);
  await visit.page.evaluate(() => fetch("style.css").then((answer) => answer.text()));
  await visit.page.locator(".badge", { hasText: "1 request since opened" }).waitFor();
  await visit.close();
});

test("an address is loaded, and one that is not there is told", async () => {
  const visit = await openElement();
  const { page } = visit;
  const load = async (address) => {
    await page.locator(".address input").fill(address);
    await page.getByRole("button", { name: "Load", exact: true }).click();
  };
  await load("nothing/here.ndjson");
  await page.locator(".message", { hasText: "here.ndjson answered with status 404." }).waitFor();
  await load("sample/history.ndjson");
  await boardShown(page);
  assert.match(await page.locator(".source").textContent(), /^history\.ndjson/);
  assert.equal(await page.locator(".message.bad").count(), 0, "the old message is gone");
  await visit.close();
});

test("the src attribute loads at once", async () => {
  const visit = await openElement();
  await visit.page.evaluate(() => {
    const element = document.createElement("chat-gauge");
    element.setAttribute("src", "sample/history.ndjson");
    element.setAttribute("period", "last-28-days");
    document.querySelector("chat-gauge").replaceWith(element);
  });
  await boardShown(visit.page);
  await visit.page.locator(".dates").click();
  await visit.page.locator(".presets [aria-pressed=true]", { hasText: "Last 28 days" }).waitFor();
  assertQuiet(visit);
  await visit.close();
});

test("an element that is taken away leaves nothing running", async () => {
  const visit = await openHistory(10);
  const { page } = visit;
  assert.equal(page.workers().length, 1);
  await page.evaluate(() => {
    globalThis.kept = document.querySelector("chat-gauge");
    globalThis.kept.remove();
  });
  await page.waitForTimeout(100);
  assert.equal(page.workers().length, 0, "the worker has ended");
  await page.evaluate(() => document.body.append(globalThis.kept));
  await page.locator(".opener").waitFor();
  assert.equal(await page.locator(".app").count(), 1);
  assertQuiet(visit);
  await visit.close();
});
