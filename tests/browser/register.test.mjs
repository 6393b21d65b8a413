// The register: rows that scroll, search with its hits marked, one
// conversation beside it, columns, keyboard and the file.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { assertQuiet, dropFiles, openPage, test, until } from "./harness.mjs";
import { boardShown, history, openElement } from "./history.mjs";

const PHONE = { width: 360, height: 780 };
const rows = (page) => page.locator(".space .row:not([hidden])");
const row = (page, place) => page.locator(`.space .row[aria-rowindex="${place + 2}"]`);
const counted = (page) => page.locator(".count-of");
const search = (page) => page.locator(".search input");
const thread = (page) => page.locator(".thread");
const head = (page, name) => page.locator(".heads .cell").filter({ hasText: name });
const focused = (page) =>
  page.evaluate(() => {
    const { activeElement } = document.querySelector("chat-gauge").shadowRoot;
    return activeElement?.getAttribute("aria-rowindex") ?? activeElement?.className ?? null;
  });

/** Opens the register of some history. */
async function openRegister(text, options) {
  const visit = await openElement({ path: "#view=conversations&period=all", ...options });
  await dropFiles(visit.page, "chat-gauge .app", [{ name: "history.ndjson", text }]);
  await visit.page.locator(".count-of:not(:empty)").waitFor();
  return visit;
}

/** Opens it with the sample. */
async function openSample(options) {
  const visit = await openPage({ path: "#sample&view=conversations&period=all", ...options });
  await visit.page.locator(".space .row:not(.waiting)").first().waitFor();
  return visit;
}

async function saysCount(page, expected) {
  await until(
    page,
    (text) => document.querySelector("chat-gauge").shadowRoot.querySelector(".count-of")?.textContent === text,
    expected,
  );
}

/** The places of the rows that are there, and whether the table waits. */
const places = (page) =>
  rows(page).evaluateAll((all) => all.map((row) => Number(row.getAttribute("aria-rowindex")) - 2).sort((a, b) => a - b));

const settled = (page) =>
  until(page, () => {
    const root = document.querySelector("chat-gauge").shadowRoot;
    return root.querySelector(".grid").getAttribute("aria-busy") === "false" && !root.querySelector(".space .row.waiting:not([hidden])");
  });

/** Scrolls and waits until the rows at the window's top are those of there. */
const scrollTo = async (page, share) => {
  await until(
    page,
    (part) => {
      const grid = document.querySelector("chat-gauge").shadowRoot.querySelector(".grid");
      const top = Math.round(part * (grid.scrollHeight - grid.clientHeight));
      if (Math.abs(grid.scrollTop - top) > 1) grid.scrollTop = top;
      const first = Math.floor(top / 55) + 2;
      return grid.querySelector(`.space .row[aria-rowindex="${first}"]:not([hidden])`);
    },
    share,
  );
  await settled(page);
};

test("only the rows in sight are there, wherever one scrolls", async () => {
  const visit = await openSample();
  const { page } = visit;
  await settled(page);
  const total = Number((await counted(page).innerText()).replace(/\D/g, ""));
  assert.ok(total > 1000, `${total}`);
  assert.equal(await page.locator(".grid").getAttribute("aria-rowcount"), `${total + 1}`);
  const height = await page.locator(".space").evaluate((space) => space.offsetHeight);
  assert.equal(height, total * 55);
  assert.equal((await places(page))[0], 0);
  const many = await rows(page).count();
  assert.ok(many > 8 && many < 60, `${many} rows`);
  const seen = new Set();
  for (const share of [0.2, 0.5, 0.9, 1, 0.3, 0]) {
    await scrollTo(page, share);
    const there = await places(page);
    there.forEach((place, index) => assert.equal(place, there[0] + index, "no row is missing"));
    const middle = Math.round(share * (total - 10));
    assert.ok(there.includes(Math.min(middle + 4, total - 1)), `${share}: ${there}`);
    for (const text of await rows(page).allInnerTexts()) seen.add(text);
    assert.ok((await page.locator(".space .row").count()) < 60, "rows are used again");
  }
  assert.ok(seen.size > 60, `${seen.size} different rows`);
  assertQuiet(visit);
  await visit.close();
});

