// The settings panel: definitions are retroactive, refused one by one, kept.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { assertQuiet, test, until } from "./harness.mjs";
import { boardShown, card, cardSays, drop, openElement } from "./history.mjs";

/** A history, and what the command line answers of it under settings. */
const doors = JSON.parse(readFileSync(new URL("../doors/settings.json", import.meta.url)));
const text = JSON.stringify(doors.events);

/** Opens the history of the doors. */
async function openDoors(options) {
  const visit = await openElement(options);
  await drop(visit.page, { name: "history.json", text });
  await boardShown(visit.page);
  return visit;
}

const panel = (page) => page.locator("dialog.settings");
const setting = (page, key) => panel(page).locator(`[data-key=${key}]`);
const field = (page, label) => panel(page).getByLabel(label, { exact: true });
const settingsOf = (page) => page.locator("chat-gauge").evaluate((element) => element.settings);

async function openPanel(page) {
  await page.locator(".controls").getByRole("button", { name: "Settings" }).click();
  await panel(page).waitFor();
}

/** Types a value and leaves it with Enter. */
async function type(input, value) {
  await input.fill(value);
  await input.press("Enter");
}

function importFile(page, name, content) {
  const buffer = Buffer.from(content);
  return panel(page).locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer });
}

/** Waits until a metric's row under both rules reads so. */
async function compared(page, title, cells) {
  const row = panel(page).locator(".headline-table tr", { has: page.getByRole("rowheader", { name: title, exact: true }) });
  const end = Date.now() + 10_000;
  for (;;) {
    const found = (await row.count()) ? await row.locator("td").allTextContents() : [];
    const plain = found.map((cell) => cell.replaceAll("\u202f", " "));
    if (plain.join() === cells.join()) return;
    assert.ok(Date.now() < end, `${title}: ${plain}, not ${cells}`);
    await page.waitForTimeout(25);
  }
}

test("every setting has its words, its default and a control", async () => {
  const visit = await openDoors();
  const { page } = visit;
  await openPanel(page);
  const keys = await panel(page).locator("[data-key]").evaluateAll((all) => all.map((one) => one.dataset.key));
  assert.deepEqual(keys.toSorted(), [
    "agent_engages", "as_of", "attribution", "auto_close_hours", "baseline_handle_minutes", "business_hours",
    "canned_seconds_saved", "costs", "fallback_phrases", "fcr_window_days", "missed_after_minutes", "rate_base",
    "response_target_seconds", "session_gap_minutes", "split", "targets", "timezone",
  ]);
  for (const key of keys) {
    assert.match(await setting(page, key).locator(".setting-meaning").textContent(), /\.$/, key);
    assert.ok(await setting(page, key).locator("input, textarea, .switch button").count(), `${key} has no control`);
    await setting(page, key).locator(".setting-mark").waitFor({ state: "hidden" });
  }
  const foot = async (key) => (await setting(page, key).locator(".setting-foot").last().textContent()).trim();
  assert.match(await foot("session_gap_minutes"), /^Default: 10 minutes/);
  assert.match(await foot("missed_after_minutes"), /^Default: only if closed unanswered/);
  assert.match(await foot("timezone"), /^Default: UTC/);
  const zones = setting(page, "timezone").locator("datalist option");
  assert.ok((await zones.count()) > 300, "the browser's zones are offered");
  assertQuiet(visit);
  await visit.close();
});

