// Large histories: the page stays free, and a load can be called off.
import assert from "node:assert/strict";

import { assertQuiet, test } from "./harness.mjs";
import { boardShown, card, cardSays, openElement, openHistory, says } from "./history.mjs";

const EVENTS = 200_000;
/** More than this would be felt; what is measured is printed. */
const LONGEST_PAUSE = 200;

/** Makes a history of `events` messages inside the page and opens it. */
function openGenerated(page, events) {
  return page.evaluate((count) => {
    const parts = [];
    const start = Date.UTC(2026, 4, 1);
    for (let index = 0; index < count; index += 1) {
      const thread = Math.floor(index / 10);
      parts.push(
        JSON.stringify({
          ts: start + thread * 60_000 + (index % 10) * 5_000,
          type: "message",
          conversation_id: `c${thread}`,
          user_id: `u${thread % 7000}`,
          role: index % 2 ? "bot" : "user",
          channel: ["web", "whatsapp", "messenger"][thread % 3],
          text: `Message ${index} of a long history, with a few words more to read.`,
        }),
        "\n",
      );
    }
    const transfer = new DataTransfer();
    transfer.items.add(new File(parts, "large.ndjson"));
    const input = document.querySelector("chat-gauge").shadowRoot.querySelector(".opener input[type=file]");
    input.files = transfer.files;
    globalThis.told = [];
    new MutationObserver(() => {
      const facts = document.querySelector("chat-gauge").shadowRoot.querySelector(".loading .facts");
      if (facts?.textContent) globalThis.told.push(facts.textContent);
    }).observe(document.querySelector("chat-gauge").shadowRoot, { subtree: true, childList: true });
    globalThis.longest = 0;
    // The events were made in this task; what is measured begins with the next.
    setTimeout(() => {
      let last = performance.now();
      setInterval(() => {
        const now = performance.now();
        globalThis.longest = Math.max(globalThis.longest, now - last);
        last = now;
      }, 5);
      input.dispatchEvent(new Event("change"));
    });
  }, events);
}

test("the page stays free while 200,000 events are read", async (context) => {
  const visit = await openElement();
  const { page } = visit;
  await openGenerated(page, EVENTS);
  await boardShown(page);
  const told = await page.evaluate(() => globalThis.told);
  assert.match(told.join("\n"), /^\d[\d.]* MB of \d+ MB · [\d,]+ events/m, "progress was told");
  context.diagnostic(`progress was told ${told.length} times, at last: ${told.at(-1)}`);
  await cardSays(page, "Conversations", /^Conversations: \d/);
  assert.match(await page.locator(".source").textContent(), /200,000 events/);
  const longest = await page.evaluate(() => globalThis.longest);
  const watched = await page.evaluate(async () => {
    const end = performance.now() + 120;
    while (performance.now() < end);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return globalThis.longest;
  });
  assert.ok(watched >= 100, "a busy page would have been noticed");
  context.diagnostic(`longest time the page was busy while reading: ${Math.round(longest)} ms`);
  assert.ok(longest <= LONGEST_PAUSE, `the page was busy for ${longest} ms`);
  assertQuiet(visit);
  await visit.close();
});

test("a load that is called off leaves what was there", async () => {
  const visit = await openHistory(30);
  const { page } = visit;
  await page.getByRole("button", { name: "Open…" }).click();
  await openGenerated(page, EVENTS);
  const loading = page.locator(".loading");
  await loading.getByRole("button", { name: "Cancel" }).click();
  await loading.waitFor({ state: "detached" });
  await page.waitForTimeout(500);
  assert.match(await says(card(page, "Conversations")), /^Conversations: 30\./);
  assert.match(await page.locator(".source").textContent(), /^history\.ndjson/);
  assertQuiet(visit);
  await visit.close();
});

test("a first load that is called off leads back to the beginning", async () => {
  const visit = await openElement();
  const { page } = visit;
  await openGenerated(page, EVENTS);
  await page.locator(".loading").getByRole("button", { name: "Cancel" }).click();
  await page.locator(".opener").waitFor();
  await page.waitForTimeout(500);
  assert.equal(await page.locator(".overview").count(), 0);
  assertQuiet(visit);
  await visit.close();
});
