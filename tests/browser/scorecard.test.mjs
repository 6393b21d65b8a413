// The scorecard: targets are changed where they stand and kept, every number
// opens what it counts, and nothing that the data lacks is judged.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { assertQuiet, openPage, test, until } from "./harness.mjs";
import { drop, history, openElement } from "./history.mjs";

const card = (page) => page.locator(".chart", { has: page.getByRole("heading", { name: "Scorecard", exact: true }) });
const line = (page, title) => card(page).locator("tbody tr", { has: page.locator("th", { hasText: new RegExp(`^${title}`) }) });
const target = (page, title) => card(page).getByRole("button", { name: `Target of ${title}:` });
const menu = (page) => page.locator(".target-menu");
const plain = (text) => text.replaceAll("\u202f", " ");
/** The cells of a metric's line, its notes included. */
const cells = async (page, title) => (await line(page, title).locator("th, td").allInnerTexts()).map(plain);

/** A scorecard of 60 conversations, every fourth of which is handed off. */
async function openScorecard(options) {
  const visit = await openElement({ path: "#view=scorecard", ...options });
  await fill(visit.page);
  return visit;
}

async function fill(page) {
  await drop(page, { name: "history.ndjson", text: history(60) });
  await card(page).locator("tbody tr").first().waitFor();
}

/** Waits until the status of a metric reads so. */
const stands = (page, title, status) => line(page, title).locator(".pill", { hasText: new RegExp(`^${status}$`) }).waitFor();

/** How many conversations the register lists. */
const listed = (page, count) =>
  until(
    page,
    (count) => document.querySelector("chat-gauge").shadowRoot.querySelector(".count-of")?.textContent.replace(/\D/g, "") === count,
    `${count}`,
  );

test("a target is changed where it stands, and the browser keeps it", async () => {
  const visit = await openScorecard();
  const { page } = visit;
  await stands(page, "Hand-off rate", "Short");
  const [, wanted, current] = await cells(page, "Hand-off rate");
  assert.match(wanted, /^≤ 20 %/);
  assert.match(current, /^25\.0 %\s+15 of 60$/);
  await target(page, "Hand-off rate").focus();
  await page.keyboard.press("Enter");
  await menu(page).getByLabel("At most").fill("26%");
  await page.keyboard.press("Enter");
  await stands(page, "Hand-off rate", "Within");
  await menu(page).waitFor({ state: "hidden" });
  // The keyboard is where it was, though the table is a new one.
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.activeElement?.dataset.act === "handoff_rate");
  await page.reload();
  await page.locator(".opener").waitFor();
  await fill(page);
  await stands(page, "Hand-off rate", "Within");
  const settings = await page.locator("chat-gauge").evaluate((element) => element.settings);
  assert.deepEqual(settings, { targets: { handoff_rate: { max: 0.26 } } });
  await card(page).getByRole("button", { name: "Default targets" }).click();
  await stands(page, "Hand-off rate", "Short");
  assertQuiet(visit);
  await visit.close();
});

test("what is no target is said, and what was typed stays", async () => {
  const visit = await openScorecard();
  const { page } = visit;
  await target(page, "Deflection").click();
  const [least, most] = [menu(page).getByLabel("At least"), menu(page).getByLabel("At most")];
  assert.deepEqual([await least.inputValue(), await most.inputValue()], ["50", "60"]);
  const says = async (text) => {
    await menu(page).getByRole("button", { name: "Set target" }).click();
    await menu(page).getByRole("alert").filter({ hasText: text }).waitFor();
  };
  await most.fill("a lot");
  await says("“a lot” is no number here. Write it as 12.5, or leave it empty.");
  assert.equal(await most.inputValue(), "a lot");
  assert.equal(await most.getAttribute("aria-invalid"), "true");
  await most.fill("40");
  await says("At least 50 and at most 40 leaves nothing between them");
  await page.keyboard.press("Escape");
  await menu(page).waitFor({ state: "hidden" });
  assert.match((await cells(page, "Deflection"))[1], /^50 – 60 %/);
  await target(page, "Handle time saved").click();
  assert.equal(await least.inputValue(), "5:00");
  await least.fill("1:15:00");
  await page.keyboard.press("Enter");
  await until(page, () => {
    const button = document.querySelector("chat-gauge").shadowRoot.querySelector("[data-act=handle_time_reduction]");
    return button?.textContent.replaceAll("\u202f", " ") === "≥ 1:15:00";
  });
  assertQuiet(visit);
  await visit.close();
});