test("a head sorts, most first, and the other way when pressed again", async () => {
  const visit = await openSample();
  const { page } = visit;
  const messages = () =>
    page.locator('.space .row:not([hidden]) [data-column="messages"]').evaluateAll((cells) =>
      cells
        .map((cell) => [Number(cell.parentElement.getAttribute("aria-rowindex")), Number(cell.textContent)])
        .sort((a, b) => a[0] - b[0])
        .map(([, number]) => number),
    );
  assert.equal(await head(page, "Started").getAttribute("aria-sort"), "descending");
  await head(page, "Messages").getByRole("button").click();
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelector('[data-column="messages"][aria-sort="descending"]'));
  await settled(page);
  assert.equal(await head(page, "Started").getAttribute("aria-sort"), "none");
  const most = await messages();
  assert.deepEqual(most, [...most].sort((a, b) => b - a));
  assert.ok(most[0] > 10, `${most[0]}`);
  await head(page, "Messages").getByRole("button").click();
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelector('[data-column="messages"][aria-sort="ascending"]'));
  await settled(page);
  const least = await messages();
  assert.deepEqual(least, [...least].sort((a, b) => a - b));
  assert.ok(least[0] < most[0]);
  await until(page, () => location.hash.includes("sort="));
  assertQuiet(visit);
  await visit.close();
});

const STORY = [
  { ts: "2026-05-31T18:02:00Z", type: "message", role: "bot", welcome: true, text: "Hi! How can I help?" },
  { ts: "2026-05-31T18:02:30Z", type: "message", role: "user", user_name: "Maja Lind", topic: "delivery", text: "My Parcel says delivered but nothing is here" },
  { ts: "2026-05-31T18:03:00Z", type: "tagged", tags: ["late", "refund"] },
  { ts: "2026-05-31T18:03:31Z", type: "message", role: "bot", fallback: true, text: "Sorry, I did not get that." },
  { ts: "2026-05-31T18:04:00Z", type: "handoff", status: "requested" },
  { ts: "2026-05-31T18:05:00Z", type: "assigned", agent_id: "a7", agent_name: "Erik N.", department: "Support" },
  { ts: "2026-05-31T18:09:00Z", type: "message", role: "agent", agent_id: "a7", agent_name: "Erik N.", private: true, text: "Third lost parcel today" },
  { ts: "2026-05-31T18:10:00Z", type: "message", role: "agent", agent_id: "a7", agent_name: "Erik N.", canned: true, text: "I am sorry!" },
  { ts: "2026-05-31T18:41:00Z", type: "closed", by: "agent" },
  { ts: "2026-05-31T18:42:00Z", type: "rating", kind: "csat", score: 2, comment: "too slow" },
].map((event) => JSON.stringify({ conversation_id: "story", user_id: "maja", channel: "whatsapp", ...event }));

