// The history counted by duckdb-wasm, as its documentation advises: the eh
// bundle from our own server, a CSV file registered as a handle so that the
// database reads it itself, column types given rather than guessed, few values
// as ENUM, conversations materialised once and asked by prepared statements.
import * as duckdb from "@duckdb/duckdb-wasm";

import { AUTO_CLOSE, DAY, GAP, cards, dateOf, lastDays } from "./definitions.mjs";

const DIST = new URL("/bench/node_modules/@duckdb/duckdb-wasm/dist/", location.href);
const TYPES = `ENUM ('message', 'conversation_started', 'handoff', 'assigned', 'transferred', 'closed', 'reopened',
  'rating', 'survey_sent', 'tagged', 'goal', 'lead', 'booking', 'product_click', 'order', 'ticket', 'visit',
  'visit_ended', 'agent_status', 'annotation')`;
const COLUMNS = {
  seq: "INTEGER",
  ts: "BIGINT",
  type: TYPES,
  conversation_id: "VARCHAR",
  user_id: "VARCHAR",
  channel: "VARCHAR",
  role: "ENUM ('user', 'bot', 'agent', 'system')",
  private: "BOOLEAN",
  welcome: "BOOLEAN",
  fallback: "BOOLEAN",
  status: "VARCHAR",
  resolved: "BOOLEAN",
  kind: "VARCHAR",
  score: "DOUBLE",
  scale: "DOUBLE",
};

const READ = `CREATE TABLE events AS FROM read_csv('events.csv', header = true, auto_detect = false,
  columns = {${Object.entries(COLUMNS).map(([name, type]) => `${name}: $$${type}$$`)}})`;

// One row for each event of a thread, with the number of its conversation.
const ORDERED = `CREATE TABLE talk AS
WITH event AS (
  SELECT seq, ts, type, role, welcome, fallback, status, resolved, score, scale, user_id, channel,
    coalesce(conversation_id, user_id || '@' || channel) AS thread, conversation_id IS NULL AS loose,
    type = 'message' AS public, type <> 'rating' AS core,
    type IN ('conversation_started', 'reopened') OR role = 'user' AS opens,
    type = 'handoff' AND status IN ('requested', 'successful') AS waits
  FROM events
  WHERE type = 'message' AND role <> 'system' AND private IS NOT true
    OR type IN ('conversation_started', 'handoff', 'assigned', 'transferred', 'closed', 'reopened')
    OR type = 'rating' AND kind = 'csat'
), seen AS (
  SELECT *, row_number() OVER thread AS nth,
    max(ts) FILTER (core) OVER before AS last_core,
    max(ts) FILTER (public OR type IN ('conversation_started', 'reopened')) OVER before AS last_talk,
    last_value(CASE WHEN type = 'closed' THEN true WHEN opens THEN false END IGNORE NULLS) OVER before AS after_close
  FROM event
  WINDOW thread AS (PARTITION BY thread ORDER BY ts, seq),
    before AS (PARTITION BY thread ORDER BY ts, seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), late AS (
  SELECT *, coalesce(opens AND ts - last_core >= ${AUTO_CLOSE}, false) AS late FROM seen
), open AS (
  SELECT *, coalesce(last_value(CASE WHEN late OR type = 'closed' THEN false WHEN type = 'handoff' THEN waits END
    IGNORE NULLS) OVER (PARTITION BY thread ORDER BY nth ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false)
    AS waiting
  FROM late
), cut AS (
  SELECT *, core AND (last_core IS NULL OR opens AND (after_close OR late
    OR loose AND type <> 'reopened' AND NOT waiting AND ts - last_talk >= ${GAP})) AS begins
  FROM open
)
SELECT thread, nth, ts, type, role, public, core, waits, welcome, fallback, resolved, user_id, channel, score, scale,
  greatest(1, sum(begins::INTEGER) OVER (PARTITION BY thread ORDER BY nth ROWS UNBOUNDED PRECEDING)) AS number
FROM cut`;

