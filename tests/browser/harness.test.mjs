// The watchers themselves: what they exist to catch, they catch.
import assert from "node:assert/strict";

import { assertPainted, assertQuiet, canvasPaint, dropFiles, openPage, test } from "./harness.mjs";

/** A page whose shadow root holds a drop zone and two canvases, one painted. */
async function workbench() {
  const visit = await openPage();
  await visit.page.evaluate(() => {
    const host = document.body.appendChild(document.createElement("div"));
    const shadow = host.attachShadow({ mode: "open" });
    const [zone, blank, painted] = ["div", "canvas", "canvas"].map((name) =>
      shadow.appendChild(document.createElement(name)),
    );
    [zone.id, blank.id, painted.id] = ["zone", "blank", "painted"];
    painted.getContext("2d").fillRect(10, 10, 5, 5);
    zone.addEventListener("drop", async (event) => {
      const files = [...event.dataTransfer.files];
      const texts = await Promise.all(files.map((file) => file.text()));
      zone.textContent = files.map((file, at) => `${file.name}=${texts[at]}`).join();
    });
  });
  return visit;
}

test("files dropped inside a shadow root arrive whole", async () => {
  const { page, close } = await workbench();
  await dropFiles(page, "#zone", [{ name: "a.csv", text: "é,b" }, { name: "b", bytes: [65] }]);
  await page.locator("#zone", { hasText: "a.csv=é,b,b=A" }).waitFor();
  await close();
});

test("a blank canvas is told from a painted one", async () => {
  const { page, close } = await workbench();
  assert.deepEqual(await canvasPaint(page, "#blank"), { width: 300, height: 150, colours: 1 });
  await assertPainted(page, "#painted");
  await assert.rejects(assertPainted(page, "#blank"), /is blank/);
  await close();
});

test("a console error is noticed", async () => {
  const visit = await openPage();
  assertQuiet(visit);
  await visit.page.evaluate(() => console.error("broken"));
  assert.throws(() => assertQuiet(visit), /reported errors/);
  await visit.close();
});

test("a request to another origin is noticed, and the policy stops it", async () => {
  const visit = await openPage();
  const sent = visit.page.evaluate(() => fetch("http://elsewhere.invalid/").then(() => "sent"));
  await assert.rejects(sent);
  assert.match(visit.errors.join(), /Content Security Policy/);
  assert.throws(() => assertQuiet({ ...visit, requests: ["http://elsewhere.invalid/"] }));
  await visit.close();
});
