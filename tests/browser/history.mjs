// Small histories, and what a person does with them: shared by the tests of
// the element.
import assert from "node:assert/strict";

import { dropFiles, openPage, until } from "./harness.mjs";

const line = (event) => JSON.stringify(event);

/**
 * A history of `count` conversations, one an hour up to the evening of 31 May
 * 2026 (UTC): the customer asks, the bot answers, every fourth is handed off,
 * every third comes by WhatsApp, all are closed and half are rated.
 */
export function history(count) {
  const last = Date.UTC(2026, 4, 31, 20);
  return Array.from({ length: count }, (_, index) => conversation(index, last - index * 3_600_000))
    .flat()
    .map(line)
    .join("\n");
}

function conversation(index, start) {
  const channel = index % 3 ? "web" : "whatsapp";
  const common = { conversation_id: `c${index}`, user_id: `u${index}`, channel };
  const at = (seconds) => new Date(start + seconds * 1000).toISOString();
  const events = [
    { ts: at(0), type: "conversation_started", ...common },
    { ts: at(1), type: "message", role: "bot", text: "Hi! How can I help?", welcome: true, ...common },
    { ts: at(20), type: "message", role: "user", text: "Where is my order?", topic: "shipping", ...common },
    { ts: at(22), type: "message", role: "bot", text: "It arrives tomorrow.", ...common },
  ];
  if (index % 4 === 0) {
    events.push(
      { ts: at(30), type: "handoff", status: "successful", ...common },
      { ts: at(75), type: "message", role: "agent", agent_id: "a1", text: "Hello, Ann here.", ...common },
    );
  }
  events.push({ ts: at(120), type: "closed", by: "user", ...common });
  if (index % 2) events.push({ ts: at(130), type: "rating", kind: "csat", score: 5, ...common });
  return events;
}

/** Opens the page and waits until the element is ready for data. */
export async function openElement(options) {
  const visit = await openPage(options);
  await visit.page.locator(".opener").waitFor();
  return visit;
}

/** Drops text files on the element. */
export const drop = (page, ...files) => dropFiles(page, "chat-gauge .app", files);

/** Opens the page with `count` conversations in it and waits for the board. */
export async function openHistory(count = 60, options) {
  const visit = await openElement(options);
  await drop(visit.page, { name: "history.ndjson", text: history(count) });
  await boardShown(visit.page);
  return visit;
}

/** Waits until every canvas of the overview has been painted. */
export function boardShown(page) {
  return until(page, () => {
    const overview = document.querySelector("chat-gauge")?.shadowRoot?.querySelector(".overview[aria-busy=false]");
    const figures = overview?.querySelectorAll(".figure");
    return figures?.length === 13 && [...figures].every((figure) => figure.getAttribute("aria-label"));
  });
}

/** The card of a metric. */
export const card = (page, title) =>
  page.locator(".metric", { has: page.getByRole("heading", { name: title, exact: true }) });

/** The chart of that title. */
export const chart = (page, title) =>
  page.locator(".chart", { has: page.getByRole("heading", { name: title, exact: true }) });

/** The sentence that says what a card or chart shows. */
export const says = (part) => part.locator(".figure").getAttribute("aria-label");

/** Waits until a card says something that matches. */
export async function cardSays(page, title, pattern) {
  const end = Date.now() + 10_000;
  for (;;) {
    const sentence = await says(card(page, title));
    if (pattern.test(sentence)) return sentence;
    assert.ok(Date.now() < end, `${title} says “${sentence}”, not ${pattern}`);
    await page.waitForTimeout(25);
  }
}

/** Chooses a period by its name. */
export async function choosePeriod(page, name) {
  await page.locator(".dates").click();
  await page.locator(".presets").getByRole("button", { name, exact: true }).click();
}
