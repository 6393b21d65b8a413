// Arranging one's own view: cards and charts, notes on the time axis, saved
// views, and what of them outlives a reload.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { assertPainted, assertQuiet, test, until } from "./harness.mjs";
import { boardShown, card, chart, choosePeriod, drop, history, openElement, openHistory, says } from "./history.mjs";

const fragment = (page) => page.evaluate(() => decodeURIComponent(location.hash));
const tool = (page, name) => page.locator(".arrange").getByRole("button", { name, exact: true });
const menu = (page, name) => page.getByRole("dialog", { name, exact: true });
const cards = (page) => page.locator(".metric h2").allInnerTexts();
const charts = (page) => page.locator(".chart h2").allInnerTexts();
const kept = (page) => page.evaluate(() => localStorage.getItem("chatgauge-views"));

/** Waits until the address says something. */
const addressSays = (page, expected) =>
  until(page, (text) => decodeURIComponent(location.hash) === text, expected);

/** Waits until so many cards and charts are painted. */
function tilesShown(page, count) {
  return until(page, (expected) => {
    const overview = document.querySelector("chat-gauge").shadowRoot.querySelector(".overview[aria-busy=false]");
    const figures = [...(overview?.querySelectorAll(".figure") ?? [])];
    return figures.length === expected && figures.every((figure) => figure.getAttribute("aria-label"));
  }, count);
}

/** Saves what is on the screen by a name. */
async function save(page, name) {
  await tool(page, "Saved views").click();
  await menu(page, "Saved views").getByRole("textbox", { name: "Name of the view" }).fill(name);
  await page.keyboard.press("Enter");
  await menu(page, "Saved views").getByText(`${name} is saved.`).waitFor();
  await page.keyboard.press("Escape");
}

/** Adds a note. */
async function note(page, date, text) {
  await menu(page, "Notes").getByLabel("Date").fill(date);
  await menu(page, "Notes").getByRole("textbox", { name: "Note", exact: true }).fill(text);
  await menu(page, "Notes").getByRole("button", { name: /(Add|Keep) note/ }).click();
}

test("cards and charts are added, moved and removed, and the link says so", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  await tool(page, "Edit layout").click();
  const find = page.getByRole("searchbox", { name: "Find a metric or dimension" });
  await find.fill("csat");
  const toggle = (name) => page.locator(".catalogue").getByRole("button", { name, exact: true });
  await toggle("Over time: CSAT").click();
  await tilesShown(page, 14);
  assert.equal(await toggle("Over time: CSAT").getAttribute("aria-pressed"), "true");
  assert.match(await says(chart(page, "CSAT")), /^CSAT by day, .*: lowest 100\.0\s%, highest 100\.0\s%/);
  await assertPainted(page, ".chart:has(h2:text-is('CSAT')) canvas");
  // What one searched for is still there.
  assert.equal(await find.inputValue(), "csat");
  await find.fill("no such thing");
  assert.ok(await page.getByText("Nothing like this").last().isVisible());
  await find.fill("");
  await toggle("Bars: Topic").click();
  await tilesShown(page, 15);
  const bar = (part) => part.locator(".tile-bar");
  const first = (await cards(page))[0];
  assert.ok(await bar(card(page, first)).locator(".earlier").isDisabled());
  await bar(card(page, first)).locator(".later").focus();
  await page.keyboard.press("Enter");
  await until(page, (name) => document.querySelector("chat-gauge").shadowRoot.querySelectorAll(".metric h2")[1]?.textContent === name, first);
  // The keyboard stays on the button.
  await page.keyboard.press("Enter");
  await until(page, (name) => document.querySelector("chat-gauge").shadowRoot.querySelectorAll(".metric h2")[2]?.textContent === name, first);
  await bar(chart(page, "CSAT")).locator(".off").click();
  await tilesShown(page, 14);
  assert.ok(!(await charts(page)).includes("CSAT"));
  await until(page, () => decodeURIComponent(location.hash).split(",").length === 14);
  const said = await fragment(page);
  assert.match(said, /^#layout=.*,stack,.*,bars\.topic$/);
  const before = await cards(page);
  await page.reload();
  await page.locator(".opener").waitFor();
  await drop(page, { name: "history.ndjson", text: history(60) });
  await tilesShown(page, 14);
  assert.deepEqual(await cards(page), before);
  assert.equal(await fragment(page), said);
  await tool(page, "Edit layout").click();
  await page.getByRole("button", { name: "Usual layout" }).click();
  await boardShown(page);
  await addressSays(page, "");
  await page.getByRole("button", { name: "Done" }).click();
  assert.equal(await page.locator(".tile-bar, .arranger").count(), 0);
  assertQuiet(visit);
  await visit.close();
});

test("a switch stays with its chart, wherever that goes", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  const stack = page.locator(".chart").first();
  await stack.getByRole("button", { name: "Channel" }).click();
  await addressSays(page, "#charts=1.channel");
  await tool(page, "Edit layout").click();
  await stack.locator(".later").click();
  await until(page, () => location.hash.includes("charts=2.channel"));
  const pressed = page.locator(".chart").nth(1).getByRole("button", { name: "Channel" });
  assert.equal(await pressed.getAttribute("aria-pressed"), "true");
  assertQuiet(visit);
  await visit.close();
});

