// The mapping step: a person says what the columns of an unknown file mean,
// sees what comes of it, and is not asked again.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { assertQuiet, test, until } from "./harness.mjs";
import { boardShown, cardSays, drop, history, openElement } from "./history.mjs";

const HEAD = "Fall;Zeitpunkt;Wer;Inhalt;Weg";

/**
 * A table of `count` conversations on 31 May 2026 in columns that nothing
 * knows: a customer (K) and the bot (B), and in every third an agent (M).
 */
function table(count, head = HEAD) {
  const rows = Array.from({ length: count }, (_, index) => {
    const row = (minute, who, text) =>
      `F-${index};31.05.2026 ${10 + (index % 10)}:0${minute};${who};${text};${index % 2 ? "app" : "web"}`;
    const asked = [row(0, "K", "Wo ist mein Paket?"), row(1, "B", "Morgen bei Ihnen.")];
    return index % 3 ? asked : [...asked, row(4, "M", "Hier ist Anna.")];
  });
  return [head, ...rows.flat()].join("\r\n");
}

/** What a person ends up with: the command line takes the same file. */
const MAPPING = {
  fields: {
    channel: "Weg",
    conversation_id: "Fall",
    role: { from: "Wer", values: { B: "bot", K: "user", M: "agent" } },
    text: "Inhalt",
    ts: { from: "Zeitpunkt", time: "%d.%m.%Y %H:%M" },
    type: { value: "message" },
  },
};

const portal = (count) => ({ name: "portal.csv", text: table(count) });
const step = (page) => page.locator("dialog.mapping");
const means = (page, name) => step(page).getByLabel(`${name} means`, { exact: true });
const opens = (page) => step(page).getByRole("button", { name: "Open with this mapping" });
const source = (page) => page.locator(".source").textContent();
const chosen = (choice) => choice.evaluate((control) => control.selectedOptions[0].textContent);

/** Waits until what comes of the mapping is counted so. */
async function counts(page, pattern) {
  const part = step(page).locator(".outcome-counts");
  const end = Date.now() + 10_000;
  for (;;) {
    const said = (await part.count()) ? await part.innerText() : "";
    if (pattern.test(said)) return said;
    assert.ok(Date.now() < end, `“${said}”, not ${pattern}`);
    await page.waitForTimeout(25);
  }
}

/** Says what the columns of the table mean. */
async function mapColumns(page) {
  await means(page, "Fall").selectOption({ label: "Conversation" });
  await means(page, "Weg").selectOption({ label: "Channel" });
  await means(page, "Wer").selectOption({ label: "Who speaks" });
  await means(page, "K").selectOption({ label: "Customer" });
  await means(page, "B").selectOption({ label: "Bot" });
  await means(page, "M").selectOption({ label: "Agent" });
}

/** Opens the page and maps a table of `count` conversations. */
async function openMapped(count, options) {
  const visit = await openElement(options);
  const { page } = visit;
  await drop(page, portal(count));
  await step(page).waitFor();
  await mapColumns(page);
  await counts(page, new RegExp(`· ${count} conversations$`));
  await opens(page).click();
  await boardShown(page);
  return visit;
}

const summary = (page) => page.locator("dialog", { has: page.getByRole("heading", { name: "What was read" }) });

async function openSummary(page) {
  await page.locator(".source").click();
  await summary(page).waitFor();
}

const readAs = (page, name) => summary(page).getByLabel(`Read ${name} as`, { exact: true });

function importFile(page, name, content) {
  const buffer = Buffer.from(content);
  return step(page).locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer });
}

test("an unknown table is mapped by hand, and every choice shows what comes of it", async () => {
  const visit = await openElement();
  const { page } = visit;
  await drop(page, portal(12));
  await step(page).getByRole("heading", { name: "Map portal.csv" }).waitFor();
  await step(page).locator(".first-rows").waitFor();
  assert.deepEqual(await step(page).locator(".first-rows thead th").allTextContents(), HEAD.split(";"));
  assert.deepEqual(await step(page).locator(".first-rows tbody tr").nth(1).locator("td, th").allTextContents(), [
    "F-0", "31.05.2026 10:01", "B", "Morgen bei Ihnen.", "web",
  ]);
  assert.equal(await chosen(means(page, "Zeitpunkt")), "Time");
  assert.equal(await chosen(means(page, "Inhalt")), "Text");
  assert.equal(await chosen(means(page, "Wer")), "left out");
  assert.equal(await chosen(step(page).getByLabel("Written as")), "31.05.2026 14:05");
  await counts(page, /No event comes of it yet\.\s+28 records could not be used/);
  assert.ok(await opens(page).isDisabled(), "there is nothing to open");

  await means(page, "Fall").selectOption({ label: "Conversation" });
  await means(page, "Wer").selectOption({ label: "Who speaks" });
  await means(page, "K").selectOption({ label: "Customer" });
  await counts(page, /^12 events · 12 conversations\s+16 records could not be used/);
  await means(page, "B").selectOption({ label: "Bot" });
  await means(page, "M").selectOption({ label: "Agent" });
  await means(page, "Weg").selectOption({ label: "Channel" });
  await counts(page, /^28 events · 12 conversations$/);
  const events = step(page).locator(".events");
  assert.deepEqual(await events.locator(".thread-title").first().textContent(), "F-0");
  assert.deepEqual(await events.locator(".who").allTextContents().then((all) => all.slice(0, 5)), [
    "Customer", "Bot", "Agent", "Customer", "Bot",
  ]);

  await opens(page).click();
  await boardShown(page);
  await cardSays(page, "Conversations", /^Conversations: 12\./);
  await cardSays(page, "Engagement", /100/);
  assert.match(await source(page), /^portal\.csv · 28 events/);
  await openSummary(page);
  assert.equal(await chosen(readAs(page, "portal.csv")), "by a mapping");
  assertQuiet(visit);
  await visit.close();
});

