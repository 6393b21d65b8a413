// Before the module is there, and where it never comes: the page is not empty.
import assert from "node:assert/strict";

import { assertQuiet, openPage, test } from "./harness.mjs";

const MODULE = /chatgauge_bg\.wasm$/;
const CASES = [
  { name: "a desktop", viewport: { width: 1280, height: 800 }, colorScheme: "light", ground: "rgb(246, 247, 249)" },
  { name: "a phone in the dark", viewport: { width: 375, height: 740 }, colorScheme: "dark", ground: "rgb(15, 18, 23)" },
];

for (const { name, viewport, colorScheme, ground } of CASES) {
  test(`the first screen is painted before the module comes, and stays in its place: ${name}`, async () => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    const prepare = (context) => context.route(MODULE, (route) => held.then(() => route.continue()));
    const visit = await openPage({ viewport, colorScheme, prepare });
    const { page } = visit;
    const painted = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const told = (list) => list.getEntriesByName("first-contentful-paint").forEach(() => resolve(true));
          new PerformanceObserver(told).observe({ type: "paint", buffered: true });
        }),
    );
    assert.ok(painted);
    assert.equal(await page.locator("chat-gauge").evaluate((element) => element.shadowRoot), null);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), ground);
    const box = (part) => page.locator(part).boundingBox();
    const [welcome, zone] = [await box(".shell .welcome"), await box(".shell .zone")];
    assert.ok(await page.locator(".shell .promise").isVisible());
    release();
    await page.locator(".opener").waitFor();
    assert.ok(await page.locator(".shell").isHidden());
    const [there, drop] = [await box(".opener .welcome"), await box(".opener .drop")];
    for (const side of ["x", "y", "width", "height"]) {
      assert.ok(Math.abs(welcome[side] - there[side]) <= 1, `welcome ${side}: ${welcome[side]}, ${there[side]}`);
      assert.ok(Math.abs(zone[side] - drop[side]) <= 2, `zone ${side}: ${zone[side]}, ${drop[side]}`);
    }
    assertQuiet(visit);
    await visit.close();
  });
}

test("where the module never comes, the page says what it needs", async () => {
  const prepare = (context) => context.route(MODULE, (route) => route.abort());
  const { page, close } = await openPage({ prepare });
  await page.locator("chat-gauge[failed]").waitFor();
  const needs = page.locator(".needs");
  assert.equal(await needs.evaluate((element) => getComputedStyle(element).opacity), "1");
  assert.match(await needs.innerText(), /needs a browser with JavaScript and WebAssembly/);
  assert.ok(await page.locator(".shell .zone").isHidden());
  await close();
});
