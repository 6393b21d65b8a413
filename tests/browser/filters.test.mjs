// The frame around the views: tabs, filters, the step and zone of time, and
// the address that says all of it.
import assert from "node:assert/strict";

import { assertQuiet, dropFiles, openPage, test, until } from "./harness.mjs";
import { boardShown, card, cardSays, chart, choosePeriod, drop, history, openElement, openHistory, says } from "./history.mjs";

const chips = (page) => page.locator(".chip-list .chip-text").allInnerTexts();
const menu = (page) => page.locator(".filter-menu");
const choice = (page, name) => menu(page).getByRole("checkbox", { name });
const fragment = (page) => page.evaluate(() => location.hash);

/** Opens the menu on a field's values and waits for them. */
async function openField(page, name) {
  await page.locator(".add-chip").click();
  await menu(page).getByRole("button", { name, exact: true }).click();
  await menu(page).getByRole("checkbox").first().waitFor();
}

/** Waits until the address says something. */
async function addressSays(page, expected) {
  await until(page, (text) => decodeURIComponent(location.hash) === text, expected);
}

test("tabs show one view at a time and say which", async () => {
  const visit = await openHistory();
  const { page } = visit;
  const tab = (name) => page.locator(".tabs").getByRole("button", { name });
  assert.equal(await tab("Overview").getAttribute("aria-current"), "page");
  await tab("Conversations").click();
  assert.equal(await tab("Conversations").getAttribute("aria-current"), "page");
  assert.equal(await tab("Overview").getAttribute("aria-current"), null);
  assert.equal(await page.locator("main.conversations").getAttribute("hidden"), null);
  assert.ok(await page.locator(".overview").isHidden());
  await addressSays(page, "#view=conversations");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  assert.equal(await tab("Compare").getAttribute("aria-current"), "page");
  assert.ok(await page.locator(".overview").isVisible());
  await addressSays(page, "#view=compare");
  await tab("Overview").click();
  await addressSays(page, "");
  assertQuiet(visit);
  await visit.close();
});

test("a filter narrows every number, and its chip takes it away", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  const before = visit.requests.length;
  await openField(page, "Channel");
  const offered = await menu(page).locator("label").allInnerTexts();
  assert.deepEqual(offered.map((text) => text.split(/\s+/)), [["Web", "40"], ["WhatsApp", "20"]]);
  await choice(page, /WhatsApp/).check();
  await cardSays(page, "Conversations", /^Conversations: 20\./);
  assert.deepEqual(await chips(page), ["Channel: WhatsApp"]);
  await addressSays(page, "#channel=whatsapp");
  // A chart of channels is not filtered by its own selection.
  assert.match(await says(chart(page, "By channel")), /^60 conversations/);
  // The counts are those of the other filters.
  assert.equal(await choice(page, /Web 40/).count(), 1);
  await choice(page, /Web/).check();
  await cardSays(page, "Conversations", /^Conversations: 60\./);
  assert.deepEqual(await chips(page), ["Channel: WhatsApp, Web"]);
  await page.keyboard.press("Escape");
  assert.ok(await menu(page).isHidden());
  await page.getByRole("button", { name: /^Remove the filter/ }).click();
  assert.deepEqual(await chips(page), []);
  // An address that changes asks nobody for anything, not even for an icon.
  await page.waitForTimeout(300);
  assert.equal(visit.requests.length, before);
  assert.equal(await page.locator(".badge").innerText(), "0 requests since opened");
  const focused = () => document.querySelector("chat-gauge").shadowRoot.activeElement?.className;
  assert.equal(await page.evaluate(focused), "add-chip");
  assertQuiet(visit);
  await visit.close();
});

test("values can be excluded, several filters hold at once, all go at once", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  await openField(page, "Hand-off outcome");
  await choice(page, /Successful/).check();
  await cardSays(page, "Conversations", /^Conversations: 15\./);
  await menu(page).getByRole("button", { name: "Is not" }).click();
  await cardSays(page, "Conversations", /^Conversations: 45\./);
  assert.deepEqual(await chips(page), ["not Hand-off outcome: Successful"]);
  assert.ok(await choice(page, /Successful/).isChecked());
  await menu(page).getByRole("button", { name: "All fields" }).click();
  await menu(page).getByRole("button", { name: "Hour", exact: true }).click();
  await choice(page, /^20:00/).check();
  await choice(page, /^19:00/).check();
  assert.deepEqual(await chips(page), ["not Hand-off outcome: Successful", "Hour: 19:00 – 21:00"]);
  await page.locator("h1").click();
  assert.ok(await menu(page).isHidden());
  await addressSays(page, "#handoff_outcome!=successful&hour=20,19");
  await page.getByRole("button", { name: "Clear all" }).click();
  await cardSays(page, "Conversations", /^Conversations: 60\./);
  await addressSays(page, "");
  assertQuiet(visit);
  await visit.close();
});

