// Writes a history as CSV for the database: only the columns that its queries
// read, so without any text, and times as numbers.
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";

const COLUMNS = ["conversation_id", "user_id", "channel", "role", "private", "welcome", "fallback"];
const MORE = ["status", "resolved", "kind", "score", "scale"];

export async function writeCsv(from, to) {
  const out = createWriteStream(to);
  out.write(`${["seq", "ts", "type", ...COLUMNS, ...MORE]}\n`);
  let seq = 0;
  for await (const line of createInterface({ input: createReadStream(from) })) {
    const event = JSON.parse(line);
    const ts = typeof event.ts === "number" ? event.ts : Date.parse(event.ts);
    const values = [...COLUMNS, ...MORE].map((name) => quoted(event[name]));
    if (!out.write(`${seq},${ts},${event.type},${values}\n`)) await once(out, "drain");
    seq += 1;
  }
  out.end();
  await once(out, "finish");
}

function quoted(value) {
  if (value === undefined || value === null) return "";
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
