// Hosts of other people: servers that hand out folders and texts under headers of their own.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** The strictest policy that the element promises to run under. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; " +
  "connect-src 'self'; require-trusted-types-for 'script'; trusted-types chatgauge";

const KINDS = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** The folder of the npm package, and that of the example projects. */
export const packaged = process.env.CHATGAUGE_PACKAGE ?? "";
export const examples = process.env.CHATGAUGE_EXAMPLES ?? "";

/**
 * Serves `texts` by path and `folders` by the beginning of a path, all with `headers`. Resolves to its
 * address, which ends with a slash, the paths that were `asked` for, and `close`.
 */
export function host({ texts = {}, folders = {}, headers = { "Content-Security-Policy": STRICT } }) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://host").pathname));
    asked.push(path);
    const answer = (status, body) => {
      const kind = KINDS[extname(path) || ".html"] ?? "application/octet-stream";
      response.writeHead(status, { "Content-Type": kind, "X-Content-Type-Options": "nosniff", ...headers });
      response.end(body);
    };
    // Browsers ask for it by themselves.
    if (path === "/favicon.ico") return answer(200, "");
    if (path in texts) return answer(200, texts[path]);
    const start = Object.keys(folders).find((one) => path.startsWith(one));
    const name = path.endsWith("/") ? `${path}index.html` : path;
    const body = start && (await readFile(join(folders[start], name.slice(start.length))).catch(() => undefined));
    return body ? answer(200, body) : answer(404, "");
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = `http://127.0.0.1:${server.address().port}/`;
      const close = () => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ address, asked, close });
    });
  });
}
