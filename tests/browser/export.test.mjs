// Taking it out: images, tables, the report and paper, and that each says the
// same as the screen.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { assertQuiet, canvasPaint, test, until } from "./harness.mjs";
import { card, cardSays, chart, choosePeriod, drop, history, openElement, openHistory } from "./history.mjs";

/** Chooses a command of a card's or chart's menu and gives the file. */
async function save(page, part, command) {
  await part.hover();
  await part.getByRole("button", { name: /^Save / }).click();
  return download(page, part.getByRole("menuitem", { name: command }));
}

/** The same of the header's menu. */
async function saveAll(page, command) {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  return download(page, page.getByRole("menuitem", { name: command }));
}

async function download(page, command) {
  const begun = page.waitForEvent("download");
  await command.click();
  const file = await begun;
  const bytes = await readFile(await file.path());
  return { name: file.suggestedFilename(), bytes, text: bytes.toString() };
}

/** Lines of CSV without quoted cells. */
function rows(text) {
  assert.ok(text.endsWith("\r\n"), "the last line is ended");
  assert.ok(!text.includes('"'));
  return text.slice(0, -2).split("\r\n").map((line) => line.split(","));
}

/** What a chart's table shows. */
async function table(part) {
  await part.getByRole("button", { name: /table/ }).click();
  const shown = await part.locator("table").evaluate((table) =>
    [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent)),
  );
  await part.getByRole("button", { name: /table/ }).click();
  return shown;
}

/** An image as the browser sees it: size, corner and how many colours. */
function look(page, { bytes }, kind) {
  const base64 = bytes.toString("base64");
  return page.evaluate(
    async ([text, type]) => {
      const raw = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const address = URL.createObjectURL(new Blob([raw], { type }));
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      URL.revokeObjectURL(address);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const colours = new Set(new Uint32Array(data.buffer)).size;
      return { width: canvas.width, height: canvas.height, corner: [...data.slice(0, 4)], colours };
    },
    [base64, kind],
  );
}

test("a chart is saved as an image of twice its pixels, on its ground", async () => {
  const grounds = [];
  for (const colorScheme of ["light", "dark"]) {
    const visit = await openHistory(60, { colorScheme });
    const { page } = visit;
    const part = chart(page, "Conversations per day");
    const shown = await canvasPaint(page, ".chart canvas >> nth=0");
    const file = await save(page, part, "PNG image");
    assert.equal(file.name, "chatgauge-conversations-per-day-by-outcome-2026-05-25--2026-05-31.png");
    const image = await look(page, file, "image/png");
    // Padding of 16 px on both sides; title, notes and legend above and below.
    assert.equal(image.width, 2 * (shown.width + 32));
    assert.ok(image.height > 2 * 300, `${image.height} px high`);
    assert.ok(image.colours > 50, `${image.colours} colours`);
    const surface = await page.locator("chat-gauge").evaluate((element) => {
      const card = element.shadowRoot.querySelector(".panel");
      return getComputedStyle(card).backgroundColor.match(/\d+/g).map(Number);
    });
    assert.deepEqual(image.corner, [...surface, 255]);
    grounds.push(String(surface));
    assertQuiet(visit);
    await visit.close();
  }
  assert.equal(new Set(grounds).size, 2, "dark is not light");
});

test("an SVG has title, dates, filters and legend", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  await page.evaluate(() => (location.hash = "#channel=web"));
  await cardSays(page, "Conversations", /^Conversations: 40\./);
  const file = await save(page, chart(page, "Conversations per day"), "SVG image");
  assert.match(file.name, /^chatgauge-conversations-per-day-by-outcome-.*\.svg$/);
  // The page's policy lets nothing be parsed; an empty one has none.
  const empty = await page.context().newPage();
  const said = await empty.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, "image/svg+xml");
    const trimmed = (element) => element.textContent.trim();
    return {
      failed: document.querySelector("parsererror")?.textContent,
      title: trimmed(document.querySelector("title")),
      texts: [...document.querySelectorAll("text")].map(trimmed),
      family: document.querySelector("text").getAttribute("font-family"),
    };
  }, file.text);
  await empty.close();
  assert.equal(said.failed, undefined);
  assert.match(said.title, /^40 conversations/);
  for (const text of ["Conversations per day by outcome", "25 – 31 May 2026 · Channel: Web", "Resolved by bot"]) {
    assert.ok(said.texts.includes(text), `${text} is not among ${said.texts}`);
  }
  assert.match(said.family, /system-ui/);
  const image = await look(page, file, "image/svg+xml");
  assert.ok(image.width > 400 && image.colours > 20, JSON.stringify(image));
  assertQuiet(visit);
  await visit.close();
});