test("fields and values are found by a part of their name", async () => {
  const visit = await openElement();
  const { page } = visit;
  const lines = Array.from({ length: 1500 }, (_, index) => JSON.stringify({
    ts: new Date(Date.UTC(2026, 4, 31, 8) + index * 1000).toISOString(),
    type: "message",
    role: "user",
    text: "Hi",
    conversation_id: `c${index}`,
    attributes: { account: `Customer ${String(index).padStart(4, "0")}` },
  }));
  await drop(page, { name: "accounts.ndjson", text: lines.join("\n") });
  await boardShown(page);
  await page.locator(".add-chip").click();
  await page.keyboard.type("ACC");
  assert.deepEqual(await menu(page).locator("button.choice").allInnerTexts(), ["account"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await menu(page).getByRole("checkbox").first().waitFor();
  assert.equal(await menu(page).getByRole("checkbox").count(), 200);
  assert.match(await menu(page).locator(".hint").innerText(), /^The first 200 of 1,500\./);
  await page.keyboard.type("r 149");
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelectorAll(".choice input").length === 10);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await cardSays(page, "Conversations", /^Conversations: 1\./);
  assert.deepEqual(await chips(page), ["account: Customer 1490"]);
  await menu(page).locator(".field").fill("nobody");
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelector(".filter-menu .hint").textContent === "Nothing like this");
  assertQuiet(visit);
  await visit.close();
});

test("back and forward lead through what was shown", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  await choosePeriod(page, "Today");
  await cardSays(page, "Conversations", /^Conversations: 21\./);
  await openField(page, "Channel");
  await choice(page, /WhatsApp/).check();
  await choice(page, /Web/).check();
  await choice(page, /WhatsApp/).uncheck();
  await addressSays(page, "#period=today&channel=web");
  await page.locator(".tabs").getByRole("button", { name: "Conversations" }).click();
  await page.goBack();
  assert.ok(await page.locator(".overview").isVisible());
  assert.deepEqual(await chips(page), ["Channel: Web"]);
  // The choosing of channels was one step.
  await page.goBack();
  await cardSays(page, "Conversations", /^Conversations: 21\./);
  assert.deepEqual(await chips(page), []);
  await page.goBack();
  await cardSays(page, "Conversations", /^Conversations: 60\./);
  await chart(page, "Conversations per day").getByRole("button", { name: "Channel" }).click();
  await addressSays(page, "#charts=1.channel");
  await page.goBack();
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelector(".wide .switch:last-child [aria-pressed=true]").textContent === "Outcome");
  await choosePeriod(page, "Today");
  await page.locator(".tabs").getByRole("button", { name: "Conversations" }).click();
  await page.goBack();
  await page.goForward();
  await addressSays(page, "#view=conversations&period=today");
  assert.ok(await page.locator(".overview").isHidden());
  assertQuiet(visit);
  await visit.close();
});

test("a shared link and a reload give the same screen", async () => {
  const path = "#sample&period=last-28-days&compare=none&bucket=week&timezone=Asia/Tokyo&charts=1.topic,4.handoffs&channel=whatsapp&topic!=spam,&nonsense=1&period=soon";
  const visit = await openPage({ path });
  const { page } = visit;
  await boardShown(page);
  const screen = async () => ({
    chips: await chips(page),
    dates: await page.locator(".dates").innerText(),
    compare: await page.locator(".controls [aria-pressed]").first().getAttribute("aria-pressed"),
    says: await page.locator(".overview .figure").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label"))),
  });
  await chart(page, "Conversations per week").waitFor();
  const first = await screen();
  assert.deepEqual(first.chips, ["Channel: WhatsApp", "not Topic: spam, Not set"]);
  // What the data has no field for is gone from the address too.
  await addressSays(page, "#sample&period=last-28-days&compare=none&bucket=week&timezone=Asia/Tokyo&charts=1.topic,4.handoffs&channel=whatsapp&topic!=spam,");
  await page.reload();
  await boardShown(page);
  await chart(page, "Conversations per week").waitFor();
  assert.deepEqual(await screen(), first);
  assertQuiet(visit);
  await visit.close();
});

test("a reload right after a click misses nothing", async () => {
  const visit = await openPage({ path: "#sample&period=last-28-days" });
  const { page } = visit;
  await boardShown(page);
  const says = async (hash) => {
    await boardShown(page);
    await addressSays(page, hash);
  };
  const again = page.waitForEvent("load");
  await page.evaluate(() => {
    document.querySelector("chat-gauge").shadowRoot.querySelector(".controls > [aria-pressed]").click();
    // Before the address follows.
    location.reload();
  });
  await again;
  await says("#sample&period=last-28-days&compare=none");
  await page.goBack();
  await says("#sample&period=last-28-days");
  assertQuiet(visit);
  await visit.close();
});

