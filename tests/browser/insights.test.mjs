// The tables of the views: agents, themes that one names and merges, low
// scores, what moved and the choosers, costs that one tries out.
import assert from "node:assert/strict";

import { assertQuiet, test, until } from "./harness.mjs";
import { chart, drop, openElement } from "./history.mjs";

const HOUR = 3_600_000;
const QUESTIONS = [
  "Where is my parcel?",
  "How do I return the blue shoes?",
  "Can I pay by invoice?",
];

/** Two weeks of conversations of two agents, in three themes. */
function history(count = 168) {
  const last = Date.UTC(2026, 4, 31, 20);
  const events = [];
  for (let index = 0; index < count; index += 1) {
    const start = last - index * 2 * HOUR;
    const at = (seconds) => new Date(start + seconds * 1000).toISOString();
    const question = QUESTIONS[[0, 0, 0, 1, 1, 2][index % 6]];
    const agent = index % 3 ? "ann" : "bo";
    const common = {
      conversation_id: `c${index}`, user_id: `u${index}`,
      channel: index % 4 ? "web" : "whatsapp", topic: question.split(" ").at(-1).slice(0, -1),
    };
    const say = (seconds, role, text, more) => ({ ts: at(seconds), type: "message", role, text, ...more, ...common });
    events.push(
      say(0, "user", question),
      say(5, "bot", "One moment."),
      { ts: at(10), type: "handoff", status: "successful", ...common },
      { ts: at(20), type: "assigned", agent_id: agent, ...common },
    );
    if (index % 7) events.push(say(agent === "ann" ? 40 : 200, "agent", "Hello!", { agent_id: agent }));
    events.push({ ts: at(600), type: "closed", by: "agent", agent_id: agent, ...common });
    const low = index % 12 === 1;
    events.push({
      ts: at(700), type: "rating", kind: "csat", score: low ? 1 : 5, ...common,
      ...(low && { comment: `Nobody helped me, ${index}` }),
    });
    if (index % 5 === 0) events.push({ ts: at(710), type: "tagged", tags: ["vip"], ...common });
  }
  return events.map((event) => JSON.stringify(event)).join("\n");
}

async function open(view, options) {
  const visit = await openElement({ path: `#view=${view}&period=all`, ...options });
  await show(visit.page, view);
  return visit;
}

async function show(page, view) {
  await drop(page, { name: "history.ndjson", text: history() });
  await page.locator(".overview[aria-busy=false] .ledger").first().waitFor();
  assert.match(await page.evaluate(() => location.hash), new RegExp(view));
}

const digits = (text) => Number(text.replace(/\D/g, ""));
const lines = (part) => part.locator("tbody tr");
const line = (part, name) => part.locator("tbody tr", { hasText: name }).first();
const says = async (part, title) => (await part.locator(`[data-title="${title}"]`).innerText()).trim();

/** The number in a cell opens as many conversations; then goes back. */
async function opens(page, cell) {
  const count = digits(await cell.innerText());
  await cell.click();
  await listed(page, count);
  await page.goBack();
  await page.locator(".overview[aria-busy=false] .ledger").first().waitFor();
  return count;
}

const listed = (page, count) =>
  until(page, (expected) => {
    const said = document.querySelector("chat-gauge").shadowRoot.querySelector(".count-of")?.textContent ?? "";
    return Number(said.split(" of ")[0].replace(/\D/g, "")) === expected;
  }, count);

test("agents stand beside their team, are sorted and open their chats", async () => {
  const visit = await open("handoffs");
  const { page } = visit;
  const agents = chart(page, "Agents");
  assert.match(await lines(agents).first().innerText(), /Whole team/);
  const ann = line(agents, "ann");
  assert.equal(await says(ann, "Chats"), "96");
  await opens(page, ann.locator('[data-title="Chats"] button'));
  assert.ok((await opens(page, line(agents, "bo").locator('[data-title="Missed"] button'))) > 0);
  const head = agents.getByRole("button", { name: "First response", exact: true });
  await head.focus();
  await page.keyboard.press("Enter");
  assert.equal(await agents.locator("[aria-sort=descending]").innerText(), "First response");
  // The team stays first, however they are sorted.
  assert.match(await lines(agents).nth(0).innerText(), /Whole team/);
  assert.match(await lines(agents).nth(1).innerText(), /^bo/);
  await page.keyboard.press("Enter");
  assert.match(await lines(agents).nth(1).innerText(), /^ann/);
  assertQuiet(visit);
  await visit.close();
});