test("the CSV of a chart holds the numbers of its table", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  const stack = chart(page, "Conversations per day");
  const shown = await table(stack);
  const [head, ...saved] = rows((await save(page, stack, "CSV data")).text);
  assert.equal(head[0], "start");
  assert.deepEqual(saved.map((row) => row[0]), [25, 26, 27, 28, 29, 30, 31].map((day) => `2026-05-${day}`));
  assert.deepEqual(saved.map((row) => row.slice(1, -1)), shown.slice(1).map((row) => row.slice(1)));

  const bars = chart(page, "By channel");
  const [names, ...counts] = rows((await save(page, bars, "CSV data")).text);
  assert.deepEqual(names, ["channel", "conversations", "share"]);
  assert.deepEqual(counts.map((row) => row.slice(0, 2)), [["web", "40"], ["whatsapp", "20"]]);
  assert.deepEqual((await table(bars)).slice(1).map((row) => row[1]), counts.map((row) => row[1]));

  const heat = chart(page, "When customers write");
  const cells = rows((await save(page, heat, "CSV data")).text).slice(1);
  const grid = (await table(heat)).slice(1).map((row) => row.slice(1));
  assert.equal(cells.length, 7 * 24);
  assert.deepEqual(cells.map((cell) => cell[2]), grid.flat());
  assertQuiet(visit);
  await visit.close();
});

test("hours are told with their offset, and a run has gaps where nothing is known", async () => {
  const visit = await openHistory(30, { timezoneId: "Europe/Stockholm" });
  const { page } = visit;
  await choosePeriod(page, "Yesterday");
  await cardSays(page, "Conversations", /^Conversations: \d+\./);
  const file = await save(page, chart(page, "Conversations per hour"), "CSV data");
  const [, first] = rows(file.text);
  assert.equal(first[0], "2026-05-30T00:00:00+02:00");
  const run = await save(page, card(page, "CSAT"), "CSV data");
  assert.match(run.name, /^chatgauge-csat-2026-05-30--2026-05-30\.csv$/);
  const [head, whole, ...steps] = rows(run.text);
  const value = head.indexOf("value");
  assert.deepEqual(whole.slice(0, 5), ["csat", "ratio", "", "2026-05-30", "2026-05-30"]);
  assert.equal(steps.length, 24);
  assert.ok(steps.some((row) => row[value] === "") && steps.some((row) => row[value] === "1"));
  assert.ok(steps.every((row) => row[value] !== "0"), "what is unknown is not 0");
  assertQuiet(visit);
  await visit.close();
});

test("the view is saved as its report, all cards as a table", async () => {
  const visit = await openHistory(60);
  const { page } = visit;
  await page.evaluate(() => (location.hash = "#channel=web"));
  await cardSays(page, "Conversations", /^Conversations: 40\./);
  const file = await saveAll(page, "This view as JSON");
  assert.equal(file.name, "chatgauge-report-2026-05-25--2026-05-31.json");
  const query = { from: "2026-05-25", to: "2026-05-31", filters: { channel: ["web"] }, series: "day" };
  const report = await page.evaluate((query) => document.querySelector("chat-gauge").report(query), query);
  assert.deepEqual(JSON.parse(file.text), report);
  assert.equal(report.metrics.conversations.value, 40);

  const cards = await saveAll(page, "All cards as CSV");
  assert.equal(cards.name, "chatgauge-cards-2026-05-25--2026-05-31.csv");
  const [head, ...lines] = rows(cards.text);
  assert.equal(lines.length, 8);
  for (const line of lines) {
    const of = Object.fromEntries(head.map((name, place) => [name, line[place]]));
    const { value, unit, n, missing } = report.metrics[of.metric];
    const known = typeof value === "number" && !missing;
    assert.equal(of.value, known ? String(value) : "", of.metric);
    assert.equal(of.n, known && n !== undefined ? String(n) : "", of.metric);
    assert.deepEqual([of.unit, of.missing], [unit, (missing ?? []).join("; ")]);
  }
  assertQuiet(visit);
  await visit.close();
});

