// Makes one module of a script and all that it imports: `node bundle.mjs ENTRY OUT`.
import { build } from "esbuild";

import { TARGET } from "./target.mjs";

const [entry, outfile] = process.argv.slice(2);
await build({ entryPoints: [entry], outfile, bundle: true, format: "esm", target: TARGET, minify: true, logLevel: "warning" });