test("a theme is renamed and merged, and stays so", async () => {
  const visit = await open("chatbot");
  const { page } = visit;
  const themes = chart(page, "Themes of questions");
  assert.equal(await lines(themes).count(), 3);
  const count = async (name) => digits(await says(line(themes, name), "Conversations"));
  const [parcels, returns] = [await count("parcel"), await count("return")];
  await line(themes, "parcel").getByRole("button", { name: /Rename or merge/ }).click();
  const name = themes.getByRole("textbox", { name: "Name" });
  await name.fill("Late parcels");
  await name.press("Enter");
  await line(themes, "Late parcels").waitFor();
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.activeElement?.className === "pencil");
  await until(page, () => /themes=name,[0-9a-f]{16},Late\+parcels/.test(decodeURIComponent(location.hash)));
  // What it is the name of stands under it.
  assert.match(await line(themes, "Late parcels").innerText(), /Where is my parcel/);
  await line(themes, "return").getByRole("button", { name: /Rename or merge/ }).click();
  await themes.getByRole("combobox", { name: "The same as" }).selectOption({ label: "Late parcels" });
  await themes.getByRole("button", { name: "Apply" }).click();
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelectorAll(".pencil").length === 2);
  assert.equal(await count("Late parcels"), parcels + returns);
  assert.equal(await opens(page, line(themes, "Late parcels").locator('[data-title="Conversations"] button')), parcels + returns);
  await page.reload();
  await page.locator(".opener").waitFor();
  await show(page, "chatbot");
  assert.equal(await count("Late parcels"), parcels + returns);
  // A link says only its id, but what was named keeps its name.
  await line(themes, "Late parcels").locator('[data-title="Question"] button.entry').click();
  await page.locator("main.conversations").waitFor();
  assert.deepEqual(await page.locator(".chip-list .chip-text").allInnerTexts(), ["Theme: Late parcels"]);
  await page.goBack();
  await page.locator(".overview[aria-busy=false] .ledger").first().waitFor();
  await line(themes, "Late parcels").getByRole("button", { name: /Rename or merge/ }).click();
  await themes.getByRole("button", { name: /^Separate/ }).click();
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelectorAll(".pencil").length === 3);
  await line(themes, "Late parcels").getByRole("button", { name: /Rename or merge/ }).click();
  await page.keyboard.press("Escape");
  assert.equal(await themes.locator(".naming").count(), 0);
  assertQuiet(visit);
  await visit.close();
});

test("without texts there are no themes, and that is said", async () => {
  const visit = await openElement({ path: "#view=chatbot&period=all" });
  const { page } = visit;
  await page.evaluate(() => document.querySelector("chat-gauge").setAttribute("no-transcripts", ""));
  await show(page, "chatbot");
  assert.match(await chart(page, "Themes of questions").innerText(), /Without texts there are no themes/);
  assertQuiet(visit);
  await visit.close();
});

test("a low score opens its thread, and all of them are as many", async () => {
  const visit = await open("satisfaction");
  const { page } = visit;
  const low = chart(page, "Low scores");
  const all = low.getByRole("button", { name: /Open all \d+ conversations rated low/ });
  assert.equal(await opens(page, all), 14);
  await low.getByRole("button", { name: "Nobody helped me, 1", exact: true }).click();
  const thread = page.locator(".thread");
  await thread.getByText("Nobody helped me, 1", { exact: true }).waitFor();
  await listed(page, 14);
  assertQuiet(visit);
  await visit.close();
});