test("a view is saved, opened after a reload, renamed, updated and deleted", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  await choosePeriod(page, "All data");
  await addressSays(page, "#period=all");
  await save(page, "Everything");
  assert.deepEqual(JSON.parse(await kept(page)), { views: [{ name: "Everything", link: "period=all" }] });
  await choosePeriod(page, "Yesterday");
  await addressSays(page, "#period=yesterday");
  await page.reload();
  await page.locator(".opener").waitFor();
  await drop(page, { name: "history.ndjson", text: history(60) });
  await boardShown(page);
  await tool(page, "Saved views").click();
  const views = menu(page, "Saved views");
  await views.getByRole("button", { name: "Everything", exact: true }).click();
  await addressSays(page, "#period=all");
  // Back leads to what was there before.
  await page.goBack();
  await addressSays(page, "#period=yesterday");
  await tool(page, "Saved views").click();
  await views.getByRole("button", { name: "Save what is on the screen as Everything" }).click();
  await until(page, () => localStorage.getItem("chatgauge-views").includes("yesterday"));
  await views.getByRole("button", { name: "Rename Everything" }).click();
  await views.getByRole("textbox", { name: "Rename Everything" }).fill("The day before");
  await page.keyboard.press("Enter");
  await views.getByRole("button", { name: "The day before", exact: true }).waitFor();
  assert.deepEqual(JSON.parse(await kept(page)), { views: [{ name: "The day before", link: "period=yesterday" }] });
  await views.getByRole("button", { name: "Delete The day before" }).click();
  await views.getByText("No view is saved yet.").waitFor();
  assert.deepEqual(JSON.parse(await kept(page)), { views: [] });
  assertQuiet(visit);
  await visit.close();
});

test("views go out as a file and come in again, bad entries told", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  await choosePeriod(page, "All data");
  await save(page, "Mine");
  await tool(page, "Saved views").click();
  const views = menu(page, "Saved views");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    views.getByRole("button", { name: "Export" }).click(),
  ]);
  assert.equal(file.suggestedFilename(), "chatgauge-views.json");
  const document = JSON.parse(await readFile(await file.path(), "utf8"));
  assert.deepEqual(document, { views: [{ name: "Mine", link: "period=all" }] });
  const bring = (name, text) =>
    views.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  document.views.push({ name: "Mine", link: "period=today" }, { name: "", link: "" }, { name: "x" }, 7);
  await bring("team.json", JSON.stringify(document));
  await views.getByText("2 views read from team.json. 3 entries are no views and were left out.").waitFor();
  const names = await views.locator(".saved .choice").allInnerTexts();
  assert.deepEqual(names, ["Mine", "Mine (2)"]);
  for (const text of ["not json", "[]", '{"views": 1}']) {
    await bring("odd.json", text);
    await views.getByText("odd.json is no file of saved views.").waitFor();
  }
  assert.equal(JSON.parse(await kept(page)).views.length, 2);
  assertQuiet(visit);
  await visit.close();
});

test("notes of the data and notes typed in stand on the time chart", async () => {
  const visit = await openElement();
  const { page } = visit;
  const release = { ts: "2026-05-30T09:00:00Z", type: "annotation", text: "Release 2" };
  await drop(page, { name: "history.ndjson", text: `${history(60)}\n${JSON.stringify(release)}` });
  await boardShown(page);
  const figure = page.locator(".chart").first().locator(".figure");
  const told = async (day) => {
    await figure.focus();
    await page.keyboard.press("Home");
    for (let step = 0; step < 7; step += 1) {
      const tip = await page.locator(".tip").innerText();
      if (tip.includes(day)) return tip;
      await page.keyboard.press("ArrowRight");
    }
    return "";
  };
  assert.match(await told("30 May"), /\d\d:00 Release 2/);
  await tool(page, "Notes").click();
  await note(page, "2026-05-31", "Sale, half price");
  await addressSays(page, "#notes=2026-05-31,Sale,+half+price");
  await note(page, "2026-05-30", "Outage");
  await page.keyboard.press("Escape");
  assert.match(await told("30 May"), /Outage · \d\d:00 Release 2/);
  assert.match(await told("31 May"), /Sale, half price/);
  await save(page, "With notes");
  assert.match(await kept(page), /notes=2026-05-30,Outage,2026-05-31,Sale%2C\+half\+price/);
  await tool(page, "Notes").click();
  const notes = menu(page, "Notes");
  await notes.getByRole("button", { name: "Change the note Outage" }).click();
  await note(page, "2026-05-29", "Mail outage");
  await addressSays(page, "#notes=2026-05-29,Mail+outage,2026-05-31,Sale,+half+price");
  await notes.getByRole("button", { name: "Remove the note Sale, half price" }).click();
  await addressSays(page, "#notes=2026-05-29,Mail+outage");
  await notes.getByRole("button", { name: "Add note" }).click();
  await notes.getByText("A note needs a date and words.").waitFor();
  await page.keyboard.press("Escape");
  await tool(page, "Saved views").click();
  await menu(page, "Saved views").getByRole("button", { name: "With notes", exact: true }).click();
  await until(page, () => location.hash.includes("Outage"));
  assert.match(await told("30 May"), /Outage/);
  assertQuiet(visit);
  await visit.close();
});