test("a setting recounts everything, and the default rule stands beside it", async () => {
  const visit = await openDoors();
  const { page } = visit;
  await cardSays(page, "Conversations", /^Conversations: 5\./);
  await openPanel(page);
  await compared(page, "Conversations", ["5", "5", "same"]);
  await type(field(page, "New conversation after"), "30");
  await cardSays(page, "Conversations", /^Conversations: 3\./);
  await compared(page, "Conversations", ["5", "3", "−40.0 %"]);
  await compared(page, "Engagement", ["100.0 %", "100.0 %", "same"]);
  assert.match(await panel(page).getByText("differs from").textContent(), /^1 key figure differs/);
  await setting(page, "session_gap_minutes").getByText("Changed").waitFor();
  await setting(page, "agent_engages").getByRole("button", { name: "No" }).click();
  await compared(page, "Engagement", ["100.0 %", "66.7 %", "−33.3 pp"]);

  await setting(page, "session_gap_minutes").getByRole("button", { name: "Set New conversation after back" }).click();
  await compared(page, "Conversations", ["5", "5", "same"]);
  await compared(page, "Engagement", ["100.0 %", "80.0 %", "−20.0 pp"]);
  assert.equal(await field(page, "New conversation after").inputValue(), "10");
  await panel(page).getByRole("button", { name: "Back to defaults" }).click();
  await compared(page, "Engagement", ["100.0 %", "100.0 %", "same"]);
  assert.deepEqual(await settingsOf(page), {});
  assertQuiet(visit);
  await visit.close();
});

test("the page gives the answers that the command line gives", async () => {
  const visit = await openDoors();
  const { page } = visit;
  await openPanel(page);
  for (const { settings, metrics } of doors.answers) {
    await importFile(page, "door.json", JSON.stringify(settings));
    const given = await until(page, async ([wanted, ids]) => {
      const element = document.querySelector("chat-gauge");
      // Holidays that were left out are none.
      const plain = (value) => JSON.stringify(value, (key, inner) => (key && typeof inner === "object" ? key : inner));
      if (plain(element.settings) !== plain(wanted)) return undefined;
      const report = await element.report({ only: ids });
      return Object.fromEntries(ids.map((id) => [id, report.metrics[id].value]));
    }, [settings, Object.keys(metrics)]);
    assert.deepEqual(given, metrics, JSON.stringify(settings));
  }
  assertQuiet(visit);
  await visit.close();
});

test("a bad value is refused beside its field, the rest applies", async () => {
  const visit = await openDoors();
  const { page } = visit;
  await openPanel(page);
  const close = field(page, "Closed after");
  await type(close, "-4");
  const wrong = setting(page, "auto_close_hours").locator(".wrong");
  assert.equal(await wrong.textContent(), "auto_close_hours: -4 is not allowed. Allowed: a number from 0 to 876600.");
  assert.equal(await close.getAttribute("aria-invalid"), "true");
  await type(field(page, "New conversation after"), "soon");
  const gap = setting(page, "session_gap_minutes");
  assert.match(await gap.locator(".wrong").textContent(), /^session_gap_minutes: "soon" is not allowed/);
  await type(field(page, "New conversation after"), "20");
  await compared(page, "Conversations", ["5", "4", "−20.0 %"]);
  assert.equal(await gap.locator(".wrong").textContent(), "");
  assert.equal(await close.inputValue(), "-4", "what was typed stays to be mended");
  assert.deepEqual(await settingsOf(page), { session_gap_minutes: 20 });

  await type(field(page, "Time zone"), "Atlantis/Capital");
  const zone = setting(page, "timezone").locator(".wrong");
  assert.match(await zone.textContent(), /^timezone: "Atlantis\/Capital" is not allowed/);
  await type(field(page, "CSAT: At least"), "ninety");
  const targets = setting(page, "targets").locator(".wrong");
  assert.match(await targets.textContent(), /^targets\.csat\.min: "ninety" is not allowed/);
  assert.equal(await setting(page, "targets").locator("[aria-invalid=true]").count(), 2, "only its row is marked");
  assert.deepEqual(await settingsOf(page), { session_gap_minutes: 20 });
  await setting(page, "auto_close_hours").getByRole("button", { name: "Set Closed after back" }).click();
  assert.equal(await close.inputValue(), "48");
  assert.equal(await wrong.textContent(), "");
  assertQuiet(visit);
  await visit.close();
});

