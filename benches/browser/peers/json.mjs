// JSON lines read by the browser itself, and in one wasm by serde_json and by
// the product's scanner. What they give shows that all of it was read; they
// keep nothing.

let wasm;

export async function start() {
  wasm = await import(new URL("/built/chatgauge_bench_serde.js", location.href));
  await wasm.default();
}

const READERS = {
  scanner: (bytes) => wasm.scan(bytes),
  "serde_json in wasm": (bytes) => wasm.read(bytes),
  "JSON.parse": (bytes) => {
    const texts = [];
    let events = 0;
    for (const line of new TextDecoder().decode(bytes).split("\n")) {
      if (!line) continue;
      const { text } = JSON.parse(line);
      events += 1;
      if (text !== undefined) texts.push(text);
    }
    return { events, texts };
  },
};

let bytes;

export async function load(file) {
  bytes = new Uint8Array(await file.arrayBuffer());
}

/** Reads everything once; gives the ms it took, events and bytes of texts. */
export function read(name) {
  const start = performance.now();
  const result = READERS[name](bytes);
  const ms = performance.now() - start;
  if (!result.texts) return { ms, events: result[0], texts: result[1] };
  return { ms, events: result.events, texts: new TextEncoder().encode(result.texts.join("")).length };
}
