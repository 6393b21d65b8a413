// Reads pieces of a history beside the worker that asks for it.
import init, { readPiece } from './reader.js';

const LINE = 10;
const MARGIN = 1 << 16; // Longer than most lines.

let begun;

onmessage = async ({ data: { module, number, isList, phrases, bytes, file, range } }) => {
  if (module) {
    begun = init({ module_or_path: module });
    return;
  }
  try {
    bytes ??= await linesOf(file, ...range);
    await begun;
    const part = readPiece(isList, phrases, bytes);
    postMessage({ number, part }, [part.buffer]);
  } catch (error) {
    postMessage({ error: String(error) });
  }
};

// The lines of a file that begin within a range.
async function linesOf(file, from, to) {
  for (let margin = MARGIN; ; margin *= 4) {
    const bytes = new Uint8Array(await file.slice(from - 1, to + margin).arrayBuffer());
    const ended = to + margin >= file.size;
    const behind = at => bytes.indexOf(LINE, at) + 1 || (ended ? bytes.length : undefined);
    const [first, last] = [behind(0), behind(to - from)];
    if (first && last) return bytes.subarray(first, last);
  }
}
