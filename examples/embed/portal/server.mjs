// A small admin portal: `node server.mjs HISTORY PACKAGE [PORT]`. Anybody signs in with any name and the password "chat".
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; " +
  "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types chatgauge";
const KINDS = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};
const MINUTE = 60_000;

/** Starts the portal; resolves to its address. Port 0 takes a free one. */
export function start({ history, folder, port = 0 }) {
  const sessions = new Set();
  const tokens = new Map();
  const here = new URL(".", import.meta.url).pathname;

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://portal");
    const send = (status, body, headers = {}) => {
      response.writeHead(status, { "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", ...headers });
      response.end(body);
    };
    const session = /(?:^|; )session=([0-9a-f]+)/.exec(request.headers.cookie ?? "")?.[1];
    const known = sessions.has(session);
    try {
      if (request.method === "POST" && pathname === "/login") {
        const form = new URLSearchParams(await text(request));
        if (form.get("password") !== "chat") return send(303, "", { Location: "login.html" });
        const fresh = randomBytes(16).toString("hex");
        sessions.add(fresh);
        return send(303, "", { Location: "./", "Set-Cookie": `session=${fresh}; HttpOnly; SameSite=Strict; Path=/` });
      }
      if (request.method === "POST" && pathname === "/logout") {
        sessions.delete(session);
        return send(303, "", { Location: "login.html" });
      }
      if (request.method === "POST" && pathname === "/api/token") {
        if (!known) return send(401, "");
        const token = randomBytes(16).toString("hex");
        tokens.set(token, Date.now() + MINUTE);
        return send(200, JSON.stringify({ token }), { "Content-Type": "application/json" });
      }
      if (pathname === "/api/history.ndjson") {
        const token = /^Bearer (\w+)$/.exec(request.headers.authorization ?? "")?.[1];
        if (!((tokens.get(token) ?? 0) > Date.now())) return send(401, "");
        return send(200, history, { "Content-Type": "application/x-ndjson", "Cache-Control": "no-store" });
      }
      if (pathname === "/favicon.ico") return send(204);
      if (pathname === "/" && !known) return send(303, "", { Location: "login.html" });
      const name = normalize(pathname === "/" ? "/index.html" : pathname);
      const file = name.startsWith("/chatgauge/") ? join(folder, name.slice("/chatgauge/".length)) : join(here, name);
      send(200, await readFile(file), { "Content-Type": KINDS[extname(file)] ?? "application/octet-stream" });
    } catch {
      send(404, "");
    }
  });
  return new Promise((resolve) => {
    const close = () => {
      server.close();
      server.closeAllConnections();
    };
    server.listen(port, "127.0.0.1", () => resolve({ address: `http://127.0.0.1:${server.address().port}/`, close }));
  });
}

async function text(request) {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  return body;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [history, folder, port] = process.argv.slice(2);
  const { address } = await start({ history: await readFile(history), folder, port: Number(port ?? 8080) });
  console.log(`The portal is at ${address}`);
}