test("what is saved while the numbers change waits for them", async () => {
  const visit = await openHistory(400);
  const { page } = visit;
  const begun = page.waitForEvent("download");
  await page.evaluate(() => {
    const root = document.querySelector("chat-gauge").shadowRoot;
    [...root.querySelectorAll(".presets button")].find((button) => button.textContent === "All data").click();
    root.querySelector(".chart .commands :last-child").click();
  });
  const file = await begun;
  assert.match(file.suggestedFilename(), /by-outcome-2026-05-15--2026-05-31\.csv$/);
  const [, ...lines] = rows((await readFile(await file.path())).toString());
  assert.equal(lines.length, 17);
  assert.equal(lines.reduce((sum, line) => sum + Number(line.at(-2)), 0), 400);
  assertQuiet(visit);
  await visit.close();
});

test("the register's view has its report, and no cards", async () => {
  const visit = await openElement({ path: "#view=conversations" });
  const { page } = visit;
  await drop(page, { name: "history.ndjson", text: history(20) });
  await page.locator("main.conversations").waitFor();
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const offered = await page.getByRole("menuitem").allInnerTexts();
  assert.deepEqual(offered, ["This view as JSON", "Report as HTML", "Print"]);
  await page.keyboard.press("ArrowDown");
  const focused = () => document.querySelector("chat-gauge").shadowRoot.activeElement?.textContent;
  assert.equal(await page.evaluate(focused), "Report as HTML");
  await page.keyboard.press("Escape");
  const file = await saveAll(page, "This view as JSON");
  assert.equal(JSON.parse(file.text).metrics.conversations.value, 20);
  assertQuiet(visit);
  await visit.close();
});

test("an image that the browser has no memory for is told, not passed over", async () => {
  const init = () => {
    HTMLCanvasElement.prototype.toBlob = (done) => setTimeout(done, 0, null);
  };
  const visit = await openHistory(20, { init });
  const { page } = visit;
  const part = chart(page, "By channel");
  await part.hover();
  await part.getByRole("button", { name: /^Save / }).click();
  await part.getByRole("menuitem", { name: "PNG image" }).click();
  await page.locator(".message.bad").getByText("The browser could not make the image. Save it as SVG instead").waitFor();
  assertQuiet(visit);
  await visit.close();
});

test("the menus work by keyboard alone", async () => {
  const visit = await openHistory(20);
  const { page } = visit;
  const part = chart(page, "Conversations per day");
  const button = part.getByRole("button", { name: "Save Conversations per day" });
  const focused = () =>
    page.evaluate(() => document.querySelector("chat-gauge").shadowRoot.activeElement?.textContent);
  assert.equal(await button.getAttribute("aria-haspopup"), "menu");
  await button.focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  assert.equal(await focused(), "PNG image");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), "CSV data");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "SVG image");
  await page.keyboard.press("Escape");
  assert.ok(await part.getByRole("menu").isHidden());
  const back = () => document.querySelector("chat-gauge").shadowRoot.activeElement?.className;
  assert.equal(await page.evaluate(back), "more");
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  const begun = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  assert.match((await begun).suggestedFilename(), /\.csv$/);
  assert.equal(await page.evaluate(back), "more");
  assertQuiet(visit);
  await visit.close();
});

test("paper is white, sharp and without controls, and the screen comes back", async () => {
  const visit = await openHistory(60, { colorScheme: "dark" });
  const { page } = visit;
  const canvas = ".chart canvas >> nth=0";
  const before = await canvasPaint(page, canvas);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const app = page.locator(".app");
  assert.equal((await app.boundingBox()).width, 704);
  assert.match(await page.locator(".printed").innerText(), /^25 – 31 May 2026 · vs 18 – 24 May 2026 · Time zone: UTC$/);
  for (const control of [".controls", ".tabs", ".arrange", ".filters", ".more >> nth=0", ".info >> nth=0", ".toggle >> nth=0"]) {
    assert.ok(await page.locator(control).isHidden(), control);
  }
  const ground = (selector) =>
    page.locator(selector).first().evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.equal(await ground("chat-gauge"), "rgb(255, 255, 255)");
  assert.equal(await ground(".card"), "rgb(255, 255, 255)");
  const { width } = await page.locator(canvas).boundingBox();
  assert.ok(width <= 704);
  assert.equal((await canvasPaint(page, canvas)).width, Math.round(width * 3));
  await page.emulateMedia({ media: "screen", colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await until(page, () => !document.querySelector("chat-gauge").shadowRoot.querySelector("[data-paper]"));
  await until(page, (expected) => {
    const shown = document.querySelector("chat-gauge").shadowRoot.querySelector(".chart canvas");
    return shown.width === expected;
  }, before.width);
  assert.notEqual(await ground(".card"), "rgb(255, 255, 255)");
  assertQuiet(visit);
  await visit.close();
});
