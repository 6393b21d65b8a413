// Histories that are fetched: servers that refuse, send elsewhere, break off or
// go on, and what the page around the element can do.
import assert from "node:assert/strict";
import { createServer } from "node:http";

import { site, test, until } from "./harness.mjs";
import { boardShown, cardSays, history, openElement } from "./history.mjs";

/**
 * Serves the page as `site` does, and what `answers` says for some paths. Every
 * request for these is kept in `asked`.
 */
async function serve(answers) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const name = new URL(request.url, site).pathname.split("/").at(-1);
    if (answers[name]) {
      asked.push({ name, headers: request.headers });
      return answers[name](request, response, asked.filter((one) => one.name === name).length);
    }
    const page = await fetch(new URL(request.url, site));
    response.writeHead(page.status, Object.fromEntries(page.headers));
    response.end(Buffer.from(await page.arrayBuffer()));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const path = new URL(site).pathname;
  const address = `http://127.0.0.1:${server.address().port}${path}`;
  return { address, asked, close: () => server.close() };
}

async function visit(answers, body) {
  const server = await serve(answers);
  const visited = await openElement({ path: server.address });
  try {
    await body(visited.page, server);
    assert.deepEqual(visited.errors.filter((error) => !/Failed to load resource/.test(error)), []);
  } finally {
    await visited.close();
    server.close();
  }
}

async function load(page, address) {
  await page.locator(".address input").fill(address);
  await page.getByRole("button", { name: "Load", exact: true }).click();
}

const lines = (count) => Buffer.from(history(count));
const said = (page, text) => page.locator(".message", { hasText: text }).waitFor();

