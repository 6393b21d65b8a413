// The histories that are measured, invented by the product's own generator:
// the same seed, the same bytes. They are kept until the generator changes.
import { execFileSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

import { writeCsv } from "./csv.mjs";

const SEED = 7;

/** The paths of a history of about `events` events; the CSV only `withCsv`. */
export async function history({ sample, folder }, events, withCsv = true) {
  mkdirSync(folder, { recursive: true });
  const ndjson = join(folder, `${events}.ndjson`);
  const csv = join(folder, `${events}.csv`);
  await made(ndjson, sample, (path) => {
    const out = openSync(path, "w");
    execFileSync(sample, [String(SEED), String(events)], { stdio: ["ignore", out, "inherit"] });
    closeSync(out);
  });
  if (withCsv) await made(csv, ndjson, (path) => writeCsv(ndjson, path));
  return { ndjson, csv, events, bytes: statSync(ndjson).size, name: count(events) };
}

async function made(path, from, make) {
  if (existsSync(path) && statSync(path).mtimeMs >= statSync(from).mtimeMs) return;
  const unfinished = `${path}.part`;
  await make(unfinished);
  renameSync(unfinished, path);
}

function count(events) {
  if (events >= 1e6) return `${events / 1e6} M events`;
  return events >= 1e3 ? `${events / 1e3} k events` : `${events} events`;
}