test("a mapping is remembered for files with the same columns, in any order", async () => {
  const visit = await openMapped(6);
  const { page } = visit;
  const again = async (name, text, events) => {
    await drop(page, { name, text });
    await page.locator(".source", { hasText: name }).waitFor();
    await boardShown(page);
    assert.match(await source(page), new RegExp(`^${name} · ${events} events`));
    await page.locator(".message.mind", { hasText: `${name} was read by the mapping that this browser remembers` }).waitFor();
    assert.equal(await step(page).count(), 0, "nobody is asked again");
  };
  await again("june.csv", table(9), 21);
  await page.reload();
  await page.locator(".opener").waitFor();
  const turned = table(3).split("\r\n").map((row) => row.split(";").toReversed().join(";"));
  await again("july.csv", turned.join("\r\n"), 7);

  await page.getByRole("button", { name: "Change the mapping" }).click();
  await step(page).waitFor();
  assert.equal(await chosen(means(page, "Wer")), "Who speaks", "it begins with what is remembered");
  await means(page, "Weg").selectOption({ label: "left out" });
  await counts(page, /^7 events · 3 conversations$/);
  await opens(page).click();
  await step(page).waitFor({ state: "detached" });
  await boardShown(page);
  const kept = await page.evaluate(() => Object.values(JSON.parse(localStorage.getItem("chatgauge-mappings"))));
  const { channel: _, ...fields } = MAPPING.fields;
  assert.deepEqual(kept, [{ fields }]);

  await drop(page, { name: "other.csv", text: table(3, "Nummer;Zeitpunkt;Wer;Inhalt;Weg") });
  await step(page).getByRole("heading", { name: "Map other.csv" }).waitFor();
  assertQuiet(visit);
  await visit.close();
});

test("where the browser keeps nothing, the page remembers as long as it is open and says so", async () => {
  const init = () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
  const visit = await openElement({ init });
  const { page } = visit;
  await drop(page, portal(6));
  await step(page).locator(".mapping-foot", { hasText: "does not let the page remember the mapping" }).waitFor();
  await mapColumns(page);
  await counts(page, /· 6 conversations$/);
  await opens(page).click();
  await boardShown(page);
  await drop(page, { name: "june.csv", text: table(9) });
  await page.locator(".source", { hasText: "june.csv · 21 events" }).waitFor();
  assertQuiet(visit);
  await visit.close();
});

test("a mapping is saved and used again, also as text", async () => {
  const visit = await openElement();
  const { page } = visit;
  await drop(page, portal(6));
  await step(page).waitFor();
  await mapColumns(page);
  await counts(page, /^14 events · 6 conversations$/);
  const saving = page.waitForEvent("download");
  await step(page).getByRole("button", { name: "Save mapping" }).click();
  const download = await saving;
  assert.equal(download.suggestedFilename(), "chatgauge-mapping.json");
  const saved = await readFile(await download.path(), "utf8");
  assert.deepEqual(JSON.parse(saved), MAPPING);
  await page.keyboard.press("Escape");
  await step(page).waitFor({ state: "detached" });

  await drop(page, portal(9));
  await step(page).waitFor();
  await importFile(page, "letter.txt", "Dear Sir");
  await step(page).getByText("letter.txt is not JSON").waitFor();
  await importFile(page, "portal.json", saved);
  await step(page).getByText("The mapping of portal.json is used.").waitFor();
  await counts(page, /^21 events · 9 conversations$/);
  assert.equal(await chosen(means(page, "K")), "Customer");

  await step(page).getByRole("button", { name: "As JSON" }).click();
  const text = step(page).getByLabel("The mapping as JSON");
  assert.deepEqual(JSON.parse(await text.inputValue()), MAPPING);
  await text.fill('{"fields": ');
  await step(page).getByText("This is not JSON yet").waitFor();
  assert.ok(await opens(page).isDisabled());
  await text.fill('{"fields": {"ts": "Zeitpunkt", "tyype": {"value": "message"}}}');
  await step(page).locator(".outcome", { hasText: "tyype" }).waitFor();
  assert.ok(await opens(page).isDisabled());
  const two = { ...MAPPING, events: [{}, { type: { value: "closed" }, when: { from: "Wer", is: ["M"] } }] };
  await text.fill(JSON.stringify(two));
  await counts(page, /^24 events · 9 conversations$/);
  await opens(page).click();
  await boardShown(page);
  await cardSays(page, "Conversations", /^Conversations: 9\./);
  assertQuiet(visit);
  await visit.close();
});

