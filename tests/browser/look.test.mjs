// How it looks: phone, wall, dark, contrast, the host's own colours.
import assert from "node:assert/strict";

import { assertPainted, assertQuiet, test } from "./harness.mjs";
import { boardShown, drop, history, openElement, openHistory } from "./history.mjs";

/** Nothing sticks out to the side, and nothing is cut off. */
async function assertFits(page) {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  assert.equal(wide.scrollWidth, wide.clientWidth, "the page scrolls sideways");
  const cut = await page.locator("chat-gauge").evaluate((element) => {
    // The strip of tabs scrolls by itself; it has to end at the edge, they have not.
    const parts = ":not(.tabs) > button, .tabs, h1, h2, canvas, .legend li, .hint, .promise";
    const inside = [...element.shadowRoot.querySelectorAll(parts)];
    const edge = document.documentElement.clientWidth;
    return inside
      .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > edge + 0.5)
      .map((part) => part.outerHTML.slice(0, 80));
  });
  assert.deepEqual(cut, [], "parts reach over the edge");
}

for (const width of [320, 375, 768, 1440, 3840]) {
  test(`everything fits at ${width} px`, async () => {
    const visit = await openElement({ viewport: { width, height: 800 }, deviceScaleFactor: width < 400 ? 2 : 1 });
    await assertFits(visit.page);
    await visit.close();
    const full = await openHistory(100, { viewport: { width, height: 800 } });
    await assertFits(full.page);
    const cards = await full.page.locator(".metric").evaluateAll((all) => all.map((one) => one.offsetTop));
    const abreast = cards.filter((top) => top === cards[0]).length;
    assert.equal(abreast, width < 961 ? 2 : width < 2000 ? 4 : 8, "cards abreast");
    assertQuiet(full);
    await full.close();
  });
}

test("the system's dark scheme is followed, a theme attribute wins", async () => {
  const visit = await openHistory(30, { colorScheme: "dark" });
  const ground = () =>
    visit.page.locator("chat-gauge").evaluate((element) => getComputedStyle(element).backgroundColor);
  const dark = await ground();
  assert.match(dark, /rgb\(1\d, 1\d, 2\d\)/);
  await assertPainted(visit.page, ".chart canvas >> nth=0");
  await visit.page.evaluate(() => document.querySelector("chat-gauge").setAttribute("theme", "light"));
  assert.notEqual(await ground(), dark);
  await visit.page.evaluate(() => document.querySelector("chat-gauge").setAttribute("theme", "contrast"));
  assert.equal(await ground(), "rgb(0, 0, 0)");
  await visit.close();
});

test("a custom property of the host colours the canvas too", async () => {
  const visit = await openElement();
  const { page } = visit;
  await page.evaluate(() => document.body.style.setProperty("--chatgauge-c2", "rgb(1, 2, 3)"));
  await page.evaluate(() => document.querySelector("chat-gauge").setAttribute("theme", "light"));
  await drop(page, { name: "history.ndjson", text: history(60) });
  await boardShown(page);
  const painted = await page.locator(".chart canvas").first().evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Uint32Array(data.buffer).includes(0xff030201);
  });
  assert.ok(painted, "bars have the colour of the property");
  await visit.close();
});
