// Measures the page against its peers in headless Chromium; `cargo xtask bench`
// builds and serves everything and says by these words where it is:
//   node bench.mjs --site URL --peers URL --bundles FOLDER --sample PROGRAM
//     --folder FOLDER --json FILE --events N,… --rounds N [FILTER]
import { writeFileSync } from "node:fs";
import { cpus, loadavg, release } from "node:os";
import { parseArgs } from "node:util";

import { launch } from "./browser.mjs";
import { bundle } from "./peers.mjs";
import { rows as change } from "./rows/change.mjs";
import { rows as charts } from "./rows/charts.mjs";
import { rows as leak } from "./rows/leak.mjs";
import { rows as clicks } from "./rows/clicks.mjs";
import { gigabyte, rows as load } from "./rows/load.mjs";
import { rows as parser } from "./rows/parser.mjs";
import { rows as register } from "./rows/register.mjs";
import { rows as start } from "./rows/start.mjs";
import { rows as clicksInViews } from "./rows/views.mjs";
import { table } from "./table.mjs";

/** In the order in which they run; by name, as a filter finds them. */
const ALL = { load, gigabyte, parser, change, clicks, clicksInViews, register, start, charts, leak };
/** These take long, and run only when they are named. */
const NAMED = new Set(["gigabyte"]);

const words = ["site", "peers", "bundles", "sample", "folder", "json", "events", "rounds"];
const { values, positionals } = parseArgs({
  options: Object.fromEntries(words.map((word) => [word, { type: "string" }])),
  allowPositionals: true,
});
const setting = { ...values, events: values.events.split(",").map(Number), rounds: Number(values.rounds) };
const [filter] = positionals;
const wanted = (name) => (filter === undefined ? !NAMED.has(name) : name.includes(filter));
const chosen = Object.entries(ALL).filter(([name]) => wanted(name));
if (chosen.length === 0) process.exit();

await bundle(values.bundles);
const load1 = loadavg()[0].toFixed(1);
const chromium = await launch(process.env.CHROMIUM);
const about = {
  browser: chromium.browser.version(),
  processor: cpus()[0]?.model,
  cores: cpus().length,
  system: release(),
  date: new Date().toISOString(),
};
const measured = [];
let failed = false;
for (const [name, rows] of chosen) {
  console.log(`\nmeasuring ${name}, ${setting.rounds} rounds`);
  try {
    for await (const row of rows(chromium, setting)) measured.push({ row: name, ...row });
  } catch (error) {
    failed = true;
    console.log(`FAILED  ${name}: ${error.message}`);
  }
}
await chromium.browser.close();
const load2 = loadavg()[0].toFixed(1);
writeFileSync(values.json, `${JSON.stringify({ ...about, load: [load1, load2], measured }, undefined, 2)}\n`);
console.log(`\n${table(measured)}\n`);
console.log(`Chromium ${about.browser}, ${about.cores} cores (${about.processor}), load ${load1} before, ${load2} after.`);
console.log("Medians of all rounds, and in brackets the least and the most.");
process.exitCode = failed ? 1 : 0;