test("the format of a file is told and changed in the load summary", async () => {
  const events = ["ts,type,conversation_id,role,text"];
  for (let index = 0; index < 4; index += 1) {
    events.push(`2026-05-31T1${index}:00:00Z,message,c${index},user,Hello`);
    events.push(`2026-05-31T1${index}:00:09Z,message,c${index},bot,Hi`);
  }
  const visit = await openElement();
  const { page } = visit;
  await drop(page, { name: "events.csv", text: events.join("\n") }, { name: "history.ndjson", text: history(5) });
  await boardShown(page);
  await openSummary(page);
  assert.equal(await chosen(readAs(page, "events.csv")), "Chatgauge events in a table");
  assert.equal(await chosen(readAs(page, "history.ndjson")), "Chatgauge events");

  await readAs(page, "events.csv").selectOption({ label: "by mapping…" });
  await step(page).getByText("It reads as Chatgauge events in a table.").waitFor();
  await counts(page, /^8 events · 4 conversations$/);
  await means(page, "conversation_id").selectOption({ label: "Customer" });
  await step(page).locator(".events .thread-title", { hasText: "c3" }).waitFor();
  await opens(page).click();
  await page.locator(".source", { hasText: "events.csv + 1 more" }).waitFor();
  await boardShown(page);
  await cardSays(page, "Conversations", /^Conversations: 9\./);
  await openSummary(page);
  assert.equal(await chosen(readAs(page, "events.csv")), "by a mapping");

  await readAs(page, "events.csv").selectOption({ label: "Chatgauge events in a table" });
  await summary(page).waitFor({ state: "detached" });
  await boardShown(page);
  await openSummary(page);
  assert.equal(await chosen(readAs(page, "events.csv")), "Chatgauge events in a table");

  await readAs(page, "history.ndjson").selectOption({ label: "Rasa tracker" });
  await page.locator(".message", { hasText: "history.ndjson" }).waitFor();
  await boardShown(page);
  await cardSays(page, "Conversations", /^Conversations: 4\./);
  assertQuiet(visit);
  await visit.close();
});

test("a file of one event a line and no meaning is refused with what was seen", async () => {
  const visit = await openElement();
  const { page } = visit;
  await drop(page, { name: "stock.ndjson", text: '{"sku": "a", "left": 4}\n{"sku": "b", "left": 5}\n' });
  await step(page).waitFor();
  await counts(page, /No event comes of it yet/);
  await step(page).getByText("Say which column is the time").waitFor();
  await page.keyboard.press("Escape");
  await step(page).waitFor({ state: "detached" });
  const message = page.locator(".message.bad");
  const said = await message.innerText();
  assert.match(said, /Nothing could be opened/);
  assert.match(said, /stock\.ndjson.*left.*sku|stock\.ndjson.*sku.*left/s);
  assert.ok(await page.locator(".opener").isVisible());
  assertQuiet(visit);
  await visit.close();
});

test("the keyboard goes through the step and comes back", async () => {
  const visit = await openElement();
  const { page } = visit;
  await drop(page, portal(6));
  await step(page).locator(".outcome").waitFor();
  const focused = () => page.evaluate(() => {
    const { activeElement } = document.querySelector("chat-gauge").shadowRoot;
    return activeElement?.getAttribute("aria-label") ?? activeElement?.textContent ?? "";
  });
  assert.equal(await focused(), "Map portal.csv");
  const names = [];
  for (let count = 0; count < 10; count += 1) {
    await page.keyboard.press("Tab");
    names.push(await focused());
  }
  assert.deepEqual(names.slice(0, 4), ["Close", "Use a saved mapping…", "Save mapping", "As JSON"]);
  assert.ok(names.includes("Each row is") && names.includes("Fall means"), names.join());
  await means(page, "Fall").focus();
  await page.keyboard.type("Conversation");
  await counts(page, /could not be used/);
  await until(page, () => {
    const { activeElement } = document.querySelector("chat-gauge").shadowRoot;
    return activeElement?.value === "conversation_id";
  });
  assert.equal(await focused(), "Fall means", "the keyboard stays where it was");
  await page.keyboard.press("Escape");
  await step(page).waitFor({ state: "detached" });
  assert.equal(await focused(), "Map its columns", "the step can be taken up again");
  await page.keyboard.press("Enter");
  await step(page).locator(".outcome").waitFor();
  await page.keyboard.press("Escape");
  await step(page).waitFor({ state: "detached" });
  assert.equal(await focused(), "Map its columns");
  assertQuiet(visit);
  await visit.close();
});

