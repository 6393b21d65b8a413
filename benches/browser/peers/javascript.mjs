// The history read and counted by hand-written JavaScript, in a worker: each
// line by JSON.parse, names interned by a Map, facts in typed arrays.
import { AUTO_CLOSE, DAY, GAP, OUTCOMES, SUPPORT, cards, dateOf, lastDays } from "./definitions.mjs";

// What an event is, as far as anything here asks.
const [NOTHING, USER, BOT, AGENT, STARTED, HANDOFF, CLOSED, REOPENED, OTHER_CORE, RATING] = Array(10).keys();
const PUBLIC = { user: USER, bot: BOT, agent: AGENT };
const KINDS = { conversation_started: STARTED, closed: CLOSED, reopened: REOPENED };
const OTHERS = { assigned: OTHER_CORE, transferred: OTHER_CORE };
// Bits beside it.
const [WELCOME, FALLBACK, WAITING, UNRESOLVED] = [1, 2, 4, 8];

/** A typed array that grows. */
class Column {
  constructor(Type) {
    this.values = new Type(1 << 16);
    this.length = 0;
  }

  push(value) {
    if (this.length === this.values.length) {
      const grown = new this.values.constructor(this.length * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length++] = value;
  }

  /** Without the room to grow. */
  done() {
    return this.values.subarray(0, this.length);
  }
}

/** Strings as small numbers. */
class Names {
  #codes = new Map();
  names = [];

  code(name) {
    let code = this.#codes.get(name);
    if (code === undefined) {
      code = this.names.push(name) - 1;
      this.#codes.set(name, code);
    }
    return code;
  }
}

async function read(file) {
  const log = {
    time: new Column(Float64Array),
    thread: new Column(Int32Array),
    kind: new Column(Uint8Array),
    flags: new Column(Uint8Array),
    user: new Column(Int32Array),
    channel: new Column(Int16Array),
    score: new Column(Float32Array),
    threads: new Names(),
    users: new Names(),
    channels: new Names(),
    loose: [],
    asOf: 0,
    sorted: true,
  };
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const text = rest + value;
    let from = 0;
    for (let to; (to = text.indexOf("\n", from)) !== -1; from = to + 1) take(JSON.parse(text.slice(from, to)), log);
    rest = text.slice(from);
  }
  if (rest) take(JSON.parse(rest), log);
  return log;
}

function take(event, log) {
  const time = typeof event.ts === "number" ? event.ts : Date.parse(event.ts);
  if (time < log.asOf) log.sorted = false;
  else log.asOf = time;
  const [kind, flags] = kindOf(event);
  if (kind === NOTHING) return;
  const { conversation_id: id, user_id: user, channel } = event;
  const thread = log.threads.code(id ?? `${user}@${channel}`);
  log.loose[thread] = id === undefined;
  log.time.push(time);
  log.thread.push(thread);
  log.kind.push(kind);
  log.flags.push(flags);
  log.user.push(user === undefined ? -1 : log.users.code(user));
  log.channel.push(channel === undefined ? -1 : log.channels.code(channel));
  log.score.push(kind === RATING ? 1 + ((event.score - 1) * 4) / ((event.scale ?? 5) - 1) : 0);
}

function kindOf(event) {
  switch (event.type) {
    case "message":
      return [
        event.private ? NOTHING : (PUBLIC[event.role] ?? NOTHING),
        (event.welcome ? WELCOME : 0) | (event.fallback ? FALLBACK : 0),
      ];
    case "handoff":
      return [HANDOFF, event.status === "requested" || event.status === "successful" ? WAITING : 0];
    case "rating":
      return [event.kind === "csat" ? RATING : NOTHING, 0];
    default:
      return [KINDS[event.type] ?? OTHERS[event.type] ?? NOTHING, event.resolved === false ? UNRESOLVED : 0];
  }
}

/** The order of the events in time; those of one moment as they were read. */
function order(log) {
  const order = Uint32Array.from({ length: log.time.length }, (_, index) => index);
  const time = log.time.values;
  return log.sorted ? order : order.sort((a, b) => time[a] - time[b] || a - b);
}

/** One row of facts for each conversation. */
function fold(log) {
  const threads = log.threads.names.length;
  const current = new Int32Array(threads).fill(-1);
  const talked = new Float64Array(threads).fill(NaN);
  const early = new Float32Array(threads);
  const rows = new Rows(threads);
  for (const index of order(log)) {
    const thread = log.thread.values[index];
    const kind = log.kind.values[index];
    let row = current[thread];
    if (kind === RATING) {
      if (row < 0) early[thread] = log.score.values[index];
      else rows.csat[row] = log.score.values[index];
      continue;
    }
    const time = log.time.values[index];
    if (row < 0 || begins(rows, row, kind, time, log.loose[thread] ? talked[thread] : NaN)) {
      row = rows.begin(row, time);
      if (current[thread] < 0) rows.csat[row] = early[thread];
      rows.thread[row] = thread;
      current[thread] = row;
    }
    if (kind <= STARTED || kind === REOPENED) talked[thread] = time;
    if (log.user.values[index] >= 0) rows.user[row] = log.user.values[index];
    if (log.channel.values[index] >= 0) rows.channel[row] = log.channel.values[index];
    rows.add(row, kind, log.flags.values[index], time);
  }
  rows.close(log.asOf);
  return rows;
}