test("a chooser puts another table in the same place", async () => {
  const visit = await open("satisfaction");
  const { page } = visit;
  const before = await page.locator(".chart h2").allInnerTexts();
  await chart(page, "What moved CSAT").getByRole("combobox", { name: "Metric" }).selectOption({ label: "Conversations" });
  await chart(page, "What moved Conversations").waitFor();
  const after = await page.locator(".chart h2").allInnerTexts();
  assert.deepEqual(after, before.map((title) => (title === "What moved CSAT" ? "What moved Conversations" : title)));
  await until(page, () => /moved\.conversations/.test(location.hash));
  // The keyboard stays where it chose.
  assert.equal(await page.evaluate(() => document.querySelector("chat-gauge").shadowRoot.activeElement?.value), "moved.conversations");
  await page.goBack();
  await chart(page, "What moved CSAT").waitFor();
  assertQuiet(visit);
  await visit.close();
});

test("what moved adds up, and opens", async () => {
  const visit = await openElement({ path: "#view=satisfaction&period=2026-05-25..2026-05-31&layout.satisfaction=moved.conversations" });
  const { page } = visit;
  await show(page, "satisfaction");
  const moved = chart(page, "What moved Conversations");
  const group = moved.locator("tbody", { hasText: "By channel" });
  const told = await group.locator('[data-title="Contribution"]').allInnerTexts();
  const number = (text) => Number(text.split("\n")[0].replace("−", "-").replace(/[^-\d.]/g, ""));
  const whole = await moved.locator('.whole [data-title="Contribution"]').innerText();
  assert.equal(told.map(number).reduce((sum, one) => sum + one, 0), number(whole));
  await opens(page, group.locator('[data-title="Conversations"] button').first());
  assertQuiet(visit);
  await visit.close();
});

test("costs are tried out with the keyboard", async () => {
  const visit = await open("sales");
  const { page } = visit;
  const costs = chart(page, "Cost per resolution, what if");
  assert.match(await costs.innerText(), /in the settings/);
  await page.locator("chat-gauge").evaluate((element) => {
    element.settings = { costs: { agent_hour: 30, bot_month: 300, currency: "EUR" } };
  });
  const slider = costs.getByRole("slider", { name: /An agent’s hour/ });
  await slider.waitFor();
  const each = line(costs, "Cost per resolution");
  const difference = () => says(each, "Difference");
  assert.match(await difference(), /^€\s?0\.00$/);
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await until(page, () => [...document.querySelector("chat-gauge").shadowRoot.querySelectorAll('[data-title="Difference"]')].some((cell) => cell.textContent.startsWith("+")));
  assert.match(await difference(), /^\+€/);
  // It is still there to go on with.
  assert.ok(await slider.evaluate((one) => one.matches(":focus")));
  // The link says where it stands, the way back leads to how it was, and forth again.
  await until(page, () => /&assumed=3\d(\.\d+)?,,$/.test(location.hash));
  await page.goBack();
  await until(page, () => !location.hash.includes("assumed"));
  assert.match(await difference(), /^€\s?0\.00$/);
  await page.goForward();
  const reset = costs.getByRole("button", { name: "As it is", exact: true });
  await reset.click();
  await until(page, () => !location.hash.includes("assumed"));
  assert.match(await difference(), /^€\s?0\.00$/);
  assert.ok(await reset.isHidden());
  assertQuiet(visit);
  await visit.close();
});

test("on a phone tables are lists, and nothing is wider than the screen", async () => {
  const visit = await open("chatbot", { viewport: { width: 375, height: 800 } });
  const { page } = visit;
  for (const view of ["Chatbot", "Hand-offs & agents", "Satisfaction", "Sales & goals"]) {
    await page.locator(".tabs").getByRole("button", { name: view, exact: true }).click();
    await page.locator(".overview[aria-busy=false] .ledger").first().waitFor();
    const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
    assert.ok(width <= 375, `${view}: ${width}px`);
  }
  assertQuiet(visit);
  await visit.close();
});