test("words are looked for, counted and marked, in the row and in the conversation", async () => {
  const visit = await openRegister(`${history(60)}\n${STORY.join("\n")}`);
  const { page } = visit;
  await saysCount(page, "61 conversations");
  await search(page).pressSequentially("parc");
  await saysCount(page, "1 of 61 conversations");
  await search(page).pressSequentially("el DELIVERED");
  await settled(page);
  await saysCount(page, "1 of 61 conversations");
  assert.deepEqual(await row(page, 0).locator("mark").allInnerTexts(), ["Parcel", "delivered"]);
  assert.equal(await row(page, 0).locator(".below").innerText(), "Maja Linddeliverylaterefund");
  assert.match(await row(page, 0).innerText(), /Handed off/);
  // Found with an agent's words: the row shows them, as nothing else would.
  await search(page).fill("third");
  await saysCount(page, "1 of 61 conversations");
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelector(".below.found mark"));
  assert.match(await row(page, 0).locator(".below").innerText(), /Third lost parcel today/);

  await row(page, 0).click();
  await thread(page).locator(".bubble").first().waitFor();
  await until(page, () => location.hash.includes("open=story"));
  assert.equal(await thread(page).locator("h2").first().innerText(), "Maja Lind");
  assert.equal(await thread(page).locator(".who p").innerText(), "WhatsApp · 31 May 18:02");
  const lines = await thread(page).locator(".talk > *").allInnerTexts();
  assert.deepEqual(
    lines.map((line) => line.replace(/\s+/g, " ").trim()),
    [
      "Bot · 18:02 · welcome Hi! How can I help?",
      "18:02 My Parcel says delivered but nothing is here",
      "Tagged · late, refund · 18:03",
      "Bot · 18:03 · not understood Sorry, I did not get that.",
      "Hand-off requested · 18:04",
      "Assigned to Erik N. · Support · 18:05",
      "Note, private · Erik N. · 18:09 Third lost parcel today",
      "Erik N. · 18:10 · canned I am sorry!",
      "Closed by an agent · 18:41",
      "Rated 2 of 5 · 18:42 too slow",
    ],
  );
  const marked = thread(page).locator(".talk mark");
  assert.deepEqual(await marked.allInnerTexts(), ["Third"]);
  const inSight = await marked.evaluate((mark) => {
    const body = mark.closest(".thread-body").getBoundingClientRect();
    const own = mark.getBoundingClientRect();
    return own.top >= body.top && own.bottom <= body.bottom;
  });
  assert.ok(inSight, "the hit is in sight");
  const note = await thread(page).locator(".bubble.note").evaluate((bubble) => getComputedStyle(bubble).borderStyle);
  assert.equal(note, "dashed");

  await search(page).fill("nobody wrote this");
  await saysCount(page, "0 of 61 conversations");
  await until(page, () => !document.querySelector("chat-gauge").shadowRoot.querySelector(".none").hidden);
  assert.match(await page.locator(".none").innerText(), /“nobody wrote this”/);
  await page.getByRole("button", { name: "Clear search" }).click();
  await saysCount(page, "61 conversations");
  assert.equal(await search(page).inputValue(), "");
  assertQuiet(visit);
  await visit.close();
});

test("a conversation says how it counts in every metric, and why", async () => {
  const visit = await openRegister(`${history(8)}\n${STORY.join("\n")}`);
  const { page } = visit;
  await search(page).fill("maja");
  await saysCount(page, "1 of 9 conversations");
  await row(page, 0).click();
  const facts = await thread(page).locator(".traits").first().innerText();
  assert.match(facts, /Status\s+Handed off/);
  assert.match(facts, /Deflection\s+counted below, not above/);
  await thread(page).getByText("How it counts in each metric").click();
  const handoff = thread(page).locator(".audit li").filter({ has: page.getByText("Hand-off rate", { exact: true }) });
  assert.match(await handoff.locator("span").innerText(), /^counted above and below/);
  assert.ok((await handoff.locator("p").innerText()).length > 10);
  assert.ok((await thread(page).locator(".audit li").count()) > 60);
  // Opened once, it stays so for the next conversation.
  await search(page).fill("");
  await saysCount(page, "9 conversations");
  await row(page, 3).click();
  await until(page, () => location.hash.includes("open=c"));
  assert.ok(await thread(page).locator(".audit").isVisible());
  assertQuiet(visit);
  await visit.close();
});

