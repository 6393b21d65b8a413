// The register of many short conversations: how evenly it scrolls, how soon the
// rows of another place are there, how soon the first count of a search, a sort
// and an opened conversation are on the screen.
import { createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";

import { load, openProduct } from "../product.mjs";
import { spread } from "../table.mjs";

const SIZES = [100_000, 1_000_000];
/** Frames of one scroll, each further by so many CSS pixels: a quick turn of the wheel. */
const [FRAMES, STEP] = [120, 240];
/** What is looked for, each as often found as no other: seldom, sometimes, everywhere, nowhere. */
const WORDS = ["parcel 777", "refund", "question about", "nothing like it"];
const COLUMNS = ["messages", "channel", "start"];
/** Longer than this nothing takes that ever ends, in ms. */
const PATIENCE = 20_000;

export async function* rows(chromium, setting) {
  const most = Math.max(...setting.events);
  for (const conversations of SIZES.filter((size) => size <= most)) {
    const visit = await openProduct(chromium, setting);
    await load(visit, await chats(setting.folder, conversations));
    await openRegister(visit, conversations);
    const taken = await visit.page.evaluate(measure, {
      rounds: setting.rounds,
      frames: FRAMES,
      step: STEP,
      words: WORDS,
      columns: COLUMNS,
      patience: PATIENCE,
    });
    await visit.close();
    if (visit.errors.length > 0) throw new Error(visit.errors.join("; "));
    const name = conversations === 1e6 ? "1 M conversations" : `${conversations / 1e3} k conversations`;
    const within = (most) => (conversations === 1e6 ? undefined : most);
    yield { what: `register of ${name}: frame while scrolling`, unit: "ms", ours: spread(taken.frames), most: 17, by: "p95" };
    yield { what: "  longest task while scrolling", unit: "ms", ours: spread(taken.tasks), most: 50, by: "most" };
    yield { what: "  another place → its rows are there", unit: "ms", ours: spread(taken.jumps), most: within(50), by: "p95" };
    yield { what: "  word typed → first results", unit: "ms", ours: spread(taken.searches), most: 200, by: "p95" };
    yield { what: "  head clicked → sorted", unit: "ms", ours: spread(taken.sorts), most: within(50), by: "p95" };
    yield { what: "  row clicked → conversation is there", unit: "ms", ours: spread(taken.threads), most: within(50), by: "p95" };
  }
}

/** A history of conversations of two messages each, a minute apart. */
async function chats(folder, conversations) {
  const path = join(folder, `chats-${conversations}.ndjson`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const out = createWriteStream(`${path}.part`);
  const first = Date.UTC(2025, 0, 1);
  const topics = ["my parcel", "the refund", "a new card", "an invoice", "the size", "the warranty"];
  const channels = ["web", "whatsapp", "messenger", "email"];
  for (let number = 0; number < conversations; number += 1) {
    const at = (seconds) => new Date(first + number * 30_000 + seconds * 1000).toISOString();
    const place = { conversation_id: `c${number}`, user_id: `u${number % 70_001}`, channel: channels[(number * 7) % 4] };
    const topic = topics[(number * 13) % topics.length];
    const lines = [
      { ts: at(0), type: "message", role: "user", ...place, text: `Hello, I have a question about ${topic} ${number % 1000}.` },
      { ts: at(4), type: "message", role: "bot", ...place, text: `Gladly. What would you like to know about ${topic}?` },
    ];
    if (!out.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(""))) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  renameSync(`${path}.part`, path);
  return path;
}

async function openRegister({ page }, conversations) {
  await page.locator(".dates").click();
  await page.locator(".presets").getByRole("button", { name: "All data", exact: true }).click();
  await page.locator(".tabs").getByText("Conversations", { exact: true }).click();
  await page.waitForFunction((conversations) => {
    const counted = document.querySelector("chat-gauge").shadowRoot.querySelector(".count-of")?.textContent ?? "";
    return Number(counted.replace(/\D/g, "")) === conversations;
  }, conversations);
}

/** In the page: everything is timed by its own clock, from the event to the end of the frame that shows it. */
async function measure({ rounds, frames, step, words, columns, patience }) {
  const root = document.querySelector("chat-gauge").shadowRoot;
  const find = (selector) => root.querySelector(selector);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const grid = find(".grid");
  const counted = find(".count-of");
  const settled = () => grid.getAttribute("aria-busy") === "false" && !find(".space .row.waiting:not([hidden])");
  const rest = () => new Promise((resolve) => setTimeout(resolve, 100));
  const timed = async (act, shown) => {
    await rest();
    const start = performance.now();
    act();
    do {
      await frame();
      if (performance.now() - start > patience) throw new Error(`nothing came of ${act}`);
    } while (!shown());
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - start;
  };
  const taken = { frames: [], tasks: [], jumps: [], searches: [], sorts: [], threads: [] };
  let longest = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  tasks.observe({ type: "longtask" });
  for (let round = 0; round < rounds; round += 1) {
    const highest = grid.scrollHeight - grid.clientHeight;
    grid.scrollTop = highest * ((round + 0.5) / (rounds + 1));
    await rest();
    longest = 0;
    let before = await frame();
    for (let number = 0; number < frames; number += 1) {
      grid.scrollTop += step;
      const now = await frame();
      taken.frames.push(now - before);
      before = now;
    }
    await rest();
    taken.tasks.push(longest);
    for (const part of [0.1, 0.9, 0.4]) {
      const top = highest * part + round * 1000;
      taken.jumps.push(await timed(() => (grid.scrollTop = top), settled));
    }
    const box = find(".search input");
    const type = (text) => {
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    };
    for (const word of words) {
      const other = counted.textContent;
      taken.searches.push(await timed(() => type(word), () => counted.textContent !== other));
      await timed(() => {}, settled);
    }
    const found = counted.textContent;
    await timed(() => type(""), () => counted.textContent !== found && settled());
    for (const column of columns) {
      const head = find(`.heads [data-column="${column}"]`);
      const order = head.getAttribute("aria-sort");
      const sorted = () => head.getAttribute("aria-sort") !== order && settled();
      taken.sorts.push(await timed(() => head.querySelector("button").click(), sorted));
    }
    const row = [...root.querySelectorAll(".space .row:not([hidden])")][round % 5];
    taken.threads.push(await timed(() => row.click(), () => find(".thread .bubble")));
    find(".thread .close")?.click();
    await rest();
  }
  tasks.disconnect();
  return taken;
}
