// What cannot be read ends in a message that says where, what and what to do.
import assert from "node:assert/strict";

import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

import { assertQuiet, test, until } from "./harness.mjs";
import { boardShown, card, cardSays, choosePeriod, drop, history, openElement, openHistory, says } from "./history.mjs";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Drops a file that gives no event and hands back what the message says. */
async function refusal(file) {
  const visit = await openElement();
  await drop(visit.page, file);
  const message = visit.page.locator(".message.bad");
  await message.waitFor();
  const said = await message.innerText();
  assert.match(said, /Nothing could be opened/);
  assert.ok(said.includes(file.name), said);
  assert.ok(await visit.page.locator(".opener").isVisible(), "something else can be opened");
  assertQuiet(visit);
  await visit.close();
  return said;
}

for (const [what, file] of [
  ["an empty file", { name: "empty.ndjson", text: "" }],
  ["prose", { name: "letter.txt", text: "Dear Sir or Madam,\nplease find enclosed.\n" }],
  ["a picture", { name: "logo.png", bytes: PNG }],
  ["an empty list", { name: "list.json", text: "[]" }],
  ["an object without events", { name: "object.json", text: '{"a": 1}' }],
]) {
  test(`${what} is refused in words`, async () => {
    assert.ok((await refusal(file)).length > 40);
  });
}

test("records of wrong types are refused one by one", async () => {
  const visit = await openElement();
  const text = '{"ts": 5, "type": 7}\n[1, 2]\n"text"\n{"ts": "yesterday", "type": "message"}\n';
  await drop(visit.page, { name: "wrong.ndjson", text });
  const message = visit.page.locator(".message.bad");
  await message.waitFor();
  assert.match(await message.innerText(), /No event could be read from wrong\.ndjson: 4 records were rejected/);
  assert.equal(await message.locator("tbody tr").count(), 4);
  assert.match(await message.locator("tbody").innerText(), /line 4/);
  assertQuiet(visit);
  await visit.close();
});