test("next and previous go through the list in its order", async () => {
  const visit = await openRegister(history(60));
  const { page } = visit;
  const open = () => page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get("open"));
  await row(page, 0).click();
  await until(page, () => location.hash.includes("open=c0"));
  const [before, behind] = [page.getByRole("button", { name: "Previous conversation" }), page.getByRole("button", { name: "Next conversation" })];
  assert.equal(await before.getAttribute("aria-disabled"), "true");
  for (let place = 1; place <= 30; place += 1) {
    await behind.click();
    await until(page, (name) => new URLSearchParams(location.hash.slice(1)).get("open") === name, `c${place}`);
  }
  assert.equal(await row(page, 30).getAttribute("aria-selected"), "true", "the row is in sight and marked");
  await before.click();
  await until(page, () => location.hash.includes("open=c29"));
  // However many were read, one step back closes them; one forth is the last.
  await page.goBack();
  await until(page, () => !location.hash.includes("open="));
  assert.ok(await thread(page).isHidden());
  await page.goForward();
  await until(page, () => location.hash.includes("open=c29"));
  await until(page, () => document.querySelector("chat-gauge").shadowRoot.querySelector('[aria-selected=true][aria-rowindex="31"]'));
  await page.getByRole("button", { name: "Close conversation" }).click();
  await until(page, () => !location.hash.includes("open="));
  assert.ok(await thread(page).isHidden());
  assert.equal(await open(), null);
  assertQuiet(visit);
  await visit.close();
});

test("a link opens the same list and the same conversation", async () => {
  const visit = await openRegister(`${history(60)}\n${STORY.join("\n")}`, {
    path: "#view=conversations&period=all&search=parcel&open=story",
  });
  const { page } = visit;
  await saysCount(page, "1 of 61 conversations");
  await thread(page).locator(".bubble").first().waitFor();
  assert.equal(await thread(page).locator("h2").first().innerText(), "Maja Lind");
  assert.equal(await row(page, 0).getAttribute("aria-selected"), "true");
  await page.evaluate(() => (location.hash = "#view=conversations&period=all&open=nobody"));
  await page.getByText("There is no conversation “nobody” in this data.").first().waitFor();
  await until(page, () => !location.hash.includes("open="));
  assertQuiet(visit);
  await visit.close();
});

test("everything can be done by the keyboard", async () => {
  const visit = await openRegister(history(200));
  const { page } = visit;
  await search(page).focus();
  for (let tabs = 0; (await focused(page)) !== "2"; tabs += 1) {
    assert.ok(tabs < 30, "the first row can be reached");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "4");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), "3");
  await page.keyboard.press("End");
  await settled(page);
  assert.equal(await focused(page), "201");
  await page.keyboard.press("PageUp");
  const leafed = Number(await focused(page));
  assert.ok(leafed < 198 && leafed > 150, `${leafed}`);
  await page.keyboard.press("Home");
  await settled(page);
  assert.equal(await focused(page), "2");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(page, () => location.hash.includes("open=c1"));
  assert.equal(await focused(page), "3", "the keyboard stays in the list");
  await page.keyboard.press("Escape");
  await until(page, () => !location.hash.includes("open="));
  assert.equal(await focused(page), "3");
  // What had the keyboard is gone far away: the list has it then.
  await scrollTo(page, 1);
  assert.equal(await focused(page), "grid");
  await page.keyboard.press("ArrowDown");
  await settled(page);
  assert.equal(await focused(page), "4");
  assert.equal(await page.locator('.space .row[tabindex="0"]').count(), 1);
  assertQuiet(visit);
  await visit.close();
});

