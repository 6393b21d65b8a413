// Installs what `npm pack` makes of the package into the example projects and builds them:
// `node examples.mjs PACKAGE FOLDER`. What npm brought stays there while the lock is the same.
import { execFileSync } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const [source, built] = process.argv.slice(2);
const examples = new URL("../../examples/embed/", import.meta.url).pathname;
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const run = (program, words, cwd = built) => execFileSync(program, words, { cwd, stdio: ["ignore", "pipe", "inherit"] }).toString();

await mkdir(built, { recursive: true });
const lock = await readFile(join(examples, "package-lock.json"), "utf8");
const installed = join(built, ".installed");
const fresh = (await readFile(installed, "utf8").catch(() => "")) === lock;
await cp(examples, built, { recursive: true, force: true, filter: (path) => !/node_modules|\/dist$/.test(path.slice(examples.length)) });
if (!fresh) {
  run(npm, ["ci", "--no-audit", "--no-fund"]);
  await writeFile(installed, lock);
}

const [{ filename }] = JSON.parse(run(npm, ["pack", source, "--json", "--silent"]));
const place = join(built, "node_modules/chatgauge");
await rm(place, { recursive: true, force: true });
await mkdir(place, { recursive: true });
run("tar", ["xzf", filename, "-C", place, "--strip-components=1"]);

for (const name of ["vite-react", "vite-vue", "webpack", "esbuild"]) {
  await rm(join(built, name, "dist"), { recursive: true, force: true });
  console.log(`building examples/embed/${name}`);
  run(npm, ["run", "build", "--silent"], join(built, name));
}
await cp(join(built, "webpack/index.html"), join(built, "webpack/dist/index.html"));
for (const page of ["index", "inline"]) await cp(join(built, `esbuild/${page}.html`), join(built, `esbuild/dist/${page}.html`));
await cp(place, join(built, "html/chatgauge"), { recursive: true });