test("every kind of control says what it is for", async () => {
  const visit = await openDoors();
  const { page } = visit;
  await openPanel(page);
  const inside = panel(page);
  await field(page, "Never").check();
  await field(page, "Fallback phrases").fill("sorry\n\n  pardon ");
  await field(page, "Currency").fill("eur");
  await field(page, "An agent's hour").fill("30.5");
  await inside.getByPlaceholder("whatsapp").fill("Email");
  await inside.getByRole("button", { name: "Add channel" }).click();
  await setting(page, "attribution").getByRole("group", { name: "E-mail: Earned by" }).getByText("Message").click();
  await type(field(page, "SMS: Within"), "12");
  await type(field(page, "Deflection: At least"), "29");
  await setting(page, "targets").getByRole("combobox").selectOption("missed_rate");
  await inside.getByRole("button", { name: "Add target" }).click();
  const focused = () => page.evaluate(() => document.activeElement.shadowRoot.activeElement.ariaLabel);
  assert.match(await focused(), /^Missed.*: At least$/);
  await type(inside.getByLabel(/^Missed.*: At most$/), "5");
  await setting(page, "business_hours").getByRole("button", { name: "Opening hours" }).click();
  await inside.getByRole("button", { name: /^Remove Friday/ }).click();
  await inside.getByRole("button", { name: "Add hours on Monday" }).click();
  await field(page, "Monday: opens at").last().fill("18:00");
  await field(page, "Monday: closes at").last().fill("24:00");
  await field(page, "Holidays, one date a line").fill("2026-12-25");
  await field(page, "Time zone of the hours").fill("Asia/Tokyo");
  await field(page, "Time zone of the hours").blur();
  const day = [["09:00", "17:00"]];
  assert.deepEqual(await settingsOf(page), {
    auto_close_hours: null,
    fallback_phrases: ["sorry", "pardon"],
    costs: { agent_hour: 30.5, bot_month: 0, currency: "EUR" },
    attribution: { email: { touch: "message", window_hours: 24 }, sms: { touch: "message", window_hours: 12 } },
    targets: { deflection_rate: { min: 0.29, max: 0.6 }, missed_rate: { max: 0.05 } },
    business_hours: {
      weekly: { mon: [...day, ["18:00", "24:00"]], tue: day, wed: day, thu: day },
      holidays: ["2026-12-25"],
      timezone: "Asia/Tokyo",
    },
  });
  await inside.getByRole("button", { name: "Remove E-mail" }).click();
  await inside.getByRole("button", { name: "Set SMS back" }).click();
  assert.equal((await settingsOf(page)).attribution, undefined);
  assert.equal(await setting(page, "attribution").locator("tbody tr").count(), 2);
  assertQuiet(visit);
  await visit.close();
});

