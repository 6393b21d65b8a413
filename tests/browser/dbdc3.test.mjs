// A public data set with known counts, where it lies beside the project.
import assert from "node:assert/strict";

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";

import { assertQuiet, test } from "./harness.mjs";
import { boardShown, cardSays, choosePeriod, drop, openElement } from "./history.mjs";

const file = new URL("../../../shared/data/dbdc3/events.ndjson", import.meta.url);
const skip = existsSync(file) ? false : "the dbdc3 data does not lie beside the project";

test("dbdc3 comes out as published: 300 conversations, 747 fallbacks", { skip }, async () => {
  const visit = await openElement();
  const { page } = visit;
  await drop(page, { name: "dbdc3.ndjson", text: await readFile(file, "utf8") });
  await boardShown(page);
  await choosePeriod(page, "All data");
  await cardSays(page, "Conversations", /^Conversations: 300\./);
  await cardSays(page, "Engagement", /300 of 300/);
  const report = await page.evaluate(async () => {
    const element = document.querySelector("chat-gauge");
    return element.report({ from: "1970-01-01", to: "2100-01-01", only: ["fallbacks", "conversations"] });
  });
  assert.equal(report.metrics.fallbacks.value, 747);
  assert.equal(report.metrics.conversations.value, 300);
  assertQuiet(visit);
  await visit.close();
});
