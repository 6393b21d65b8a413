// Real exports, where they lie beside the project: each opens on the page with
// the numbers that were counted from it, as it does natively.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";

import { assertQuiet, test } from "./harness.mjs";
import { drop, openElement } from "./history.mjs";

const root = new URL("../../../shared/data/formats/", import.meta.url);
const skip = existsSync(root) ? false : "the samples do not lie beside the project";
const told = JSON.parse(readFileSync(new URL("../samples/counts.json", import.meta.url), "utf8"));

/** `2 message bot, left out 3 actions` as numbers: events, and the rest by name. */
function numbersOf(counts) {
  const numbers = { events: 0, rejected: 0, duplicates: 0, leftOut: {} };
  for (const count of counts.split(", ")) {
    const [, out, number, what] = /^(left out )?(\d+) (.+)$/.exec(count);
    if (out) numbers.leftOut[what] = Number(number);
    else if (what in numbers) numbers[what] = Number(number);
    else if (what !== "conversations") numbers.events += Number(number);
  }
  return numbers;
}

const read = (folder, name) => ({ name, text: readFileSync(new URL(`${folder}/${name}`, root), "utf8") });

for (const { folder, format, files } of told) {
  test(`samples of ${format} open with the numbers counted`, { skip }, async () => {
    const visit = await openElement();
    for (const [name, counts] of Object.entries(files)) {
      const summary = await visit.page
        .locator("chat-gauge")
        .evaluate((element, { name, text }) => element.load(new File([text], name)), read(folder, name));
      const [file] = summary.files;
      const leftOut = Object.fromEntries(file.left_out.map(({ what, count }) => [what, count]));
      const { events, rejected, duplicates } = file;
      assert.equal(file.format, format, name);
      assert.deepEqual({ events, rejected, duplicates, leftOut }, numbersOf(counts), name);
    }
    assertQuiet(visit);
    await visit.close();
  });
}

test("samples of every format open together", { skip }, async () => {
  const visit = await openElement();
  const { page } = visit;
  const files = told.flatMap(({ folder, files }) => Object.keys(files).map((name) => read(folder, name)));
  await drop(page, ...files);
  await page.locator(".source", { hasText: "events" }).waitFor();
  const counted = told.flatMap(({ files }) => Object.values(files).map((counts) => numbersOf(counts)));
  const events = counted.reduce((sum, numbers) => sum + numbers.events, 0);
  await page.locator(".source").click();
  const dialog = page.locator("dialog", { hasText: "What was read" });
  const row = (name) => dialog.locator("dt", { hasText: name }).locator("xpath=following-sibling::dd[1]").innerText();
  const duplicates = Number((await row("Duplicates left out")).replace(/,/g, ""));
  assert.equal(Number((await row("Events read")).replace(/,/g, "")), events - duplicates);
  assert.equal(await dialog.locator("dt", { hasText: /\.(json|transcript)$/ }).count(), files.length);
  assertQuiet(visit);
  await visit.close();
});
