import { copyFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

await build({ entryPoints: ["src/main.js", "src/inline.js"], bundle: true, format: "esm", minify: true, outdir: "dist" });

// esbuild brings no files along: they go beside the bundle, where the element looks for them.
for (const name of ["chatgauge_bg.wasm", "reader_bg.wasm", "worker.js", "parser.js"]) {
  await copyFile(fileURLToPath(import.meta.resolve(`chatgauge/${name}`)), `dist/${name}`);
}
