// What all peers count by: the product's default definitions, as far as the
// Overview needs them (see src/guide/metrics.md), and the shape of an answer.

export const MINUTE = 60_000;
export const DAY = 86_400_000;
/** A customer who writes after this much quiet begins anew, in threads without id. */
export const GAP = 10 * MINUTE;
/** A conversation this long without an event is closed. */
export const AUTO_CLOSE = 2 * DAY;

export const OUTCOMES = ["handed_off", "open", "resolved_by_agent", "resolved_by_bot", "closed_unanswered"];
export const SUPPORT = ["none", "bot", "agent", "bot_and_agent"];

/** The last `days` days that end with the day of `asOf`, as [from, to) in ms. */
export function lastDays(asOf, days) {
  const to = (Math.floor(asOf / DAY) + 1) * DAY;
  return { from: to - days * DAY, to };
}

/** `2026-05-31` */
export const dateOf = (ms) => new Date(ms).toISOString().slice(0, 10);

/** The cards of a group of conversations, from what was summed over it. */
export function cards(sums) {
  const { n, messages, customers, engaged, bot, byBot, botHandoffs, happy, rated, waits, waited } = sums;
  return {
    conversations: n,
    messages,
    customers,
    engagement_rate: rate(engaged, n),
    ai_resolution_rate: rate(byBot, n),
    deflection_rate: rate(byBot, bot),
    handoff_rate: rate(botHandoffs, bot),
    first_response_time: rate(waits / 1000, waited),
    csat: rate(happy, rated),
  };
}

const rate = (part, whole) => (whole ? part / whole : null);
