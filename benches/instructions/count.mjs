// Runs the module that counts its own instructions, and prints what it took:
// node count.mjs MODULE EVENTS
import { readFileSync } from "node:fs";

const [file, events] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(file));
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  imports[from] ??= {};
  // Bindings to a page, of which there is none here.
  imports[from][name] = () => {
    throw new Error(`${name} was called`);
  };
}
const { exports } = new WebAssembly.Instance(module, imports);

function counted(work) {
  const before = exports.instructions.value;
  const answer = work();
  return [answer, Number(exports.instructions.value - before)];
}

const bytes = exports.invent(Number(events));
const [read, reading] = counted(exports.read);
const [conversations, folding] = counted(exports.fold);
console.log([bytes, read, conversations, reading, folding].join(" "));
