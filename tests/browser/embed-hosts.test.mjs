// The packed package on hosts that are hard to live with: strict policies, other origins, sandboxes, no
// network; and many elements, or one that comes and goes.
import assert from "node:assert/strict";

import { openPage, test, until } from "./harness.mjs";
import { boardShown, cardSays, history } from "./history.mjs";
import { STRICT, host, packaged } from "./hosts.mjs";

const EVENTS = history(60);

/** A page with some elements, whose script lies at an address. */
const page = (script, elements) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title><script type="module" src="${script}"></script><body>${elements}`;

const GAUGE = '<chat-gauge src="history.ndjson" period="all" theme="light"></chat-gauge>';

/** Opens a page that a host serves, with the package beside it. */
async function open(context, { body = GAUGE, script = "chatgauge/define.js", headers, init, path = "" } = {}) {
  const texts = { "/a/b/": page(script, body), "/a/b/history.ndjson": EVENTS };
  const portal = await host({ texts, folders: { "/a/b/chatgauge/": packaged }, headers });
  context.after(portal.close);
  const visit = await openPage({ path: `${portal.address}a/b/${path}`, init });
  return { portal, ...visit };
}

test("several elements share one compiled module, and each has its own data", async (context) => {
  const init = () => {
    globalThis.compiled = 0;
    for (const name of ["compile", "compileStreaming"]) {
      const own = WebAssembly[name];
      WebAssembly[name] = (...words) => {
        globalThis.compiled += 1;
        return own.apply(WebAssembly, words);
      };
    }
  };
  const body = `${GAUGE}<chat-gauge id="second"></chat-gauge><chat-gauge id="third" no-worker></chat-gauge>`;
  const visit = await open(context, { body, init });
  const counts = await visit.page.evaluate(async (events) => {
    await customElements.whenDefined("chat-gauge");
    const [first, second, third] = document.querySelectorAll("chat-gauge");
    const lines = events.split("\n");
    while (!(await first.report()).load.events) await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all([second.load(lines.slice(0, 50).join("\n")), third.load(lines.slice(0, 20).join("\n"))]);
    const loaded = async (element) => (await element.report()).load.events;
    return { compiled: globalThis.compiled, events: await Promise.all([first, second, third].map(loaded)) };
  }, EVENTS);
  assert.equal(counts.compiled, 1);
  assert.equal(visit.portal.asked.filter((path) => path.endsWith("chatgauge_bg.wasm")).length, 1);
  assert.deepEqual(counts.events, [EVENTS.split("\n").length, 50, 20]);
  assert.equal(visit.page.workers().length, 2);
  assert.deepEqual(visit.errors, []);
  await visit.close();
});

test("an element that is moved keeps its data; one that comes and goes a hundred times leaves nothing", async (context) => {
  const visit = await open(context, { body: '<main></main><aside></aside>' });
  const { page } = visit;
  const session = await page.context().newCDPSession(page);
  const cycle = (times) =>
    page.evaluate(
      async ([times, events]) => {
        await customElements.whenDefined("chat-gauge");
        const lines = events.split("\n").slice(0, 30).join("\n");
        for (let index = 0; index < times; index += 1) {
          const element = document.createElement("chat-gauge");
          document.querySelector("main").append(element);
          if (index % 10 === 0) await element.load(lines);
          document.querySelector("aside").append(element);
          if (index % 10 === 0 && (await element.report()).load.events !== 30) throw new Error("the move lost the data");
          await new Promise((resolve) => setTimeout(resolve, 5));
          element.remove();
          await new Promise((resolve) => setTimeout(resolve));
        }
      },
      [times, EVENTS],
    );
  const measure = async () => {
    await session.send("HeapProfiler.collectGarbage");
    await page.waitForTimeout(300);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
    return { usedSize, nodes, jsEventListeners };
  };
  await cycle(20);
  const before = await measure();
  await cycle(100);
  const after = await measure();
  context.diagnostic(JSON.stringify({ before, after }));
  assert.equal(page.workers().length, 0, "no worker is left");
  assert.ok(after.nodes - before.nodes < 200, `${before.nodes} nodes before, ${after.nodes} after`);
  assert.ok(after.jsEventListeners - before.jsEventListeners < 50, "listeners are taken away");
  assert.ok(after.usedSize - before.usedSize < 1_000_000, `${before.usedSize} bytes before, ${after.usedSize} after`);
  assert.deepEqual(visit.errors, []);
  await visit.close();
});

test("the inline package works where nothing may be fetched, and where no worker may be started", async (context) => {
  const closed = STRICT.replace("connect-src 'self'", "connect-src 'none'");
  for (const [policy, workers] of [
    [closed, 1],
    [closed.replace("worker-src 'self'", "worker-src 'none'"), 0],
  ]) {
    const visit = await open(context, {
      body: '<chat-gauge period="all"></chat-gauge>',
      script: "chatgauge/inline.js",
      headers: { "Content-Security-Policy": policy },
    });
    const { page } = visit;
    await page.evaluate((events) => document.querySelector("chat-gauge").load(events), EVENTS);
    await boardShown(page);
    await cardSays(page, "Conversations", /^Conversations: 60\./);
    assert.equal(page.workers().length, workers);
    assert.ok(!visit.portal.asked.some((path) => path.endsWith(".wasm")));
    // That a worker was refused is told by the browser itself.
    assert.deepEqual(visit.errors.filter((error) => workers > 0 || !/worker/i.test(error)), []);
    await visit.close();
  }
});

test("scripts of another origin work, in the page's own thread", async (context) => {
  const cdn = await host({ folders: { "/v1/": packaged }, headers: { "Access-Control-Allow-Origin": "*" } });
  context.after(cdn.close);
  const origin = new URL(cdn.address).origin;
  const policy = STRICT.replace("script-src 'self'", `script-src 'self' ${origin}`).replace("connect-src 'self'", `connect-src 'self' ${origin}`);
  const visit = await open(context, { script: `${cdn.address}v1/define.js`, headers: { "Content-Security-Policy": policy } });
  await boardShown(visit.page);
  await cardSays(visit.page, "Conversations", /^Conversations: 60\./);
  assert.equal(visit.page.workers().length, 0);
  assert.ok(!cdn.asked.some((path) => /reader|parser/.test(path)));
  assert.deepEqual(visit.errors.filter((error) => !/worker/i.test(error)), []);
  await visit.close();
});

test("a sandboxed frame without an origin works", async (context) => {
  const widget = await host({
    texts: { "/widget/": page("chatgauge/define.js", GAUGE), "/widget/history.ndjson": EVENTS },
    folders: { "/widget/chatgauge/": packaged },
    headers: { "Access-Control-Allow-Origin": "*" },
  });
  context.after(widget.close);
  const frame = `<iframe sandbox="allow-scripts" src="${widget.address}widget/" style="width: 1200px; height: 700px"></iframe>`;
  const outer = await host({ texts: { "/": frame }, headers: {} });
  context.after(outer.close);
  const visit = await openPage({ path: outer.address });
  const inside = visit.page.frames().find((one) => one !== visit.page.mainFrame()) ?? (await visit.page.waitForEvent("frameattached"));
  await until(inside, () => {
    const board = document.querySelector("chat-gauge")?.shadowRoot?.querySelector(".overview[aria-busy=false]");
    return /^Conversations: 60\./.test(board?.querySelector(".metric .figure")?.getAttribute("aria-label"));
  });
  assert.equal(await inside.evaluate(() => origin), "null");
  assert.deepEqual(visit.errors.filter((error) => !/worker/i.test(error)), []);
  await visit.close();
});

test("once it is there it needs no network", async (context) => {
  const visit = await open(context, { body: '<chat-gauge period="all"></chat-gauge>' });
  const { page } = visit;
  await page.locator(".opener").waitFor();
  await until(page, () => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("worker.js")));
  await page.waitForTimeout(500);
  await page.context().setOffline(true);
  const asked = visit.portal.asked.length;
  await page.evaluate((events) => document.querySelector("chat-gauge").load(events), EVENTS);
  await boardShown(page);
  await cardSays(page, "Conversations", /^Conversations: 60\./);
  await page.evaluate(() => document.querySelector("chat-gauge").setView("chatbot"));
  await until(page, () => /view=chatbot/.test(document.querySelector("chat-gauge").state));
  assert.equal(visit.portal.asked.length, asked, "nothing was asked for");
  await visit.close();
});

test("the module may come as an address, a response, bytes or compiled", async (context) => {
  for (const way of ["address", "response", "bytes", "module"]) {
    const visit = await open(context, { body: "", script: "chatgauge/define.js" });
    const events = await visit.page.evaluate(
      async ([way, events]) => {
        const address = new URL("chatgauge/chatgauge_bg.wasm?elsewhere", location.href).href;
        const bytes = async () => (await fetch(address)).arrayBuffer();
        const element = document.createElement("chat-gauge");
        if (way === "address") element.setAttribute("wasm-src", address);
        if (way === "response") element.wasm = await fetch(address);
        if (way === "bytes") element.wasm = await bytes();
        if (way === "module") element.wasm = await WebAssembly.compile(await bytes());
        document.body.append(element);
        await customElements.whenDefined("chat-gauge");
        await element.load(events);
        return (await element.report()).load.events;
      },
      [way, EVENTS],
    );
    assert.equal(events, EVENTS.split("\n").length, way);
    assert.deepEqual(visit.errors, []);
    assert.equal(visit.portal.asked.filter((path) => path.endsWith("chatgauge_bg.wasm")).length, 1, way);
    await visit.close();
  }
});
