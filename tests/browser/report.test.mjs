// A report of what is open: one file, opened from a disk with the network off,
// and the same as a folder on a host.
import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

import { openPage, test } from "./harness.mjs";
import { boardShown, card, cardSays, choosePeriod, openHistory, says } from "./history.mjs";

/** Saves what is open as a report. */
async function exported(page) {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const begun = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Report as HTML" }).click();
  const file = await begun;
  const folder = await mkdtemp(join(tmpdir(), "chatgauge-report-"));
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return { folder, path, name: file.suggestedFilename(), text: await readFile(path, "utf8") };
}

const factsIn = (text) => Buffer.from(text.match(/id="facts">([^<]*)</)[1], "base64");

/** Opens a file, or an address, in a context of its own without a network. */
function openReport(address) {
  return openPage({ path: address, offline: address.startsWith("file:") });
}

/** What the page asked for besides itself. */
const others = ({ requests }, address) =>
  requests.filter((request) => request.split("#")[0] !== address && !request.startsWith("data:"));

test("a report made of the page opens from a disk and answers without a network", async () => {
  const { page, errors, close } = await openHistory(60);
  const conversations = await says(card(page, "Conversations"));
  const { path, name, text } = await exported(page);
  assert.match(name, /^chatgauge-report-2026-05-25--2026-05-31\.html$/);
  assert.deepEqual(errors, []);
  await close();

  const policy = text.match(/Content-Security-Policy" content="([^"]*)"/)[1];
  assert.match(policy, /^default-src 'none'; script-src 'sha384-[^']*' 'wasm-unsafe-eval'; style-src 'sha384-[^']*';/);
  assert.match(policy, /connect-src 'none'/);
  const facts = gunzipSync(factsIn(text)).toString("latin1");
  for (const said of ["Where is my order?", "It arrives tomorrow.", "Ann here", '"u1"', "c59"]) {
    assert.ok(!facts.includes(said), said);
  }

  const address = pathToFileURL(path).href;
  const report = await openReport(address);
  await boardShown(report.page);
  assert.equal(await says(card(report.page, "Conversations")), conversations);
  await choosePeriod(report.page, "Yesterday");
  await cardSays(report.page, "Conversations", /\b24\b/);
  // A filter, as a link says it.
  await report.page.goto(`${address}#period=yesterday&channel=whatsapp`);
  await cardSays(report.page, "Conversations", /\b8\b/);
  await report.page.locator(".tabs").getByRole("button", { name: "Conversations" }).click();
  await report.page.getByText("8 conversations").first().waitFor();
  assert.deepEqual(report.errors, []);
  assert.deepEqual(others(report, address), []);
  await report.close();
});

test("a report shows the definitions it was made by, and no other way to open data", async () => {
  const { page, close } = await openHistory(20);
  const { path } = await exported(page);
  await close();
  const report = await openReport(pathToFileURL(path).href);
  await boardShown(report.page);
  assert.equal(await report.page.getByRole("button", { name: "Open…" }).count(), 0);
  await report.page.getByRole("button", { name: /^Settings/ }).click();
  await report.page.getByText("This report was made by these definitions.").waitFor();
  assert.ok(await report.page.locator(".settings-list").evaluate((list) => list.inert));
  await report.page.keyboard.press("Escape");
  await report.page.getByRole("button", { name: "Export", exact: true }).click();
  assert.equal(await report.page.getByRole("menuitem", { name: "Report as HTML" }).count(), 0);
  assert.deepEqual(report.errors, []);
  await report.close();
});

test("the same page reads its data from beside it, under any path", async () => {
  const { page, close } = await openHistory(30);
  const { text } = await exported(page);
  await close();
  const facts = factsIn(text);
  const html = text
    .replace(/(id="facts">)[^<]*/, "$1")
    .replace("connect-src 'none'", "connect-src 'self'")
    .replace("<chat-gauge ", '<chat-gauge src="data.facts" ');
  const files = { "/deep/er/": [html, "text/html"], "/deep/er/data.facts": [facts, "application/octet-stream"] };
  const server = createServer(({ url }, response) => {
    const [body, kind] = files[url] ?? [];
    response.writeHead(body ? 200 : 404, { "Content-Type": kind ?? "text/plain" }).end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${server.address().port}/deep/er/`;
  try {
    const report = await openReport(address);
    await boardShown(report.page);
    assert.deepEqual(others(report, address), [`${address}data.facts`]);
    assert.deepEqual(report.errors, []);
    await report.close();
  } finally {
    server.close();
  }
});

test("a damaged report says so", async () => {
  const { page, close } = await openHistory(20);
  const { folder, text } = await exported(page);
  await close();
  const facts = gunzipSync(factsIn(text));
  facts[facts.length >> 1] ^= 1;
  const path = join(folder, "damaged.html");
  await writeFile(path, text.replace(/(id="facts">)[^<]*/, (_, mark) => mark + facts.toString("base64")));
  const report = await openReport(pathToFileURL(path).href);
  await report.page.getByText("this facts file is damaged", { exact: false }).first().waitFor();
  await report.close();
});