/** Opens the page where the folder `given` has the table and its mapping. */
async function openServed(answers) {
  const visit = await openElement();
  for (const [name, body] of Object.entries(answers)) {
    await visit.page.context().route(`**/given/${name}`, (route) => route.fulfill({ body }));
  }
  return visit;
}

function replaceElement(page, attributes) {
  return page.evaluate((attributes) => {
    const element = document.createElement("chat-gauge");
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    document.querySelector("chat-gauge").replaceWith(element);
  }, attributes);
}

test("the element's attribute is a mapping or the address of one", async () => {
  const text = JSON.stringify(MAPPING);
  const visit = await openServed({ "portal.csv": table(6), "mapping.json": text });
  const { page } = visit;
  for (const mapping of [text, "given/mapping.json"]) {
    await replaceElement(page, { src: "given/portal.csv", mapping });
    await boardShown(page);
    await cardSays(page, "Conversations", /^Conversations: 6\./);
    assert.match(await source(page), /^portal\.csv · 14 events/);
  }
  const kept = await page.evaluate(() => localStorage.getItem("chatgauge-mappings"));
  assert.equal(kept, null, "only a person's own mappings are remembered");
  await replaceElement(page, { src: "given/portal.csv", mapping: '{"fields": ' });
  await page.locator(".message.bad", { hasText: "No mapping could be read from “mapping”" }).waitFor();
  await replaceElement(page, { src: "given/portal.csv", mapping: '{"fields": {"ts": "Zeitpunkt"}}' });
  await page.locator(".message.bad", { hasText: "type" }).waitFor();
  assertQuiet(visit);
  await visit.close();
});

test("load takes a mapping or a format", async () => {
  const visit = await openElement();
  const { page } = visit;
  const load = (text, options) =>
    page.evaluate(async ([text, options]) => {
      const element = document.querySelector("chat-gauge");
      return element.load(text, { name: "given", ...options }).catch((error) => `${error.code}: ${error.message}`);
    }, [text, options]);
  const { summary: mapped } = await load(table(6), { mapping: MAPPING });
  assert.equal(mapped.events, 14);
  await boardShown(page);
  const native = await load(history(5), { format: "native" });
  assert.deepEqual(native.files.map((file) => file.format), ["native"]);
  const asked = await load(table(6), {});
  assert.match(asked, /^nothing_read: given .*Fall, Inhalt, Weg, Wer, Zeitpunkt|^nothing_read: given .*Fall/);
  assert.equal(await step(page).count(), 0, "what the page loads asks nobody");
  assert.ok(await page.getByRole("button", { name: "Map its columns" }).isVisible());
  assert.match(await load(history(5), { format: "rasa" }), /^nothing_read: /);
  assert.match(await load(history(5), { format: "unheard_of" }), /unheard_of/);
  assertQuiet(visit);
  await visit.close();
});

for (const width of [320, 375, 1280]) {
  test(`the step and the load summary fit at ${width} px`, async () => {
    const visit = await openElement({ viewport: { width, height: 700 } });
    const { page } = visit;
    await drop(page, portal(6));
    await step(page).locator(".outcome").waitFor();
    await mapColumns(page);
    await counts(page, /· 6 conversations$/);
    const cut = (dialog) =>
      dialog.evaluate((dialog) => {
        const edge = dialog.getBoundingClientRect().left + dialog.clientWidth;
        const parts = [...dialog.querySelectorAll("button, input, textarea, select, p, li, dd")];
        return parts
          .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > edge + 0.5)
          .map((part) => part.outerHTML.slice(0, 90));
      });
    assert.deepEqual(await cut(step(page)), [], "parts reach over the edge");
    await step(page).getByRole("button", { name: "As JSON" }).click();
    assert.deepEqual(await cut(step(page)), [], "parts reach over the edge");
    await opens(page).click();
    await boardShown(page);
    await openSummary(page);
    assert.deepEqual(await cut(summary(page)), [], "parts reach over the edge");
    assertQuiet(visit);
    await visit.close();
  });
}