test("bad events are told and saved, good ones counted", async () => {
  const visit = await openElement();
  const { page } = visit;
  const lines = history(100).split("\n");
  const bad = lines.map((line, index) => (index % 50 === 7 ? '{"ts":"=1+1","type":"message"}' : line));
  const rejected = bad.filter((line) => line.includes("=1+1")).length;
  await drop(page, { name: "partly.ndjson", text: bad.join("\n") });
  await boardShown(page);
  await page.locator(".message.mind", { hasText: `${rejected} records could not be used` }).waitFor();
  await page.getByRole("button", { name: "Details" }).click();
  const dialog = page.locator("dialog");
  assert.equal(await dialog.locator(".rejected tbody tr").count(), rejected);
  const facts = await dialog.locator("dl").innerText();
  assert.match(facts, new RegExp(`Events read\\s+${lines.length - rejected}\\b`));

  const saving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save as CSV" }).click();
  const csv = await readFile(await (await saving).path(), "utf8");
  assert.equal(csv.trim().split("\r\n").length, rejected + 1);
  assert.match(csv, /line 8,ts,[^\r]*'=1\+1/, "formulas are defused");
  const again = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save as NDJSON" }).click();
  const rows = (await readFile(await (await again).path(), "utf8")).trim().split("\n").map(JSON.parse);
  assert.equal(rows.length, rejected);
  assert.equal(rows[0].at, "line 8");
  assertQuiet(visit);
  await visit.close();
});

test("half a line at the end costs that line only", async () => {
  const visit = await openElement();
  const text = history(30);
  await drop(visit.page, { name: "cut.ndjson", text: text.slice(0, -25) });
  await boardShown(visit.page);
  await cardSays(visit.page, "Conversations", /^Conversations: 30\./);
  await visit.page.locator(".message", { hasText: "1 record could not be used" }).waitFor();
  assertQuiet(visit);
  await visit.close();
});

test("compressed data that breaks off gives what came before", async () => {
  const visit = await openElement();
  const whole = gzipSync(history(3000));
  await drop(visit.page, { name: "cut.ndjson.gz", bytes: whole.subarray(0, whole.length - 2000) });
  await boardShown(visit.page);
  const message = visit.page.locator(".message", { hasText: "cut.ndjson.gz breaks off" });
  await message.waitFor();
  assert.match(await visit.page.locator(".source").innerText(), /events/);
  assertQuiet(visit);
  await visit.close();
});

test("what was open stays when something else cannot be read", async () => {
  const visit = await openHistory(30);
  const { page } = visit;
  await drop(page, { name: "logo.png", bytes: PNG });
  await page.locator(".message.bad", { hasText: "What you had open is still here." }).waitFor();
  assert.match(await says(card(page, "Conversations")), /^Conversations: 30\./);
  await page.locator(".message .close").click();
  assert.equal(await page.locator(".message").count(), 0);
  assertQuiet(visit);
  await visit.close();
});

test("a picture between good files costs the picture only", async () => {
  const visit = await openElement();
  await drop(
    visit.page,
    { name: "logo.png", bytes: PNG },
    { name: "good.ndjson", text: history(12) },
  );
  await boardShown(visit.page);
  await cardSays(visit.page, "Conversations", /^Conversations: 12\./);
  await visit.page.locator(".message", { hasText: "logo.png" }).waitFor();
  assertQuiet(visit);
  await visit.close();
});

test("a worker that breaks without a word is told", async () => {
  const visit = await openElement({
    init: () => {
      const Real = globalThis.Worker;
      globalThis.Worker = class extends Real {
        postMessage(message, transfer) {
          if (message.kind === "load") this.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
          else super.postMessage(message, transfer ?? []);
        }
      };
    },
  });
  await drop(visit.page, { name: "history.ndjson", text: history(10) });
  const message = visit.page.locator(".message", { hasText: "worker-src" });
  await message.waitFor();
  assert.match(await message.innerText(), /out of memory/);
  await visit.close();
});

test("a worker that breaks becomes a message, and another takes its place", async () => {
  const visit = await openElement({
    init: () => {
      const Real = globalThis.Worker;
      let first = true;
      globalThis.Worker = class extends Real {
        postMessage(message, transfer) {
          if (message.kind === "load" && first) {
            first = false;
            this.onmessage({ data: { panic: { message: "index out of bounds (src/engine/mod.rs:1)" } } });
          } else {
            super.postMessage(message, transfer ?? []);
          }
        }
      };
    },
  });
  const { page } = visit;
  await drop(page, { name: "history.ndjson", text: history(10) });
  await page.locator(".message.bad", { hasText: "Something broke inside Chatgauge" }).waitFor();
  assert.match(await page.locator(".message").innerText(), /index out of bounds/);
  await drop(page, { name: "history.ndjson", text: history(10) });
  await boardShown(page);
  assertQuiet(visit);
  await visit.close();
});

test("a page that breaks shows a card, not a frozen canvas", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  // An exception in the middle of a tooltip leaves the figure in a state that
  // its next painting cannot stand.
  await page.evaluate(() => {
    const { get } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "offsetWidth");
    const offsetWidth = {
      get() {
        if (this.id === "tip") throw new Error("thrown by the test");
        return get.call(this);
      },
    };
    Object.defineProperty(HTMLElement.prototype, "offsetWidth", offsetWidth);
  });
  await page.locator(".chart .figure").first().focus();
  await page.keyboard.press("End");
  await choosePeriod(page, "Yesterday");
  const card = page.locator(".app > .message", { hasText: "Something broke inside Chatgauge" });
  await card.waitFor();
  assert.match(await card.innerText(), /src\/web\/\w+\.rs:\d+/);
  assert.equal(await page.locator("canvas").count(), 0);
  await visit.close();
});

test("whoever hears of a load may take the element away", async () => {
  const visit = await openElement();
  const { page } = visit;
  await page.evaluate(() => {
    const element = document.querySelector("chat-gauge");
    element.addEventListener("chatgauge-load", ({ detail }) => {
      globalThis.loaded = detail.summary.events;
      element.remove();
    });
  });
  await drop(page, { name: "history.ndjson", text: history(10) });
  assert.equal(await until(page, () => globalThis.loaded), 61);
  await page.waitForTimeout(200);
  assert.equal(page.workers().length, 0);
  assertQuiet(visit);
  await visit.close();
});