test("links made in other ways do no harm", async () => {
  const visit = await openPage({ path: "#view=nowhere&bucket=hour&period=2020-01-01..2026-05-31&channel=%zz&/route&search=a" });
  const { page } = visit;
  await page.locator(".opener").waitFor();
  await drop(page, { name: "history.ndjson", text: history(30) });
  await boardShown(page);
  await cardSays(page, "Conversations", /^Conversations: 30\./);
  // So many hours cannot be drawn: the step is the one that suits.
  await chart(page, "Conversations per month").waitFor();
  assert.deepEqual(await chips(page), []);
  // What the data has no column for neither orders the list nor stands in it.
  const link = "#view=conversations&period=all&sort=luck,desc&columns=luck,agent&attributes.outcome=x&layout=bars.luck";
  await page.evaluate((hash) => (location.hash = hash), link);
  await page.locator(".space .row:not(.waiting)").first().waitFor();
  const heads = page.locator("[role=columnheader]");
  assert.deepEqual(await heads.evaluateAll((all) => all.map((head) => head.dataset.column)), ["first_question", "agent"]);
  assert.deepEqual(await chips(page), []);
  assertQuiet(visit);
  await visit.close();
});

test("step and time zone are chosen beside the period", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  await page.locator(".dates").click();
  await page.getByLabel("Step").selectOption("week");
  await chart(page, "Conversations per week").waitFor();
  await page.getByLabel("Time zone").fill("Nowhere/City");
  await page.getByLabel("Time zone").press("Enter");
  assert.match(await page.locator(".picker .wrong").last().innerText(), /no zone of this name/);
  await page.getByLabel("Time zone").fill("Pacific/Auckland");
  await page.getByLabel("Time zone").press("Enter");
  // The last conversations begin on the first of June there.
  await until(page, () => /1 Jun 2026/.test(document.querySelector("chat-gauge").shadowRoot.querySelector(".dates").textContent));
  await addressSays(page, "#bucket=week&timezone=Pacific/Auckland");
  await page.goBack();
  await until(page, () => /31 May 2026/.test(document.querySelector("chat-gauge").shadowRoot.querySelector(".dates").textContent));
  assert.equal(await card(page, "Conversations").count(), 1);
  assertQuiet(visit);
  await visit.close();
});

test("an element leaves the address alone unless it is told to take it", async () => {
  const visit = await openElement({ path: "#/my/route" });
  const { page } = visit;
  await page.evaluate(() => {
    const own = document.querySelector("chat-gauge");
    own.removeAttribute("state");
    const again = own.cloneNode(true);
    own.replaceWith(again);
  });
  await page.locator(".opener").waitFor();
  await drop(page, { name: "history.ndjson", text: history(30) });
  await boardShown(page);
  await choosePeriod(page, "Today");
  await page.locator(".tabs").getByRole("button", { name: "Conversations" }).click();
  await page.waitForTimeout(200);
  assert.equal(await fragment(page), "#/my/route");
  assertQuiet(visit);
  await visit.close();
});

test("of two elements only one takes the address", async () => {
  const visit = await openHistory(30);
  const { page } = visit;
  await page.evaluate(() => {
    const second = document.createElement("chat-gauge");
    second.id = "second";
    second.setAttribute("state", "hash");
    document.body.append(second);
  });
  const second = page.locator("#second");
  await second.locator(".opener").waitFor();
  await dropFiles(page, "#second .app", [{ name: "history.ndjson", text: history(10) }]);
  await second.locator(".tabs button", { hasText: "Conversations" }).click();
  assert.equal(await fragment(page), "");
  await page.evaluate(() => document.querySelector("#second").remove());
  await choosePeriod(page, "Yesterday");
  await addressSays(page, "#period=yesterday");
  assertQuiet(visit);
  await visit.close();
});

test("attributes say what is shown at first", async () => {
  const visit = await openElement();
  const { page } = visit;
  await page.evaluate(() => {
    const own = document.querySelector("chat-gauge");
    own.setAttribute("view", "conversations");
    own.setAttribute("compare", "none");
    own.setAttribute("period", "today");
  });
  await drop(page, { name: "history.ndjson", text: history(30) });
  await page.locator(".tabs [aria-current]").waitFor();
  assert.equal(await page.locator(".tabs [aria-current]").innerText(), "Conversations");
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelector(".dates").textContent === "31 May 2026");
  await addressSays(page, "");
  await page.locator(".tabs").getByRole("button", { name: "Overview" }).click();
  await addressSays(page, "#view=overview");
  await cardSays(page, "Conversations", /^Conversations: 21\./);
  assertQuiet(visit);
  await visit.close();
});