test("settings leave and come back as a file", async () => {
  const visit = await openDoors({ acceptDownloads: true });
  const { page } = visit;
  await openPanel(page);
  await type(field(page, "New conversation after"), "30");
  await setting(page, "rate_base").getByRole("button", { name: "Engaged only" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    panel(page).getByRole("button", { name: "Export" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "chatgauge-settings.json");
  const written = readFileSync(await download.path(), "utf8");
  const chosen = { rate_base: "engaged", session_gap_minutes: 30 };
  assert.deepEqual(JSON.parse(written), chosen);
  assert.match(written, /\n {2}"/, "people can read it");

  await panel(page).getByRole("button", { name: "Back to defaults" }).click();
  await compared(page, "Conversations", ["5", "5", "same"]);
  await importFile(page, "chatgauge-settings.json", written);
  await compared(page, "Conversations", ["5", "3", "−40.0 %"]);
  const told = panel(page).locator(".told");
  assert.equal(await told.textContent(), "The settings of chatgauge-settings.json are in force.");
  assert.deepEqual(await settingsOf(page), chosen);
  assert.equal(await field(page, "New conversation after").inputValue(), "30");

  const bad = { session_gap_minutes: 20, split: "sometimes", colour: "red" };
  await importFile(page, "bad.json", JSON.stringify(bad));
  await compared(page, "Conversations", ["5", "4", "−20.0 %"]);
  const said = await told.textContent();
  assert.match(said, /2 settings were refused/);
  assert.match(said, /split: "sometimes" is not allowed\. Allowed: auto, always, never\./);
  assert.match(said, /colour: "red" is not allowed/);
  await importFile(page, "notes.txt", "not JSON");
  await until(page, () => {
    const told = document.querySelector("chat-gauge").shadowRoot.querySelector("dialog.settings .told");
    return told.textContent.startsWith("notes.txt is not JSON");
  });
  assert.deepEqual(await settingsOf(page), { session_gap_minutes: 20 });
  assertQuiet(visit);
  await visit.close();
});

test("a file dropped on the panel is one of settings", async () => {
  const visit = await openDoors();
  const { page } = visit;
  await openPanel(page);
  const transfer = await page.evaluateHandle((content) => {
    const made = new DataTransfer();
    made.items.add(new File([content], "mine.json"));
    return made;
  }, JSON.stringify({ session_gap_minutes: 30 }));
  await panel(page).dispatchEvent("drop", { dataTransfer: transfer });
  await compared(page, "Conversations", ["5", "3", "−40.0 %"]);
  assert.match(await page.locator(".source").textContent(), /^history\.json/, "the data stays");
  assertQuiet(visit);
  await visit.close();
});

test("settings outlive the page, data does not", async () => {
  const visit = await openDoors();
  const { page } = visit;
  await openPanel(page);
  await type(field(page, "New conversation after"), "30");
  await cardSays(page, "Conversations", /^Conversations: 3\./);
  const kept = () => page.evaluate(() => ({ ...localStorage }));
  assert.deepEqual(await kept(), { "chatgauge-settings": '{"session_gap_minutes":30}' });
  await page.reload();
  await page.locator(".opener").waitFor();
  await drop(page, { name: "history.json", text });
  await boardShown(page);
  await cardSays(page, "Conversations", /^Conversations: 3\./);
  assert.match(await page.locator(".controls").getByRole("button", { name: "Settings" }).textContent(), /1 changed/);
  await openPanel(page);
  await compared(page, "Conversations", ["5", "3", "−40.0 %"]);
  await panel(page).getByRole("button", { name: "Back to defaults" }).click();
  await cardSays(page, "Conversations", /^Conversations: 5\./);
  assert.deepEqual(await kept(), {});
  assertQuiet(visit);
  await visit.close();
});

test("the page around may give settings, a person's own come first", async () => {
  const visit = await openDoors();
  const { page } = visit;
  const give = (settings) => page.locator("chat-gauge").evaluate((element, given) => {
    element.settings = given;
  }, settings);
  await give({ session_gap_minutes: 30 });
  await cardSays(page, "Conversations", /^Conversations: 3\./);
  assert.deepEqual(await page.evaluate(() => ({ ...localStorage })), {}, "only a person's choice is kept");
  await give({ session_gap_minutes: 20, split: 7 });
  await cardSays(page, "Conversations", /^Conversations: 4\./);
  assert.match(await page.locator(".message").textContent(), /split: 7 is not allowed/);

  await page.route("**/house-rules.json", (route) => route.fulfill({ json: { split: "never" } }));
  await page.route("**/no-rules.json", (route) => route.fulfill({ status: 404 }));
  const address = (name) => page.locator("chat-gauge").evaluate((element, at) => element.setAttribute("settings", at), name);
  await address("house-rules.json");
  await cardSays(page, "Conversations", /^Conversations: 3\./);
  await address("no-rules.json");
  await page.locator(".message", { hasText: "No settings could be read from no-rules.json: 404" }).waitFor();
  await openPanel(page);
  await setting(page, "split").getByRole("button", { name: "Without id" }).click();
  await cardSays(page, "Conversations", /^Conversations: 5\./);
  await address("house-rules.json");
  await page.waitForTimeout(300);
  assert.deepEqual(await settingsOf(page), {}, "the person's own choice stays");
  await visit.close();
});

test("settings given before the element begins hold from the beginning", async () => {
  const visit = await openElement({
    init: () => {
      addEventListener("DOMContentLoaded", () => {
        const fresh = document.createElement("chat-gauge");
        fresh.settings = { session_gap_minutes: 30 };
        document.querySelector("chat-gauge").replaceWith(fresh);
      });
    },
  });
  const { page } = visit;
  await drop(page, { name: "history.json", text });
  await boardShown(page);
  await cardSays(page, "Conversations", /^Conversations: 3\./);
  assertQuiet(visit);
  await visit.close();
});

test("the keyboard alone is enough, and comes back where it was", async () => {
  const visit = await openDoors();
  const { page } = visit;
  const focused = () => page.evaluate(() => {
    let inner = document.activeElement;
    while (inner?.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement;
    return { text: inner?.textContent ?? "", id: inner?.id ?? "", inside: Boolean(inner?.closest("dialog")) };
  });
  await page.locator(".controls").getByRole("button", { name: "Settings" }).focus();
  await page.keyboard.press("Enter");
  await panel(page).waitFor();
  const stops = new Set();
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press("Tab");
    const { id, inside, text } = await focused();
    // Between the last and the first the browser's own controls have their turn.
    assert.ok(inside || text === "" || id === "", `the keyboard left the panel for ${text}`);
    if (inside && id) stops.add(id);
  }
  for (const id of ["session_gap_minutes", "fallback_phrases", "timezone", "as_of"]) assert.ok(stops.has(id), id);
  while ((await focused()).id !== "session_gap_minutes") await page.keyboard.press("Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("30");
  await page.keyboard.press("Enter");
  await cardSays(page, "Conversations", /^Conversations: 3\./);
  await page.keyboard.press("Tab");
  assert.match((await focused()).text, /Set back/, "the way back is the next stop");
  await page.keyboard.press("Enter");
  await cardSays(page, "Conversations", /^Conversations: 5\./);
  assert.equal((await focused()).id, "session_gap_minutes", "the keyboard stays beside it");
  await page.keyboard.press("Escape");
  await panel(page).waitFor({ state: "detached" });
  assert.match((await focused()).text, /^Settings/);
  assertQuiet(visit);
  await visit.close();
});

test("a tooltip says which rule is in force", async () => {
  const visit = await openDoors();
  const { page } = visit;
  const rule = async (title) => {
    await card(page, title).locator(".info").hover();
    return page.locator(".tip-rules").textContent();
  };
  assert.match(await rule("Conversations"), /^A new conversation after 10 quiet minutes in threads without id\./);
  assert.match(await rule("Hand-off rate"), /Counts all conversations\./);
  await page.locator("chat-gauge").evaluate((element) => {
    element.settings = { session_gap_minutes: 30, split: "always", rate_base: "engaged" };
  });
  await cardSays(page, "Conversations", /^Conversations: 3\./);
  assert.match(await rule("Conversations"), /^A new conversation after 30 quiet minutes in every thread\./);
  assert.match(await rule("Hand-off rate"), /Counts engaged conversations only\./);
  await visit.close();
});

for (const width of [320, 375, 1280]) {
  test(`the panel fits at ${width} px`, async () => {
    const visit = await openDoors({ viewport: { width, height: 700 } });
    const { page } = visit;
    await openPanel(page);
    await setting(page, "business_hours").getByRole("button", { name: "Opening hours" }).click();
    await type(field(page, "Deflection: At least"), "55");
    const cut = await panel(page).evaluate((dialog) => {
      const edge = dialog.getBoundingClientRect().left + dialog.clientWidth;
      const parts = [...dialog.querySelectorAll("button, input, textarea, select, th, td, p")];
      return parts
        .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > edge + 0.5)
        .map((part) => part.outerHTML.slice(0, 90));
    });
    assert.deepEqual(cut, [], "parts reach over the edge");
    const small = await panel(page).evaluate((dialog) =>
      [...dialog.querySelectorAll("button, input:not([type=file])")]
        .filter((part) => part.checkVisibility() && Math.min(part.offsetHeight, part.offsetWidth) < 24)
        .filter((part) => part.type !== "checkbox")
        .map((part) => part.outerHTML.slice(0, 90)),
    );
    assert.deepEqual(small, [], "too small to hit");
    assertQuiet(visit);
    await visit.close();
  });
}
