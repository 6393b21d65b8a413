import "./chatgauge/define.js";

const gauge = document.querySelector("chat-gauge");
const channel = document.querySelector("#channel");
const selection = document.querySelector("#selection");
const table = document.querySelector("table");

/** The data is behind a token that lasts a minute; the cookie of the sign-in gets it. */
async function withToken(address) {
  const { token } = await (await fetch("api/token", { method: "POST" })).json();
  return fetch(address, { headers: { authorization: `Bearer ${token}` } });
}

await gauge.load("api/history.ndjson", { fetch: withToken });

// The portal's filter drives the element.
channel.addEventListener("change", () => gauge.filter(channel.value ? { channel: [channel.value] } : {}));

// What is selected in the element drives the portal.
gauge.addEventListener("chatgauge-select", async ({ detail }) => {
  const { conversation, period, filters } = detail;
  if (conversation) {
    const thread = await gauge.thread(conversation);
    selection.textContent = `${conversation}: ${thread.items.length} events`;
    table.hidden = true;
    return;
  }
  const { total, rows } = await gauge.conversations({ ...period, filters, limit: 10 });
  selection.textContent = `${total} conversations`;
  table.tBodies[0].replaceChildren(...rows.map(line));
  table.hidden = false;
});

function line({ id, channel, outcome }) {
  const row = document.createElement("tr");
  for (const text of [id, channel, outcome]) row.insertCell().textContent = text ?? "–";
  return row;
}
