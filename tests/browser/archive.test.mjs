// Archives: every file in a ZIP is read as one of its own.
import assert from "node:assert/strict";
import { deflateRawSync, gzipSync } from "node:zlib";

import { assertQuiet, test } from "./harness.mjs";
import { boardShown, cardSays, drop, history, openElement } from "./history.mjs";

/** A number in so many bytes, the lowest first. */
const le = (number, length) => Buffer.from(Array.from({ length }, (_, at) => (number >>> (8 * at)) & 255));

function crc32(bytes) {
  let rest = -1;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest;
}

/** A ZIP archive of `{ name, bytes, stored, flags, sum }`. */
function zip(files) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const { name, bytes, stored = false, flags = 0, sum } of files) {
    const raw = Buffer.from(bytes);
    const data = stored ? raw : deflateRawSync(raw);
    const about = Buffer.concat([
      le(20, 2), le(flags, 2), le(stored ? 0 : 8, 2), le(0, 4), le(sum ?? crc32(raw), 4),
      le(data.length, 4), le(raw.length, 4), le(Buffer.byteLength(name), 2), le(0, 2),
    ]);
    const header = Buffer.concat([Buffer.from("PK\x03\x04"), about, Buffer.from(name)]);
    directory.push(Buffer.concat([
      Buffer.from("PK\x01\x02"), le(20, 2), about, le(0, 2), le(0, 2), le(0, 2), le(0, 4), le(at, 4), Buffer.from(name),
    ]));
    parts.push(header, data);
    at += header.length + data.length;
  }
  const list = Buffer.concat(directory);
  const count = le(files.length, 2);
  const end = [Buffer.from("PK\x05\x06"), le(0, 4), count, count, le(list.length, 4), le(at, 4), le(0, 2)];
  return Buffer.concat([...parts, list, ...end]);
}

const lines = history(20).split("\n");
const parts = [
  { name: "export/b.json", bytes: `[${lines.slice(40).join(",")}]` },
  { name: "export/a.ndjson", bytes: lines.slice(0, 30).join("\n"), stored: true },
  { name: "export/c.ndjson.gz", bytes: gzipSync(lines.slice(30, 40).join("\n")) },
  { name: "__MACOSX/._a.ndjson", bytes: "junk" },
  { name: "export/.DS_Store", bytes: "junk" },
];

test("the files of an archive make one history", async () => {
  const visit = await openElement();
  await drop(visit.page, { name: "export.zip", bytes: zip(parts) });
  await boardShown(visit.page);
  await cardSays(visit.page, "Conversations", /^Conversations: 20\./);
  const source = await visit.page.locator(".source").textContent();
  assert.match(source, new RegExp(`^a\\.ndjson \\+ 2 more · ${lines.length} events`));
  assert.equal(await visit.page.locator(".message").count(), 0);
  assertQuiet(visit);
  await visit.close();
});

test("what of an archive cannot be read is told by name, the rest is read", async () => {
  const visit = await openElement();
  const bad = [
    { name: "secret.ndjson", bytes: lines[0], flags: 1 },
    { name: "wrong.ndjson", bytes: lines.join("\n"), sum: 7 },
    { name: "inner.zip", bytes: zip(parts) },
  ];
  await drop(visit.page, { name: "export.zip", bytes: zip([...parts, ...bad]) });
  await boardShown(visit.page);
  const said = await visit.page.locator(".message").innerText();
  assert.match(said, /export\.zip\/secret\.ndjson: it is encrypted/);
  assert.match(said, /export\.zip\/wrong\.ndjson: the ZIP archive is damaged/);
  assert.match(said, /inner\.zip/);
  assertQuiet(visit);
  await visit.close();
});

test("an archive that is cut off or an office document is refused in words", async () => {
  const visit = await openElement();
  const message = visit.page.locator(".message.bad");
  for (const [bytes, words] of [
    [zip(parts).subarray(0, 500), /cut\.zip: the ZIP archive is damaged or cut off/],
    [zip([{ name: "[Content_Types].xml", bytes: "<x/>" }]), /cut\.zip: it is an Office document/],
    [zip([]), /cut\.zip/],
  ]) {
    await drop(visit.page, { name: "cut.zip", bytes });
    await message.filter({ hasText: words }).waitFor();
    await message.locator(".close").click();
  }
  assertQuiet(visit);
  await visit.close();
});

test("an archive is fetched", async () => {
  const visit = await openElement();
  const bytes = [...zip(parts)];
  const events = await visit.page.evaluate(async (bytes) => {
    const element = document.querySelector("chat-gauge");
    const report = await element.load(new Response(new Uint8Array(bytes)));
    return report.summary.events;
  }, bytes);
  assert.equal(events, lines.length);
  assertQuiet(visit);
  await visit.close();
});
