// The page opens: from a path of its own, under the strict policy, quietly.
import assert from "node:assert/strict";

import { assertQuiet, openPage, site, test } from "./harness.mjs";

test("the page loads its module, quietly", async () => {
  const visit = await openPage();
  assert.equal(await visit.page.title(), "Chatgauge");
  assert.equal(await visit.page.locator("chat-gauge").count(), 1);
  await visit.page.locator(".opener").waitFor();
  assert.ok(visit.requests.some((address) => address.endsWith(".wasm")), "the wasm was fetched");
  assertQuiet(visit);
  await visit.close();
});

test("every answer carries the strict policy", async () => {
  for (const path of ["", "style.css", "chatgauge/chatgauge_bg.wasm", "missing"]) {
    const answer = await fetch(new URL(path, site));
    const policy = answer.headers.get("content-security-policy");
    assert.match(policy, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval'/, path);
    assert.equal(answer.status, path === "missing" ? 404 : 200, path);
  }
});