test("any metric joins the scorecard and leaves it, by the keyboard alone", async () => {
  const visit = await openScorecard();
  const { page } = visit;
  await card(page).getByRole("button", { name: "Add metric" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("mean csat");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  // Its target is asked for at once.
  await menu(page).getByRole("heading", { name: "Mean CSAT" }).waitFor();
  await page.keyboard.type("4.5");
  await page.keyboard.press("Enter");
  await stands(page, "Mean CSAT", "Beyond");
  assert.match((await cells(page, "Mean CSAT"))[1], /^≥ 4\.5/);
  await target(page, "CSAT").focus();
  await page.keyboard.press("Enter");
  for (let stops = 0; stops < 3; stops += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await line(page, "CSAT").waitFor({ state: "detached" });
  const settings = () => page.locator("chat-gauge").evaluate((element) => element.settings);
  assert.deepEqual(await settings(), { targets: { csat: null, csat_mean: { min: 4.5 } } });
  await page.reload();
  await page.locator(".opener").waitFor();
  await fill(page);
  assert.equal(await line(page, "CSAT").count(), 0);
  assertQuiet(visit);
  await visit.close();
});

test("what the data lacks is said and not judged", async () => {
  const visit = await openScorecard();
  const { page } = visit;
  const [, , current, ...rest] = await cells(page, "Revenue per chat");
  assert.match(current, /^–\s+not in this data: no order events$/);
  assert.deepEqual(rest.filter(Boolean), []);
  assertQuiet(visit);
  await visit.close();
});

test("a number and what weighs in it open exactly their conversations", async () => {
  const visit = await openPage({ path: "#sample&view=scorecard&period=last-28-days" });
  const { page } = visit;
  await card(page).locator("tbody tr").first().waitFor();
  const [, , current] = await cells(page, "Hand-off rate");
  await line(page, "Hand-off rate").locator("td .entry").click();
  await listed(page, current.match(/\s(\d+) of/)[1]);
  await page.goBack();
  const review = page.locator(".chart", { has: page.getByRole("heading", { name: "Fell short most" }) });
  const values = review.locator("tbody tr:not(.whole):not(.group)");
  await values.first().waitFor();
  const count = await values.first().locator("td").last().innerText();
  const name = await values.first().locator("th").innerText();
  await values.first().getByRole("button", { name }).click();
  await listed(page, count);
  assertQuiet(visit);
  await visit.close();
});

test("the scorecard is saved as it stands", async () => {
  const visit = await openScorecard();
  const { page } = visit;
  await card(page).hover();
  await card(page).getByRole("button", { name: "Save Scorecard" }).click();
  const begun = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /CSV/ }).click();
  const file = await begun;
  assert.equal(file.suggestedFilename(), "chatgauge-scorecard-2026-05-25--2026-05-31.csv");
  const lines = (await readFile(await file.path(), "utf8")).split("\r\n").map((text) => text.split(","));
  const handoffs = lines.find((cells) => cells[1] === "handoff_rate");
  const of = (column) => handoffs[lines[0].indexOf(column)];
  assert.deepEqual(
    ["category", "unit", "min", "max", "value", "status", "step_12"].map(of),
    ["operations", "ratio", "", "0.2", "0.25", "short", "0.25"],
  );
  assertQuiet(visit);
  await visit.close();
});

test("on a phone each metric is a list, in the dark too", async () => {
  const visit = await openScorecard({ viewport: { width: 375, height: 800 }, colorScheme: "dark" });
  const { page } = visit;
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
  const shown = await card(page).locator(".lines").evaluate((lines) => lines.scrollWidth <= lines.clientWidth);
  assert.ok(shown, "nothing stands beyond the edge");
  await target(page, "Hand-off rate").click();
  const box = await menu(page).boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 375, JSON.stringify(box));
  assertQuiet(visit);
  await visit.close();
});