// How long customers waited for an agent, where one replied.
const WAITS = `CREATE TABLE waits AS
WITH replied AS (
  SELECT thread, number, min(nth) FILTER (role = 'agent') AS agent, min(nth) FILTER (waits) AS handoff,
    min(nth) FILTER (role = 'user') AS user
  FROM talk GROUP BY ALL HAVING agent IS NOT NULL
), bot AS (
  SELECT replied.*, max(nth) FILTER (role = 'bot' AND nth < agent) AS bot
  FROM replied JOIN talk USING (thread, number) GROUP BY ALL
), since AS (
  SELECT thread, number, CASE WHEN handoff IS NOT NULL THEN handoff WHEN bot IS NOT NULL
    THEN coalesce(min(nth) FILTER (role = 'user' AND nth > bot AND nth < agent), bot) ELSE bot.user END AS since
  FROM bot JOIN talk USING (thread, number) GROUP BY thread, number, agent, handoff, bot.user, bot
)
SELECT thread, number, min(ts) FILTER (role = 'agent' AND nth >= since) - min(ts) FILTER (nth = since) AS wait
FROM since JOIN talk USING (thread, number) GROUP BY ALL`;

const FACTS = `CREATE TABLE facts AS
WITH row AS (
  SELECT thread, number, min(ts) FILTER (core) AS start, max(ts) FILTER (core) AS last,
    bool_or(type = 'closed') AS closed, arg_max(resolved, nth) FILTER (type = 'closed') AS resolved,
    count(*) FILTER (public) AS messages, bool_or(role = 'user') IS true AS users, bool_or(role = 'bot') IS true AS bots,
    bool_or(role = 'agent') IS true AS agents, bool_or(type = 'handoff') AS handoff,
    coalesce(max(nth) FILTER (role = 'agent') > min(nth) FILTER (role = 'bot'), false) AS after_bot,
    min(nth) FILTER (public) AS first_message, max(nth) FILTER (role = 'agent') AS last_agent,
    max(nth) FILTER (role = 'agent' AND welcome IS NOT true) AS plain_agent,
    arg_max(role, nth) FILTER (public) AS last_role, arg_max(fallback IS true, nth) FILTER (public) AS last_fallback,
    arg_max(1 + (score - 1) * 4 / (coalesce(scale, 5) - 1), nth) FILTER (type = 'rating') AS csat,
    arg_max(user_id, nth) FILTER (user_id IS NOT NULL) AS user_id,
    arg_max(channel, nth) FILTER (channel IS NOT NULL) AS channel
  FROM talk GROUP BY thread, number
), closing AS (
  SELECT *, closed OR lead(start) OVER thread IS NOT NULL
      OR (SELECT max(ts) FROM events) - last >= ${AUTO_CLOSE} AS over,
    last_value(user_id IGNORE NULLS) OVER thread AS customer,
    last_value(channel IGNORE NULLS) OVER thread AS place
  FROM row WINDOW thread AS (PARTITION BY thread ORDER BY number)
)
SELECT start, start // ${DAY} AS day, (start // 3600000) % 24 AS hour, (start // ${DAY} + 3) % 7 + 1 AS weekday,
  messages, bots, handoff, csat, wait, coalesce(customer, thread) AS customer, coalesce(place, 'unknown') AS channel,
  users OR plain_agent IS NOT NULL OR coalesce(last_agent > first_message, false) AS engaged,
  CASE WHEN bots AND agents THEN 'bot_and_agent' WHEN bots THEN 'bot' WHEN agents THEN 'agent' ELSE 'none' END
    AS support,
  CASE WHEN handoff OR after_bot THEN 'handed_off' WHEN NOT over THEN 'open'
    WHEN resolved IS false THEN 'closed_unanswered'
    WHEN agents THEN CASE WHEN closed OR last_role <> 'user' THEN 'resolved_by_agent' ELSE 'closed_unanswered' END
    WHEN users AND last_role = 'bot' AND NOT last_fallback THEN 'resolved_by_bot' ELSE 'closed_unanswered' END AS outcome
FROM closing LEFT JOIN waits USING (thread, number) ORDER BY start`;