test("a sign-in page is told as such, and where the request was sent on to", async () => {
  const answers = {
    "history.ndjson": (_, response) => response.writeHead(302, { location: "login" }).end(),
    login: (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><p>Sign in"),
    broken: (_, response) => response.writeHead(503).end(),
  };
  await visit(answers, async (page, { address }) => {
    await load(page, "history.ndjson");
    await said(page, "history.ndjson answered with a web page, not with data.");
    await said(page, `The request was sent on to ${new URL(address).host}.`);
    await load(page, "broken");
    await said(page, "broken answered with status 503.");
  });
});

/** Sends the first half and hangs up; with `tag`, the rest to who asks for it. */
function breaking(bytes, tag) {
  return (request, response, time) => {
    const half = Math.floor(bytes.length / 2);
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const headers = { "content-type": "application/x-ndjson" };
    if (tag) Object.assign(headers, { etag: tag(time), "accept-ranges": "bytes" });
    if (from && request.headers["if-range"] === headers.etag) {
      response.writeHead(206, { ...headers, "content-length": bytes.length - from });
      return response.end(bytes.subarray(from));
    }
    response.writeHead(200, { ...headers, "content-length": bytes.length });
    response.write(bytes.subarray(0, half), () => setTimeout(() => response.destroy(), 150));
  };
}

test("a transfer that breaks off is never shown as whole", async () => {
  const bytes = lines(400);
  await visit({ "cut.ndjson": breaking(bytes) }, async (page) => {
    await load(page, "cut.ndjson");
    await boardShown(page);
    await said(page, "The transfer of cut.ndjson broke off after");
    await page.locator(".message .close").first().click();
    assert.equal(await page.locator(".source .incomplete").textContent(), "incomplete");
  });
});

test("a transfer that breaks off goes on where the server can", async () => {
  const bytes = lines(400);
  await visit({ "cut.ndjson": breaking(bytes, () => '"one"') }, async (page, { asked }) => {
    await load(page, "cut.ndjson");
    await boardShown(page);
    await cardSays(page, "Conversations", /^Conversations: /);
    assert.match(await page.locator(".source").textContent(), /^cut\.ndjson · 2,400 events/);
    assert.equal(await page.locator(".message").count(), 0);
    assert.equal(asked.length, 2);
    assert.match(asked[1].headers.range, /^bytes=[1-9]/);
    assert.equal(asked[1].headers["if-range"], '"one"');
  });
});

test("what changes while it is read is told", async () => {
  await visit({ "cut.ndjson": breaking(lines(400), (time) => `"${time}"`) }, async (page) => {
    await load(page, "cut.ndjson");
    await said(page, "cut.ndjson changed while it was read.");
    assert.equal(await page.locator(".source .incomplete").count(), 1);
  });
});

test("an address that was read before is asked whether it changed", async () => {
  const answers = {
    "same.ndjson": (request, response) => {
      const known = request.headers["if-none-match"] === '"one"';
      response.writeHead(known ? 304 : 200, { etag: '"one"', "cache-control": "max-age=9999" });
      response.end(known ? undefined : lines(20));
    },
  };
  await visit(answers, async (page, { asked }) => {
    for (const time of [1, 2]) {
      const report = await page.evaluate(() => document.querySelector("chat-gauge").load("same.ndjson"));
      assert.ok(report.summary.events > 100, `time ${time}`);
    }
    assert.equal(asked.length, 2);
    assert.equal(asked[1].headers["if-none-match"], '"one"');
  });
});

test("credentials are sent as the attribute says", async () => {
  const answers = { "own.ndjson": (_, response) => response.end(lines(5)) };
  await visit(answers, async (page, { asked }) => {
    await page.evaluate(() => (document.cookie = "session=7"));
    for (const credentials of ["omit", "same-origin"]) {
      await page.evaluate(async (value) => {
        const element = document.querySelector("chat-gauge");
        element.setAttribute("credentials", value);
        const loaded = new Promise((resolve) => element.addEventListener("chatgauge-load", resolve, { once: true }));
        element.setAttribute("src", "own.ndjson");
        await loaded;
      }, credentials);
    }
    assert.deepEqual(asked.map(({ headers }) => headers.cookie), [undefined, "session=7"]);
  });
});

test("a token comes through the caller's own fetch", async () => {
  const answers = {
    "secret.ndjson": (request, response) => {
      const known = request.headers.authorization === "Bearer 7";
      response.writeHead(known ? 200 : 401).end(known ? lines(30) : "");
    },
  };
  await visit(answers, async (page) => {
    const outcome = (token) =>
      page.evaluate(async (token) => {
        const own = (address) => fetch(address, { headers: { authorization: `Bearer ${token}` } });
        try {
          const report = await document.querySelector("chat-gauge").load("secret.ndjson", { fetch: own });
          return report.summary.events;
        } catch (error) {
          return [error.code, error.message];
        }
      }, token);
    assert.deepEqual(await outcome(6), ["nothing_read", "secret.ndjson answered with status 401."]);
    assert.equal(await outcome(7), history(30).split("\n").length);
    await cardSays(page, "Conversations", /^Conversations: 30\./);
    const failed = await page.evaluate(() => {
      const fails = () => Promise.reject(new Error("The token has expired."));
      return document.querySelector("chat-gauge").load("secret.ndjson", { fetch: fails }).catch(({ message }) => message);
    });
    assert.equal(failed, "secret.ndjson: The token has expired.");
    await said(page, "What you had open is still here.");
  });
});

test("load takes whatever holds a history", async () => {
  await visit({}, async (page) => {
    const counts = await page.evaluate(async (text) => {
      const element = document.querySelector("chat-gauge");
      const bytes = new TextEncoder().encode(text);
      const events = text.split("\n").map(JSON.parse);
      const inputs = {
        text,
        bytes,
        buffer: bytes.buffer,
        blob: new Blob([text]),
        file: new File([text], "a.ndjson"),
        files: [new File([text], "a.ndjson"), new Blob([text])],
        stream: new Blob([text]).stream(),
        response: new Response(text),
        events,
      };
      const counts = {};
      for (const [name, input] of Object.entries(inputs)) counts[name] = (await element.load(input)).summary.events;
      counts.number = await element.load(7).catch((error) => error.constructor.name);
      return counts;
    }, history(10));
    const one = history(10).split("\n").length;
    assert.deepEqual(counts, {
      text: one, bytes: one, buffer: one, blob: one, file: one, files: 2 * one,
      stream: one, response: one, events: one, number: "TypeError",
    });
  });
});

test("a load that is called off leaves what was there", async () => {
  const answers = { "slow.ndjson": (_, response) => response.write(lines(2)) };
  await visit(answers, async (page) => {
    const outcome = await page.evaluate(async (text) => {
      const element = document.querySelector("chat-gauge");
      await element.load(text);
      const control = new AbortController();
      const loading = element.load("slow.ndjson", { signal: control.signal });
      setTimeout(() => control.abort(), 200);
      return loading.catch((error) => error.code);
    }, history(12));
    assert.equal(outcome, "cancelled");
    await page.locator(".loading").waitFor({ state: "detached" });
    await cardSays(page, "Conversations", /^Conversations: 12\./);
  });
});

test("events are appended, late ones and ones told twice too", async () => {
  await visit({}, async (page) => {
    const summaries = await page.evaluate(async (text) => {
      const element = document.querySelector("chat-gauge");
      const message = (id, minute, more) => ({
        ts: `2026-05-31T20:${minute}:00Z`, type: "message", role: "user", id, conversation_id: "new", ...more,
      });
      const first = await element.append([message("1", "30", { text: "Hello?" })]);
      await element.load(text);
      const more = await element.append([message("1", "30"), message("2", "31"), message("2", "31")]);
      const late = await element.append([message("3", "10")]);
      const wrong = await element.append("what is this").catch(({ code, message }) => ({ code, message }));
      const report = await element.report({ only: ["conversations", "messages"] });
      return { first, more, late, wrong, report };
    }, history(10));
    const { first, more, late, wrong, report } = summaries;
    assert.equal(first.summary.events, 1, "the first events need no load");
    const before = history(10).split("\n").length;
    assert.deepEqual([more.summary.events, more.summary.duplicates], [before + 2, 1]);
    assert.equal(late.summary.events, before + 3);
    assert.equal(wrong.code, "append");
    assert.match(wrong.message, /not a history/);
    assert.equal(report.metrics.conversations.value, 11);
    await cardSays(page, "Conversations", /^Conversations: 11\./);
    assert.match(await page.locator(".source").textContent(), new RegExp(`${before + 3} events`));
  });
});

test("clear forgets the data", async () => {
  await visit({}, async (page) => {
    const conversations = await page.evaluate(async (text) => {
      const element = document.querySelector("chat-gauge");
      await element.load(text);
      await element.clear();
      return (await element.report()).metrics.conversations.value;
    }, history(10));
    assert.equal(conversations, 0);
    await page.locator(".opener").waitFor();
    assert.equal(await page.locator(".overview").count(), 0);
  });
});

test("clear gives the memory back, and the settings stay", async () => {
  await visit({}, async (page) => {
    const old = page.workers()[0] ?? (await page.waitForEvent("worker"));
    const ended = old.waitForEvent("close");
    const greeted = JSON.stringify({ ts: "2026-05-31T10:00:00Z", type: "conversation_started", conversation_id: "idle" });
    const text = `${history(10)}\n${greeted}`;
    const rate = (text) =>
      page.evaluate(async (text) => {
        const element = document.querySelector("chat-gauge");
        await element.load(text);
        return (await element.report()).metrics.ai_resolution_rate.denominator;
      }, text);
    assert.equal(await rate(text), 11);
    await page.evaluate(() => {
      document.querySelector("chat-gauge").settings = { rate_base: "engaged" };
      return document.querySelector("chat-gauge").clear();
    });
    await ended;
    assert.equal(page.workers().length, 1, "a fresh worker took its place");
    assert.equal(await rate(text), 10, "the rule given before still holds");
  });
});

test("a large file is read in pieces by several workers, to the same end", async (context) => {
  await visit({}, async (page) => {
    let most = 0;
    page.on("worker", () => (most = Math.max(most, page.workers().length)));
    const [whole, lists] = await page.evaluate(async () => {
      const element = document.querySelector("chat-gauge");
      const text = "Where is my order? ".repeat(12);
      const events = [];
      for (let index = 0; index < 80_000; index += 1) {
        const ts = 1_780_000_000 + index * 7;
        const event = { ts, id: index % 79_999, type: "message", role: "user", conversation_id: `c${index >> 3}`, text };
        events.push(JSON.stringify(index === 70_000 ? { ...event, ts: "soon" } : event));
      }
      const files = [new File([events.join("\n")], "lines"), new File([`{"events":[${events.join(",\n")}]}`], "list")];
      const reports = [];
      for (const file of files) reports.push(await element.load(file));
      return reports;
    });
    for (const [report, at] of [[whole, "line 70001"], [lists, "item 70001"]]) {
      const { events, rejected, duplicates, rejections } = report.summary;
      assert.deepEqual([events, rejected, duplicates], [79_998, 1, 1]);
      assert.equal(rejections[0].at, at);
    }
    context.diagnostic(`${most} workers at once`);
    assert.ok(most > 1, "helpers were there");
    await until(page, () => true);
    await page.waitForTimeout(200);
    assert.equal(page.workers().length, 1, "the helpers have ended");
  });
});

test("what announces more than fits into memory is not read", async () => {
  let sent = 0;
  let closed = false;
  const endless = (_, response) => {
    response.writeHead(200, { "content-type": "application/x-ndjson", "content-length": 30e9 });
    const some = Buffer.concat([lines(20), Buffer.from("\n")]);
    const more = () => {
      for (let room = !closed; room; room = response.write(some)) sent += some.length;
    };
    response.on("drain", more);
    response.on("close", () => (closed = true));
    more();
  };
  await visit({ "history.ndjson": endless }, async (page) => {
    await load(page, "history.ndjson");
    await said(page, "history.ndjson is 30 GB of data.");
    const end = Date.now() + 10_000;
    while (!closed && Date.now() < end) await page.waitForTimeout(25);
    assert.ok(closed, "the transfer was ended");
    assert.ok(sent < 100e6, `${sent} bytes were sent`);
  });
});