/** Whether an event begins a new conversation of its thread. */
function begins(rows, row, kind, time, talked) {
  if (kind !== USER && kind !== STARTED && kind !== REOPENED) return false;
  if (rows.closed[row] || time - rows.last[row] >= AUTO_CLOSE) return true;
  return kind !== REOPENED && !rows.waiting[row] && time - talked >= GAP;
}

/** The facts, a column each. */
class Rows {
  constructor(threads) {
    this.room = threads * 2;
    this.length = 0;
    const ints = ["thread", "user", "channel"];
    const bytes = ["messages", "users", "bots", "agents", "engaged", "handoffs", "waiting", "closed", "unresolved"];
    const more = ["afterBot", "lastKind", "lastFallback", "outcome", "support", "cut"];
    const times = ["start", "last", "handoff", "firstUser", "bot", "userAfterBot", "wait", "waitAfterHandoff"];
    for (const name of ints) this[name] = new Int32Array(this.room).fill(-1);
    for (const name of [...bytes, ...more]) this[name] = new Uint16Array(this.room);
    for (const name of times) this[name] = new Float64Array(this.room).fill(NaN);
    this.csat = new Float32Array(this.room);
  }

  begin(before, time) {
    const row = this.length++;
    if (this.length > this.room) this.#grow();
    this.start[row] = time;
    if (before >= 0) {
      this.cut[before] = 1;
      this.user[row] = this.user[before];
      this.channel[row] = this.channel[before];
    }
    return row;
  }

  #grow() {
    this.room *= 2;
    for (const [name, column] of Object.entries(this)) {
      if (!ArrayBuffer.isView(column)) continue;
      const empty = column instanceof Float64Array ? NaN : column instanceof Int32Array ? -1 : 0;
      this[name] = new column.constructor(this.room).fill(empty);
      this[name].set(column);
    }
  }

  add(row, kind, flags, time) {
    this.last[row] = time;
    if (kind <= AGENT) this.#message(row, kind, flags, time);
    else if (kind === HANDOFF) {
      this.handoffs[row] = 1;
      this.waiting[row] = flags & WAITING ? 1 : 0;
      if (flags & WAITING && Number.isNaN(this.handoff[row])) this.handoff[row] = time;
    } else if (kind === CLOSED) {
      this.closed[row] = 1;
      this.waiting[row] = 0;
      this.unresolved[row] = flags & UNRESOLVED ? 1 : 0;
    }
  }

  #message(row, kind, flags, time) {
    if (kind === USER) {
      this.users[row] += 1;
      this.engaged[row] = 1;
      if (Number.isNaN(this.firstUser[row])) this.firstUser[row] = time;
      if (Number.isNaN(this.userAfterBot[row])) this.userAfterBot[row] = time;
    } else if (kind === BOT) {
      this.bots[row] += 1;
      this.bot[row] = time;
      this.userAfterBot[row] = NaN;
    } else {
      this.#reply(row, time);
      if (!(flags & WELCOME && this.messages[row] === 0)) this.engaged[row] = 1;
      if (this.bots[row]) this.afterBot[row] = 1;
      this.agents[row] += 1;
    }
    this.messages[row] += 1;
    this.lastKind[row] = kind;
    this.lastFallback[row] = flags & FALLBACK;
  }

  /** How long the customer had waited for this message of an agent. */
  #reply(row, time) {
    if (Number.isNaN(this.waitAfterHandoff[row])) this.waitAfterHandoff[row] = time - this.handoff[row];
    if (!Number.isNaN(this.wait[row])) return;
    if (this.agents[row] === 0 && this.bots[row]) {
      const since = Number.isNaN(this.userAfterBot[row]) ? this.bot[row] : this.userAfterBot[row];
      this.wait[row] = time - since;
    } else this.wait[row] = time - this.firstUser[row];
  }

  /** What only the end tells. */
  close(asOf) {
    for (let row = 0; row < this.length; row += 1) {
      if (!Number.isNaN(this.handoff[row])) this.wait[row] = this.waitAfterHandoff[row];
      this.support[row] = (this.bots[row] ? 1 : 0) + (this.agents[row] ? 2 : 0);
      this.outcome[row] = OUTCOMES.indexOf(this.#outcome(row, asOf));
    }
  }

  #outcome(row, asOf) {
    if (this.handoffs[row] || this.afterBot[row]) return "handed_off";
    const closed = this.closed[row] || this.cut[row] || asOf - this.last[row] >= AUTO_CLOSE;
    if (!closed) return "open";
    if (this.unresolved[row]) return "closed_unanswered";
    if (this.agents[row]) {
      return this.closed[row] || this.lastKind[row] !== USER ? "resolved_by_agent" : "closed_unanswered";
    }
    const bot = this.users[row] && this.lastKind[row] === BOT && !this.lastFallback[row];
    return bot ? "resolved_by_bot" : "closed_unanswered";
  }
}