for (const width of [1440, 1280]) test(`every cell stands under its head, also where a conversation takes the room of ${width} pixels`, async () => {
  const visit = await openRegister(history(20), { viewport: { width, height: 800 } });
  const { page } = visit;
  const lefts = (selector) =>
    page.locator(selector).first().evaluate((line) =>
      Object.fromEntries(
        [...line.children]
          .filter((cell) => cell.checkVisibility())
          .map((cell) => [cell.dataset.column ?? "first_question", Math.round(cell.getBoundingClientRect().left)]),
      ),
    );
  const first = '.space .row[aria-rowindex="2"]';
  const roomy = await lefts(".heads");
  assert.deepEqual(await lefts(first), roomy);
  assert.ok("start" in roomy);
  await row(page, 0).click();
  await thread(page).locator(".bubble").first().waitFor();
  const tight = await lefts(".heads");
  assert.deepEqual(await lefts(first), tight);
  assert.ok(!("start" in tight) && "last_update" in tight);
  const [whole, seen] = await page.locator(".grid").evaluate((grid) => [grid.scrollWidth, grid.clientWidth]);
  assert.equal(whole, seen, "nothing is cut off");
  assert.equal(await page.locator(".heads").evaluate((line) => line.getBoundingClientRect().height), 35);
  assertQuiet(visit);
  await visit.close();
});

test("a name and a topic of the other direction keep the dot between them", async () => {
  const story = { ts: "2026-05-31T18:02:00Z", type: "message", role: "user", conversation_id: "a", user_id: "a", user_name: "ليلى", topic: "توصيل", text: "Hi", tags: ["vip"] };
  const visit = await openRegister(JSON.stringify(story));
  const { page } = visit;
  await settled(page);
  const below = row(page, 0).locator(".below");
  const [name, dot, topic] = await below.evaluate((line) => [...line.children].map((part) => part.getBoundingClientRect()).map(({ left, right, width }) => ({ left, right, width })));
  assert.ok(dot.width > 4, "there is a dot");
  assert.ok(name.right <= dot.left + 1 && dot.right <= topic.left + 1, JSON.stringify([name, dot, topic]));
  assertQuiet(visit);
  await visit.close();
});

test("columns are added, removed, moved and made wider", async () => {
  const visit = await openRegister(history(20));
  const { page } = visit;
  const heads = async () => (await page.locator(".heads .cell").allInnerTexts()).map((text) => text.replace(/\W+$/, "").trim());
  const usual = ["First question", "Status", "Channel", "Agent", "Messages", "CSAT", "Started", "Last update"];
  assert.deepEqual(await heads(), usual);
  await page.getByRole("button", { name: "Columns" }).click();
  const menu = page.locator(".menu.columns");
  const sign = await menu.locator(".later").first().evaluate((button) => getComputedStyle(button, "::before").content);
  assert.equal(sign, '""', "a drawn chevron and no other menu's arrow");
  await menu.getByRole("checkbox", { name: "CSAT", exact: true }).uncheck();
  await menu.getByRole("checkbox", { name: "Duration", exact: true }).check();
  await menu.getByRole("button", { name: "Move Channel to the left" }).click();
  await page.keyboard.press("Escape");
  assert.ok(await menu.isHidden());
  assert.deepEqual(await heads(), ["First question", "Channel", "Status", "Agent", "Messages", "Started", "Last update", "Duration"]);
  await settled(page);
  assert.equal(await row(page, 1).locator('[data-column="duration_seconds"]').innerText(), "2:00");
  await until(page, () => location.hash.includes("columns="));
  const edge = head(page, "Channel").getByRole("separator");
  const width = () => head(page, "Channel").evaluate((cell) => cell.getBoundingClientRect().width);
  const before = await width();
  await edge.focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await width(), before + 16);
  assert.equal(await edge.getAttribute("aria-valuenow"), `${before + 16}`);
  const box = await edge.boundingBox();
  await page.mouse.move(box.x + 5, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 65, box.y + 10, { steps: 3 });
  await page.mouse.up();
  assert.equal(await width(), before + 76);
  await page.reload();
  await dropFiles(page, "chat-gauge .app", [{ name: "history.ndjson", text: history(20) }]);
  await page.locator(".space .row:not(.waiting)").first().waitFor();
  assert.equal((await heads()).at(-1), "Duration");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("button", { name: "Usual columns" }).click();
  assert.deepEqual(await heads(), usual);
  assertQuiet(visit);
  await visit.close();
});

