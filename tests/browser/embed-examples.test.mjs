// The packed package in projects of others: installed, built by their tools, and used by a person.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";

import { assertPainted, openPage, site, test, until } from "./harness.mjs";
import { boardShown, card, history, says } from "./history.mjs";
import { STRICT, examples, host, packaged } from "./hosts.mjs";

const EVENTS = history(60);
const LIST = `[${EVENTS.split("\n").join(",")}]`;

/** Vue says what it may be with Trusted Types, too. */
const POLICIES = { "vite-vue": STRICT.replace("trusted-types chatgauge", "trusted-types chatgauge vue") };

for (const [name, folder, page] of [
  ["html", "html", ""],
  ["vite-react", "vite-react/dist", ""],
  ["vite-vue", "vite-vue/dist", ""],
  ["webpack", "webpack/dist", ""],
  ["esbuild", "esbuild/dist", ""],
  ["esbuild, the module inside", "esbuild/dist", "inline.html"],
]) {
  test(`the example ${name} is built, shows the board, and is driven`, async (context) => {
    const portal = await host({
      folders: { "/admin/chats/": join(examples, folder) },
      texts: { "/admin/chats/history.ndjson": EVENTS, "/admin/chats/history.json": LIST },
      headers: { "Content-Security-Policy": POLICIES[name] ?? STRICT },
    });
    context.after(portal.close);
    const visit = await openPage({ path: `${portal.address}admin/chats/${page}` });
    const shown = visit.page;
    await boardShown(shown);
    for (let index = 0; index < 13; index += 1) await assertPainted(shown, `.overview canvas >> nth=${index}`);
    assert.match(await says(card(shown, "Conversations")), /^Conversations: 60\./);
    await until(shown, () => document.querySelector("#shown").textContent.includes(".."));

    await shown.locator("label select").first().selectOption("whatsapp");
    await until(shown, () =>
      /^Conversations: 20\./.test(
        document.querySelector("chat-gauge").shadowRoot.querySelector(".metric .figure").getAttribute("aria-label"),
      ),
    );
    await card(shown, "Conversations").locator(".figure").click();
    await until(shown, () => document.querySelector("#selected").textContent.includes("view=conversations"));
    assert.match(await shown.locator("#selected").textContent(), /channel=whatsapp/);

    assert.equal(shown.workers().length, 1, "a worker holds the engine");
    assert.equal(await shown.locator(".open-other").isVisible(), false, "readonly: nothing else can be opened");
    assert.deepEqual(visit.errors, []);
    assert.ok(visit.requests.every((address) => address.startsWith(portal.address)), "nobody else was asked");
    assert.equal(portal.asked.some((path) => path.endsWith(".wasm") && path.includes("chatgauge_bg")), name !== "esbuild, the module inside" && name !== "webpack");
    await visit.close();
  });
}

test("the package is what it says: whole, without dependencies or scripts that run at its installation", async () => {
  const about = JSON.parse(await readFile(join(packaged, "package.json"), "utf8"));
  for (const name of ["dependencies", "peerDependencies", "optionalDependencies", "scripts"]) assert.equal(about[name], undefined);
  const installed = join(examples, "node_modules/chatgauge");
  const names = await readdir(installed);
  for (const target of Object.values(about.exports).flatMap((one) => (typeof one === "string" ? [one] : Object.values(one)))) {
    assert.ok(names.includes(target.slice(2)), `${target} is in the package`);
  }
  const listed = (await readFile(join(installed, "SHA384"), "utf8")).trim().split("\n").map((line) => line.split("  "));
  assert.deepEqual(listed.map(([, name]) => name).sort(), names.filter((name) => name !== "SHA384").sort());
  for (const [hash, name] of listed) {
    const digest = createHash("sha384").update(await readFile(join(installed, name))).digest("base64");
    assert.equal(hash, `sha384-${digest}`, name);
  }
});

test("importing the package in Node touches no window", () => {
  const script = "const { ChatGauge } = await import('chatgauge'); await import('chatgauge/define.js'); await import('chatgauge/inline'); console.log(typeof ChatGauge)";
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: examples });
  assert.equal(String(said).trim(), "function");
});

test("the manifest names what the element has, no more and no less", async () => {
  const manifest = JSON.parse(await readFile(join(packaged, "custom-elements.json"), "utf8"));
  const [{ attributes, members, events, cssProperties, cssParts }] = manifest.modules[0].declarations;
  const visit = await openPage();
  await visit.page.locator(".opener").waitFor();
  const has = await visit.page.evaluate(() => {
    const prototype = customElements.get("chat-gauge").prototype;
    const own = Object.getOwnPropertyNames(prototype).filter((name) => name !== "constructor" && !name.endsWith("Callback"));
    const methods = own.filter((name) => typeof Object.getOwnPropertyDescriptor(prototype, name).value === "function");
    return { methods, fields: own.filter((name) => !methods.includes(name)) };
  });
  const named = (kind) => members.filter((one) => one.kind === kind && !one.static && one.name !== "wasm").map(({ name }) => name).sort();
  assert.deepEqual(named("method"), has.methods.sort());
  assert.deepEqual(named("field"), has.fields.sort());
  const text = async (name) => (await fetch(new URL(`chatgauge/${name}.js`, site))).text();
  const scripts = (await text("element")) + (await text("mirror"));
  for (const { name } of attributes) assert.ok(has.fields.includes(name) || scripts.includes(`'${name}'`), `the attribute ${name} is known`);
  assert.ok(events.length === 5 && cssProperties.length > 10 && cssParts.length === 4);
  await visit.close();
});