const RESOLVED_BY_BOT = OUTCOMES.indexOf("resolved_by_bot");

/** Sums over conversations, for the cards. */
class Sums {
  n = 0;
  messages = 0;
  engaged = 0;
  bot = 0;
  byBot = 0;
  botHandoffs = 0;
  happy = 0;
  rated = 0;
  waits = 0;
  waited = 0;
  seen = new Set();

  add(rows, row) {
    this.n += 1;
    this.messages += rows.messages[row];
    this.engaged += rows.engaged[row];
    this.byBot += rows.outcome[row] === RESOLVED_BY_BOT ? 1 : 0;
    this.seen.add(rows.user[row] >= 0 ? rows.user[row] : -1 - rows.thread[row]);
    if (rows.bots[row]) {
      this.bot += 1;
      this.botHandoffs += rows.handoffs[row];
    }
    if (rows.csat[row]) {
      this.rated += 1;
      this.happy += rows.csat[row] >= 4 ? 1 : 0;
    }
    if (!Number.isNaN(rows.wait[row])) {
      this.waited += 1;
      this.waits += rows.wait[row];
    }
  }

  get cards() {
    return cards({ ...this, customers: this.seen.size });
  }
}

/** The Overview's numbers of a period. */
function answer({ rows, log }, { from, to }) {
  const days = (to - from) / DAY;
  const [now, previous] = [new Sums(), new Sums()];
  const steps = Array.from({ length: days }, () => new Sums());
  const outcomes = new Uint32Array(days * OUTCOMES.length);
  const unknown = log.channels.code("unknown");
  const channels = new Uint32Array(log.channels.names.length);
  const support = new Uint32Array(SUPPORT.length);
  const heat = new Uint32Array(7 * 24);
  for (let row = 0; row < rows.length; row += 1) {
    const start = rows.start[row];
    if (start >= to || start < from - (to - from)) continue;
    if (start < from) {
      previous.add(rows, row);
      continue;
    }
    const day = Math.floor((start - from) / DAY);
    now.add(rows, row);
    steps[day].add(rows, row);
    outcomes[day * OUTCOMES.length + rows.outcome[row]] += 1;
    channels[rows.channel[row] < 0 ? unknown : rows.channel[row]] += 1;
    support[rows.support[row]] += 1;
    // 1 January 1970 was a Thursday.
    const weekday = (Math.floor(start / DAY) + 3) % 7;
    if (rows.engaged[row]) heat[weekday * 24 + (Math.floor(start / 3_600_000) % 24)] += 1;
  }
  return {
    cards: now.cards,
    previous: previous.cards,
    days: Object.fromEntries(steps.map((sums, day) => [dateOf(from + day * DAY), sums.cards])),
    outcomes: named(outcomes, (at) => [dateOf(from + Math.floor(at / 5) * DAY), OUTCOMES[at % 5]].join(" ")),
    channels: named(channels, (at) => log.channels.names[at]),
    support: named(support, (at) => SUPPORT[at]),
    heat: named(heat, (at) => `${Math.floor(at / 24) + 1} ${String(at % 24).padStart(2, "0")}`),
  };
}

/** The counts that are not 0, by name. */
function named(counts, name) {
  const found = {};
  counts.forEach((count, at) => count && (found[name(at)] = count));
  return found;
}

/** A record for each conversation, as crossfilter wants them. */
const records = ({ rows, log }) =>
  Array.from({ length: rows.length }, (_, row) => ({
    start: rows.start[row],
    day: Math.floor(rows.start[row] / DAY),
    hour: Math.floor(rows.start[row] / 3_600_000) % 168,
    outcome: OUTCOMES[rows.outcome[row]],
    channel: log.channels.names[rows.channel[row]] ?? "unknown",
    support: SUPPORT[rows.support[row]],
    engaged: rows.engaged[row] === 1,
  }));

let history;

const answers = {
  ready: () => true,
  async load(file) {
    const log = await read(file);
    history = { log, rows: fold(log) };
    const period = lastDays(log.asOf, 7);
    return { asOf: log.asOf, conversations: history.rows.length, answer: answer(history, period) };
  },
  answer: (period) => answer(history, period),
  records: () => records(history),
};

onmessage = async ({ data: { id, call, argument } }) => {
  try {
    postMessage({ id, result: await answers[call](argument) });
  } catch (error) {
    postMessage({ id, error: String(error.stack) });
  }
};