test("the file has every conversation of the list, once, and no formula", async () => {
  const evil = JSON.stringify({ ts: "2026-05-31T18:02:00Z", type: "message", role: "user", conversation_id: "evil", text: '=HYPERLINK("http://x")' });
  const visit = await openRegister(`${history(5000)}\n${evil}`);
  const { page } = visit;
  await saysCount(page, "5,001 conversations");
  const saved = async () => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV" }).click();
    const file = await download;
    return [file.suggestedFilename(), (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n")];
  };
  const [name, lines] = await saved();
  assert.match(name, /^chatgauge-conversations-\d{4}-\d\d-\d\d--2026-05-31\.csv$/);
  assert.equal(lines.length, 5002);
  assert.match(lines[0], /^id,conversation_id,number_in_thread,start,/);
  assert.equal(new Set(lines.map((line) => line.split(",")[0])).size, 5002);
  assert.ok(lines.some((line) => line.includes(`"'=HYPERLINK(""http://x"")"`)));
  assert.equal(await page.getByRole("button", { name: "CSV" }).innerText(), "CSV");
  await search(page).fill("hyperlink");
  await saysCount(page, "1 of 5,001 conversations");
  assert.equal((await saved())[1].length, 2);
  assertQuiet(visit);
  await visit.close();
});

/** The element's parts as paper has them. */
const onPaper = (page, read) =>
  page.evaluate((body) => {
    dispatchEvent(new Event("beforeprint"));
    const answer = new Function("root", `return (${body})(root)`)(document.querySelector("chat-gauge").shadowRoot);
    dispatchEvent(new Event("afterprint"));
    return answer;
  }, String(read));

test("paper has the rows of the list from the first on, and says which where not all", async () => {
  const visit = await openRegister(history(2100));
  const { page } = visit;
  await settled(page);
  const paper = () =>
    onPaper(page, (root) => ({
      head: [...root.querySelectorAll(".paper thead th")].map((cell) => cell.textContent),
      rows: [...root.querySelectorAll(".paper tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent)),
      note: root.querySelector(".paper .hint")?.textContent,
    }));
  // At once there is what is in sight; a moment later there is all of it.
  const { rows: few, note: first } = await paper();
  assert.ok(few.length > 10 && few.length < 200, `${few.length}`);
  assert.equal(first, `Conversations 1–${few.length} of 2,100`);
  let all = await paper();
  for (let tries = 0; all.rows.length < 2000; tries += 1) {
    assert.ok(tries < 200, `${all.rows.length} rows`);
    await page.waitForTimeout(25);
    all = await paper();
  }
  assert.equal(all.note, "Conversations 1–2,000 of 2,100");
  assert.deepEqual(all.head, ["First question", "Status", "Channel", "Agent", "Messages", "CSAT", "Started", "Last update"]);
  const shown = await row(page, 5).locator("[role=gridcell]").allTextContents();
  assert.deepEqual(all.rows[5].slice(1), shown.slice(1));
  assert.ok(all.rows[5][0].startsWith(await row(page, 5).locator(".question").textContent()));
  await search(page).fill("order 7");
  await until(page, () => /^\d+ of 2,100/.test(document.querySelector("chat-gauge").shadowRoot.querySelector(".count-of").textContent));
  await settled(page);
  assert.equal(await page.locator(".paper table").count(), 0, "the screen has none of it");
  assert.match(await onPaper(page, (root) => root.querySelector(".printed").textContent), /Search: order 7$/);
  assertQuiet(visit);
  await visit.close();
});

test("paper has the conversation that is open, to its end", async () => {
  const visit = await openRegister(STORY.join("\n"), { path: "#view=conversations&period=all&open=story" });
  const { page } = visit;
  await thread(page).locator(".bubble").first().waitFor();
  await page.emulateMedia({ media: "print" });
  const seen = await onPaper(page, (root) => {
    const body = root.querySelector(".thread-body");
    return {
      thread: root.querySelector(".thread").checkVisibility(),
      list: root.querySelector(".list").checkVisibility(),
      table: root.querySelector(".paper").checkVisibility(),
      bar: root.querySelector(".bar").checkVisibility(),
      whole: body.scrollHeight <= body.clientHeight,
    };
  });
  assert.deepEqual(seen, { thread: true, list: false, table: false, bar: false, whole: true });
  assertQuiet(visit);
  await visit.close();
});

test("on a phone the table is a list and a conversation covers the screen", async () => {
  const visit = await openRegister(`${history(60)}\n${STORY.join("\n")}`, {
    path: "#view=conversations&period=all",
    viewport: PHONE,
  });
  const { page } = visit;
  await settled(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(wide, PHONE.width, "nothing stands out at the side");
  const list = await page.locator(".grid").evaluate((grid) => [grid.scrollWidth, grid.clientWidth]);
  assert.equal(list[0], list[1], "the list does not scroll sideways");
  assert.match(await row(page, 0).innerText(), /Resolved by bot|Handed off/);
  await search(page).fill("lost");
  await saysCount(page, "1 of 61 conversations");
  await row(page, 0).click();
  await thread(page).locator(".bubble").first().waitFor();
  const box = await thread(page).boundingBox();
  assert.deepEqual(box, { x: 0, y: 0, ...PHONE });
  assert.equal(await thread(page).getAttribute("aria-modal"), "true");
  assert.equal(await page.locator(".bar").getAttribute("inert"), "");
  await page.keyboard.press("Escape");
  await thread(page).waitFor({ state: "hidden" });
  assert.equal(await focused(page), "2");
  assert.equal(await page.locator(".bar").getAttribute("inert"), null);
  assertQuiet(visit);
  await visit.close();
});

test("long names, other scripts and signs of all kinds stay in their places", async () => {
  const long = "Name ".repeat(60);
  const texts = [
    ["مرحبا، أين طردي؟ لم يصل بعد", "ليلى الأحمد"],
    ["👩‍👩‍👧 where is 📦? <b>bold</b>", "🦊 Fox"],
    ["x".repeat(300), long],
  ];
  const events = texts.map(([text, user_name], index) =>
    JSON.stringify({ ts: `2026-05-31T18:0${9 - index}:00Z`, type: "message", role: "user", conversation_id: `t${index}`, user_id: `t${index}`, user_name, text, tags: ["a".repeat(300)] }),
  );
  const visit = await openRegister(events.join("\n"));
  const { page } = visit;
  await settled(page);
  assert.match(await row(page, 1).innerText(), /<b>bold<\/b>/);
  assert.equal(await page.locator(".space b").count(), 0, "a text is never markup");
  const direction = (at) => row(page, at).locator(".question").evaluate((text) => getComputedStyle(text).direction);
  assert.deepEqual([await direction(0), await direction(1)], ["rtl", "ltr"]);
  for (let at = 0; at < 3; at += 1) {
    const inside = await row(page, at).evaluate((row) => [...row.children].every((cell) => cell.getBoundingClientRect().bottom <= row.getBoundingClientRect().bottom + 1));
    assert.ok(inside, `row ${at} keeps its height`);
  }
  await row(page, 2).click();
  await thread(page).locator(".bubble").first().waitFor();
  const fits = await thread(page).evaluate((panel) => panel.querySelector(".thread-body").scrollWidth <= panel.querySelector(".thread-body").clientWidth);
  assert.ok(fits, "the conversation does not scroll sideways");
  await search(page).fill("طردي");
  await saysCount(page, "1 of 3 conversations");
  assert.deepEqual(await row(page, 0).locator("mark").allInnerTexts(), ["طردي"]);
  assertQuiet(visit);
  await visit.close();
});
