// A portal: who is signed in sees its data, each drives the other.
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { openPage, test, until } from "./harness.mjs";
import { boardShown, card, history } from "./history.mjs";
import { examples, packaged } from "./hosts.mjs";

test("the portal signs in, fetches by token, drives the element and is driven by it", async (context) => {
  const { start } = await import(pathToFileURL(join(examples, "portal/server.mjs")).href);
  const portal = await start({ history: history(60), folder: packaged });
  context.after(portal.close);
  const visit = await openPage({ path: portal.address });
  const { page } = visit;
  assert.equal((await fetch(`${portal.address}api/history.ndjson`)).status, 401, "without a token there is no data");
  assert.equal((await fetch(`${portal.address}api/token`, { method: "POST" })).status, 401, "without a sign-in no token");

  await page.locator("[name=name]").fill("ann");
  await page.locator("[name=password]").fill("chat");
  await page.getByRole("button", { name: "Sign in" }).click();
  await boardShown(page);

  await page.locator("#channel").selectOption("whatsapp");
  await until(page, () => /channel=whatsapp/.test(document.querySelector("chat-gauge").state));
  await card(page, "Conversations").locator(".figure").click();
  await page.locator("#selection", { hasText: "20 conversations" }).waitFor();
  assert.equal(await page.locator("tbody tr").count(), 10);
  assert.ok((await page.locator("tbody tr td:nth-child(2)").allTextContents()).every((channel) => channel === "whatsapp"));

  await page.locator('.space .row[aria-rowindex="3"]').click();
  await page.locator("#selection", { hasText: /^c\d+: \d+ events/ }).waitFor();
  const text = await page.evaluate(async () => {
    const gauge = document.querySelector("chat-gauge");
    const { rows } = await gauge.conversations({ from: "2026-01-01", to: "2026-12-31" });
    const { items } = await gauge.thread(rows[0].id);
    return items.map(({ what }) => what.Said?.text.text ?? "").join("");
  });
  assert.equal(text, "", "the portal asked for no transcripts");
  assert.deepEqual(visit.errors, []);
  assert.ok(visit.requests.every((address) => address.startsWith(portal.address)));
  await visit.close();
});
