// Compare: two periods or two groups side by side, in the link, and each
// number opens what it counts.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { assertQuiet, openPage, test, until } from "./harness.mjs";
import { drop, history, openElement } from "./history.mjs";

const view = (page) => page.locator(".chart", { has: page.getByRole("heading", { name: "Side by side" }) });
const line = (page, title) =>
  view(page).locator("tbody tr", { has: page.locator("th", { hasText: new RegExp(`^${title}`) }) }).first();
const heads = async (page) => (await view(page).locator("thead th").allInnerTexts()).map((text) => text.trim());
const plain = (text) => text.replaceAll("\u202f", " ").replaceAll(/\s+/g, " ");
const cells = async (page, title) => (await line(page, title).locator("th, td").allInnerTexts()).map(plain);
const pick = (page, name) => view(page).getByRole("combobox", { name, exact: true });

/** Waits until the last lines have come: first are those in sight. */
const allThere = (page) => page.locator(".overview[aria-busy=false]").waitFor();

async function openCompare(options) {
  const visit = await openElement({ path: "#view=compare", ...options });
  await drop(visit.page, { name: "history.ndjson", text: history(90) });
  await line(visit.page, "Conversations").waitFor();
  await allThere(visit.page);
  return visit;
}

/** Waits until the head of a column reads so, and all lines under it are there. */
const headed = async (page, text) => {
  await view(page).locator("thead th", { hasText: text }).first().waitFor();
  await allThere(page);
};

const listed = (page, count) =>
  until(
    page,
    (count) => document.querySelector("chat-gauge").shadowRoot.querySelector(".count-of")?.textContent.replace(/\D/g, "") === count,
    `${count}`,
  );

test("two channels stand side by side, and their numbers open", async () => {
  const visit = await openCompare();
  const { page } = visit;
  await view(page).getByRole("button", { name: "Two groups" }).click();
  // The two with most conversations come first.
  await headed(page, "Web (60)");
  assert.deepEqual((await heads(page)).slice(0, 4), ["Metric", "Web (60)", "WhatsApp (30)", "Difference"]);
  await until(page, () => location.hash === "#view=compare&arms=channel,web,whatsapp");
  const handoffs = await cells(page, "Hand-off rate");
  assert.match(handoffs[1], /^25\.0 % 15 of 60$/);
  assert.match(handoffs[2], /^26\.7 % 8 of 30$/);
  assert.match(handoffs[3], /^−1\.7 pp may be chance$/);
  assert.match(handoffs[5], /^−\d+\.\d pp to \+\d+\.\d pp$/);
  await line(page, "Hand-off rate").locator("td .entry").nth(1).click();
  await listed(page, 8);
  await page.goBack();
  await headed(page, "Web (60)");
  await view(page).getByRole("button", { name: "Swap" }).click();
  await headed(page, "WhatsApp (30)");
  await until(page, () => location.hash.endsWith("arms=channel,whatsapp,web"));
  assert.match((await cells(page, "Hand-off rate"))[3], /^\+1\.7 pp/);
  assertQuiet(visit);
  await visit.close();
});

test("a link, and the way back, tell what is compared", async () => {
  const visit = await openPage({ path: "#sample&view=compare&period=last-28-days&arms=channel,web,whatsapp" });
  const { page } = visit;
  await headed(page, "Web");
  assert.match(await pick(page, "A").evaluate((select) => select.selectedOptions[0].text), /^Web \(\d+\)$/);
  await pick(page, "By").selectOption("Variant");
  await until(page, () => /arms=variant,/.test(location.hash));
  await page.goBack();
  await headed(page, "WhatsApp");
  await pick(page, "B").selectOption({ index: 2 });
  await until(page, () => /arms=channel,web,(?!whatsapp)/.test(location.hash));
  assertQuiet(visit);
  await visit.close();
});

test("two periods of one's own are compared, and what is none is said", async () => {
  const visit = await openCompare();
  const { page } = visit;
  const day = (name) => view(page).getByLabel(name, { exact: true });
  assert.equal(await day("A: first day").inputValue(), "2026-05-25");
  assert.equal(await day("B: last day").inputValue(), "2026-05-24");
  await day("A: first day").fill("2026-05-31");
  await day("B: last day").fill("2026-05-30");
  await day("B: first day").fill("2026-05-30");
  await headed(page, "30 May");
  await until(page, () => location.hash.endsWith("arms=2026-05-31..2026-05-31,2026-05-30..2026-05-30"));
  const counts = await cells(page, "Conversations");
  assert.deepEqual(counts.slice(1, 4), ["21", "24", "−3"]);
  await day("B: first day").fill("2026-06-02");
  await view(page).getByText("These dates end before they begin").waitFor();
  await view(page).getByRole("button", { name: "Period and the one before" }).click();
  await until(page, () => location.hash === "#view=compare");
  assertQuiet(visit);
  await visit.close();
});

test("what the data lacks is told once, and the table is saved", async () => {
  const visit = await openCompare();
  const { page } = visit;
  const note = await view(page).locator(".ledger .hint").innerText();
  assert.match(note, /Revenue per chat.*: not in this data: no order events/);
  assert.equal(await line(page, "Revenue per chat").count(), 0);
  await view(page).hover();
  await view(page).getByRole("button", { name: "Save Side by side" }).click();
  const begun = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /CSV/ }).click();
  const file = await begun;
  assert.equal(file.suggestedFilename(), "chatgauge-compared-2026-05-25--2026-05-31.csv");
  const lines = (await readFile(await file.path(), "utf8")).split("\r\n").map((text) => text.split(","));
  const conversations = lines.find((cells) => cells[1] === "conversations");
  assert.deepEqual(conversations.slice(0, 5), ["volume", "conversations", "count", "", "90"]);
  assertQuiet(visit);
  await visit.close();
});

test("on a phone nothing stands beyond the edge", async () => {
  const visit = await openCompare({ viewport: { width: 375, height: 800 } });
  const { page } = visit;
  await view(page).getByRole("button", { name: "Two groups" }).click();
  await until(page, () => location.hash.includes("arms=channel"));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
  assertQuiet(visit);
  await visit.close();
});
