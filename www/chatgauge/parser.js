// Reads pieces of a history beside the worker that asks for it.
import init, { readPiece } from './reader.js';

let begun;

onmessage = async ({ data: { module, number, isList, phrases, bytes } }) => {
  if (module) {
    begun = init({ module_or_path: module });
    return;
  }
  try {
    await begun;
    const part = readPiece(isList, phrases, bytes);
    postMessage({ number, part }, [part.buffer]);
  } catch (error) {
    postMessage({ error: String(error) });
  }
};
