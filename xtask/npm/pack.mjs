// Makes the npm package of the page's scripts: `node pack.mjs SITE PACKAGE VERSION`.
//
// The scripts of a worker are one file each, so that bundlers may treat them as files to be copied;
// what refers to them and to the modules is `new URL("./file", import.meta.url)`, which bundlers know.
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { TARGET } from "./target.mjs";
import { declarations } from "./types.mjs";

const [site, out, version] = process.argv.slice(2);
const root = new URL("../../", import.meta.url).pathname;
const source = join(root, "npm");
const stage = join(out, ".stage");

await rm(out, { recursive: true, force: true });
await mkdir(stage, { recursive: true });
for (const name of await readdir(join(site, "chatgauge"))) await copyFile(join(site, "chatgauge", name), join(stage, name));
await copyFile(join(source, "inline.js"), join(stage, "inline.js"));
await writeFile(join(stage, "module.gz"), gzipSync(await readFile(join(stage, "chatgauge_bg.wasm")), { level: 9 }));

await build({
  entryPoints: ["index", "inline", "worker", "parser"].map((name) => join(stage, `${name}.js`)),
  outdir: out,
  bundle: true,
  format: "esm",
  target: TARGET,
  minify: true,
  loader: { ".gz": "binary" },
  banner: { js: `/*\n${await readFile(join(root, "LICENSE-MIT"), "utf8")}*/` },
  logLevel: "warning",
});
// What is smaller becomes a data: address with Vite, and no worker starts from one.
for (const name of ["worker.js", "parser.js"]) {
  if ((await stat(join(out, name))).size <= 4096) throw new Error(`${name} is so small that bundlers would inline it`);
}
const plain = ["chatgauge_bg.wasm", "reader_bg.wasm", "define.js", "report.html"];
for (const name of plain) await copyFile(join(stage, name), join(out, name));
await rm(stage, { recursive: true });

for (const name of ["LICENSE-APACHE", "LICENSE-MIT"]) await copyFile(join(root, name), join(out, name));
await copyFile(join(source, "README.md"), join(out, "README.md"));
const manifest = await readFile(join(source, "custom-elements.json"), "utf8");
await writeFile(join(out, "custom-elements.json"), manifest);
const documents = await readFile(join(source, "documents.d.ts"), "utf8");
const types = declarations(JSON.parse(manifest), documents);
await writeFile(join(out, "index.d.ts"), types);
await writeFile(join(out, "define.d.ts"), 'export { ChatGauge } from "./index.js";\n');
const about = JSON.parse(await readFile(join(source, "package.json"), "utf8"));
await writeFile(join(out, "package.json"), `${JSON.stringify({ ...about, version }, null, 2)}\n`);

const names = (await readdir(out)).sort();
const lines = names.map(async (name) => {
  const hash = createHash("sha384").update(await readFile(join(out, name)));
  return `sha384-${hash.digest("base64")}  ${name}\n`;
});
await writeFile(join(out, "SHA384"), (await Promise.all(lines)).join(""));