const SUMS = `count(*) AS n, sum(messages) AS messages, count(DISTINCT customer) AS customers,
  count(*) FILTER (engaged) AS engaged, count(*) FILTER (bots) AS bot,
  count(*) FILTER (outcome = 'resolved_by_bot') AS "byBot", count(*) FILTER (bots AND handoff) AS "botHandoffs",
  count(*) FILTER (csat >= 4) AS happy, count(csat) AS rated, sum(wait) AS waits, count(wait) AS waited`;
const PERIOD = "FROM facts WHERE start >= ? AND start < ?";
const QUESTIONS = {
  sums: `SELECT ${SUMS} ${PERIOD}`,
  days: `SELECT day, ${SUMS} ${PERIOD} GROUP BY day`,
  outcomes: `SELECT day, outcome, count(*) AS n ${PERIOD} GROUP BY day, outcome`,
  channels: `SELECT channel, count(*) AS n ${PERIOD} GROUP BY channel`,
  support: `SELECT support, count(*) AS n ${PERIOD} GROUP BY support`,
  heat: `SELECT weekday, hour, count(*) AS n ${PERIOD} AND engaged GROUP BY weekday, hour`,
};

let database;
let connection;
let prepared;

/** Starts the database; resolves when it has answered once. */
export async function start() {
  const worker = new Worker(new URL("duckdb-browser-eh.worker.js", DIST));
  database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(new URL("duckdb-eh.wasm", DIST).href);
  connection = await database.connect();
  await connection.query("SELECT 1");
}

/** Reads the history and answers the Overview of its last seven days. */
export async function load(file) {
  await database.registerFileHandle("events.csv", file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
  for (const step of [READ, ORDERED, WAITS, FACTS]) await connection.query(step);
  const entries = Object.entries(QUESTIONS).map(async ([name, sql]) => [name, await connection.prepare(sql)]);
  prepared = Object.fromEntries(await Promise.all(entries));
  const [{ asOf, n }] = await rows("SELECT (SELECT max(ts) FROM events) AS asOf, (SELECT count(*) FROM facts) AS n");
  const period = lastDays(Number(asOf), 7);
  return { asOf: Number(asOf), conversations: Number(n), answer: await answer(period) };
}

/** The Overview's numbers of a period. */
export async function answer({ from, to }) {
  const ask = async (name, ...period) => (await prepared[name].query(...period)).toArray().map(plain);
  const [[sums], [before], days, outcomes, channels, support, heat] = await Promise.all([
    ask("sums", from, to),
    ask("sums", from - (to - from), from),
    ...["days", "outcomes", "channels", "support", "heat"].map((name) => ask(name, from, to)),
  ]);
  const date = (day) => dateOf(day * DAY);
  return {
    cards: cards(sums),
    previous: cards(before),
    days: Object.fromEntries(days.map((row) => [date(row.day), cards(row)])),
    outcomes: Object.fromEntries(outcomes.map(({ day, outcome, n }) => [`${date(day)} ${outcome}`, n])),
    channels: Object.fromEntries(channels.map(({ channel, n }) => [channel, n])),
    support: Object.fromEntries(support.map(({ support, n }) => [support, n])),
    heat: Object.fromEntries(heat.map(({ weekday, hour, n }) => [`${weekday} ${String(hour).padStart(2, "0")}`, n])),
  };
}

const rows = async (sql) => (await connection.query(sql)).toArray();

/** A row with numbers for what the database hands out as wide integers. */
function plain(row) {
  const entries = Object.entries(row.toJSON());
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === "string" ? value : Number(value)]));
}
